import { bareStep } from "./bare.ts";
import { say, rounds, time, timeHowtrue, withFiles } from "./measure.ts";

const STEPS = 1_000;
const lines = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join("\n");

const markdown = (count: number): string =>
  `\`\`\`console\n${lines(count, (i) => `$ echo line ${i}\nline ${i}`)}\n\`\`\`\n`;
const rst = (count: number): string =>
  `Steps\n=====\n\n::\n\n${lines(count, (i) => `    $ echo line ${i}\n    line ${i}`)}\n`;
const cram = (count: number): string => `${lines(count, (i) => `  $ echo line ${i}\n  line ${i}`)}\n`;
const script = (count: number): string => `${lines(count, (i) => `echo line ${i}`)}\n`;

/** What a step on the host costs, and the start; against bash, and against cram where it is installed. */
export async function benchHost(): Promise<void> {
  const files = {
    "one.md": markdown(1),
    "many.md": markdown(STEPS),
    "one.rst": rst(1),
    "many.rst": rst(STEPS),
    "one.t": cram(1),
    "many.t": cram(STEPS),
    "many.sh": script(STEPS),
  };
  await withFiles(files, async (path) => {
    const verify = (name: string) => async () => (await timeHowtrue(["verify", "--machine", "host", path(name)])).ms;
    const cramProgram = await programOf(["cram", "cram3"]); // Debian calls it cram3
    const found = await rounds(7, {
      version: async () => (await timeHowtrue(["--version"])).ms,
      node: async () => (await time(process.execPath, ["--eval", "0"])).ms,
      markdownOne: verify("one.md"),
      markdownMany: verify("many.md"),
      rstOne: verify("one.rst"),
      rstMany: verify("many.rst"),
      bare: () => bareStep(STEPS),
      bash: async () => (await time("bash", [path("many.sh")])).ms,
      cramOne: async () => (cramProgram !== undefined ? (await time(cramProgram, [path("one.t")])).ms : 0),
      cramMany: async () => (cramProgram !== undefined ? (await time(cramProgram, [path("many.t")])).ms : 0),
    });
    const step = (one: number, many: number): number => (many - one) / (STEPS - 1);
    const ours = step(found.rstOne, found.rstMany);
    say("howtrue --version", `${found.version.toFixed(0)} ms`, `≤ 100 ms (node alone: ${found.node.toFixed(0)} ms)`);
    say("a step of 1,000 on the host, reStructuredText", `${ours.toFixed(3)} ms`, "≤ 0.2 ms");
    say(
      "a step of 1,000 on the host, Markdown",
      `${step(found.markdownOne, found.markdownMany).toFixed(3)} ms`,
      "≤ 0.2 ms",
    );
    say(
      "against typing them into the same bash, no more",
      `× ${(ours / found.bare).toFixed(1)}`,
      `${found.bare.toFixed(3)} ms a step`,
    );
    say(
      "the same as one script for bash",
      `× ${(found.rstMany / found.bash).toFixed(1)}`,
      `bash: ${found.bash.toFixed(0)} ms`,
    );
    if (cramProgram !== undefined) {
      const cramStep = step(found.cramOne, found.cramMany);
      say(
        "whole run against cram's",
        `× ${(found.rstMany / found.cramMany).toFixed(2)}`,
        `cram: ${cramStep.toFixed(3)} ms a step`,
      );
    } else say("whole run against cram's", "–", "cram is not installed");
  });
}

/** The first that there is. */
export async function programOf(names: readonly string[]): Promise<string | undefined> {
  for (const name of names) {
    const there = await time(name, ["--version"]).then(
      () => true,
      () => false,
    );
    if (there) return name;
  }
  return undefined;
}
