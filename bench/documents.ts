import { programOf } from "./host.ts";
import { rounds, say, time, timeHowtrue, withFiles } from "./measure.ts";

const DOCUMENTS = 100;
const STEPS = 10;
const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);
const markdown = `\`\`\`console\n${numbers(STEPS)
  .map((i) => `$ echo line ${i}\nline ${i}`)
  .join("\n")}\n\`\`\`\n`;
const cram = numbers(STEPS)
  .map((i) => `  $ echo line ${i}\n  line ${i}\n`)
  .join("");

/** Many small documents: what each of them costs, one after the other and side by side; against cram where it is installed. */
export async function benchDocuments(): Promise<void> {
  const files = numbers(DOCUMENTS).flatMap((i) => [
    [`d${i}.md`, markdown],
    [`d${i}.t`, cram],
  ]);
  await withFiles(Object.fromEntries(files) as Record<string, string>, async (path) => {
    const [ours, theirs] = ["md", "t"].map((end) => numbers(DOCUMENTS).map((i) => path(`d${i}.${end}`)));
    const cramProgram = await programOf(["cram", "cram3"]);
    let megabytes = 0;
    const verify = (jobs: readonly string[]) => async () => {
      const measured = await timeHowtrue(["verify", "--machine", "host", ...jobs, ...ours!]);
      megabytes = Math.max(megabytes, measured.megabytes);
      return measured.ms;
    };
    const found = await rounds(5, {
      side: verify([]),
      one: verify(["--jobs", "1"]),
      cram: async () => (cramProgram !== undefined ? (await time(cramProgram, theirs!)).ms : 0),
    });
    say(`${DOCUMENTS} documents of ${STEPS} steps on the host`, `${found.side.toFixed(0)} ms`, "no longer than cram");
    say("the same with --jobs 1", `${found.one.toFixed(0)} ms`);
    if (cramProgram === undefined) say("against cram", "–", "cram is not installed");
    else say("against cram", `× ${(found.side / found.cram).toFixed(2)}`, `cram: ${found.cram.toFixed(0)} ms`);
    say("memory", `${megabytes.toFixed(0)} MB`, "≤ 300 MB");
  });
}
