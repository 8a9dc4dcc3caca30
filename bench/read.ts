import { parse } from "../src/document/parse.ts";
import type { Format } from "../src/document/document.ts";
import { rounds, say, timeHowtrue, withFiles } from "./measure.ts";

const repeat = (count: number, part: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => part(i)).join("\n");

/** Ten lines for each: a heading, prose, a list, a session. */
const DOCUMENTS: Readonly<Record<Exclude<Format, "cram">, (parts: number) => string>> = {
  markdown: (parts) =>
    repeat(
      parts,
      (i) => `## Part ${i}\n\nSome *text* with \`code\`.\n\n- one\n\n\`\`\`console\n$ echo ${i}\n${i}\n\`\`\`\n`,
    ),
  rst: (parts) =>
    repeat(
      parts,
      (i) => `Part ${i}\n---------\n\nSome *text*, \`\`code\`\`.\n\n- one\n\n::\n\n   $ echo ${i}\n   ${i}\n`,
    ),
};

/** What reading costs: once warm, and as a whole process. */
export async function benchRead(): Promise<void> {
  for (const format of ["markdown", "rst"] as const) {
    const text = DOCUMENTS[format](100);
    const path = `a.${format}`;
    for (let i = 0; i < 50; i++) await parse(text, { path, format });
    const began = performance.now();
    for (let i = 0; i < 50; i++) await parse(text, { path, format });
    const ms = (performance.now() - began) / 50;
    const lines = text.split("\n").length / 1_000;
    say(`1,000 lines of ${format}, once warm`, `${(ms / lines).toFixed(2)} ms`, format === "rst" ? "≤ 2 ms" : "");
  }
  await withFiles({ "big.md": DOCUMENTS.markdown(1_000), "big.rst": DOCUMENTS.rst(1_000) }, async (path) => {
    const list = (name: string) => async () => (await timeHowtrue(["list", path(name)])).ms;
    const found = await rounds(7, { markdown: list("big.md"), rst: list("big.rst") });
    say("howtrue list, 10,000 lines of Markdown", `${found.markdown.toFixed(0)} ms`, "≤ 300 ms with its start");
    say("howtrue list, 10,000 lines of reStructuredText", `${found.rst.toFixed(0)} ms`, "≤ 300 ms with its start");
  });
}
