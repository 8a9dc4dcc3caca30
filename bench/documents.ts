import { programOf } from "./host.ts";
import { rounds, say, time, timeHowtrue, withFiles } from "./measure.ts";

const DOCUMENTS = 100;
const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

/** Ten commands and what they print. The shell's own cost nothing but what it takes to run them and to see how they end. */
const KINDS: Readonly<Record<string, readonly (readonly [string, string?])[]>> = {
  "steps of the shell's own (echo)": numbers(10).map((i) => [`echo line ${i}`, `line ${i}`] as const),
  "steps as in howtos (tar, sed, sort, git...)": [
    ["mkdir site && cd site"],
    ["seq 3 | sed 's/^/line /' > page && cat page", "line 1\nline 2\nline 3"],
    ["cp page other && ls -1", "other\npage"],
    ["sort --reverse page | head -n 1", "line 3"],
    ["tar -czf ../site.tar.gz . && tar -tzf ../site.tar.gz | wc -l", "3"],
    ["git init -q . && git add . && git status --short | wc -l", "2"],
    ["sha256sum page | cut -c1-8", "6ca9d5ed"],
    ["python3 -c 'print(sum(range(1000)))'", "499500"],
    ["grep --count line page other", "page:3\nother:3"],
    ["cd .. && rm -rf site && ls", "site.tar.gz"],
  ],
};

function markdown(steps: readonly (readonly [string, string?])[]): string {
  const lines = steps.map(([command, output]) => `$ ${command}\n${output === undefined ? "" : `${output}\n`}`);
  return `\`\`\`console\n${lines.join("")}\`\`\`\n`;
}

function cram(steps: readonly (readonly [string, string?])[]): string {
  return steps
    .flatMap(([command, output]) => [`$ ${command}`, ...(output?.split("\n") ?? [])])
    .map((line) => `  ${line}\n`)
    .join("");
}

/** Many small documents: what each of them costs, one after the other and side by side; against cram where it is installed. */
export async function benchDocuments(): Promise<void> {
  for (const [kind, steps] of Object.entries(KINDS)) await benchKind(kind, steps);
}

async function benchKind(kind: string, steps: readonly (readonly [string, string?])[]): Promise<void> {
  const files = numbers(DOCUMENTS).flatMap((i) => [
    [`d${i}.md`, markdown(steps)],
    [`d${i}.t`, cram(steps)],
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
    const found = await rounds(3, {
      side: verify([]),
      one: verify(["--jobs", "1"]),
      cram: async () => (cramProgram !== undefined ? (await time(cramProgram, theirs!)).ms : 0),
    });
    say(`${DOCUMENTS} documents of ${steps.length} ${kind}`, `${found.side.toFixed(0)} ms`, "no longer than cram");
    say("the same with --jobs 1", `${found.one.toFixed(0)} ms`);
    if (cramProgram === undefined) say("against cram", "–", "cram is not installed");
    else say("against cram", `× ${(found.side / found.cram).toFixed(2)}`, `cram: ${found.cram.toFixed(0)} ms`);
    say("memory", `${megabytes.toFixed(0)} MB`, "≤ 300 MB");
  });
}
