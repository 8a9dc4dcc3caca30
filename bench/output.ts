import { say, time, timeHowtrue, withFiles } from "./measure.ts";

const SIZES = [5, 10, 20, 50];
const command = (megabytes: number): string => `yes 'a line of output' | head -c ${megabytes}000000`;

/** A step that prints much: time and memory, and what the report shows of it. */
export async function benchOutput(): Promise<void> {
  const document = (megabytes: number): string => `\`\`\`console\n$ ${command(megabytes)}\nsomething else\n\`\`\`\n`;
  await withFiles(Object.fromEntries(SIZES.map((size) => [`${size}.md`, document(size)])), async (path) => {
    const bash = (await time("script", ["-qc", command(50), "/dev/null"])).ms;
    for (const size of SIZES) {
      const { ms, megabytes, stdout } = await timeHowtrue(["verify", "--machine", "host", path(`${size}.md`)]);
      const shown = stdout.split("\n").filter((line) => line.includes("a line of output")).length;
      const goal = size === 50 ? `linear, < 200 MB (a terminal alone: ${bash.toFixed(0)} ms)` : "";
      say(
        `a step that prints ${size} MB, ${shown} lines of it reported`,
        `${ms.toFixed(0)} ms`,
        `${megabytes.toFixed(0)} MB ${goal}`,
      );
    }
  });
}
