import type { Block, Document } from "../document/document.ts";
import { positionAt } from "../document/lines.ts";
import { indexOrigins } from "../document/origin.ts";
import type { Plan, Step } from "../plan/plan.ts";
import { visible } from "../report/visible.ts";
import type { Outcome } from "../run/outcome.ts";

/** What a reader would type for a step, and behind what. */
export interface Typed {
  readonly prompt: string;
  /** Behind the first line the shell's second prompt stands. */
  readonly lines: readonly string[];
}

/** Each step of a plan as it is typed: with the document's own prompt, and with what its placeholders stood for. */
export function typedOf(document: Document, { steps }: Plan, outcomes: readonly Outcome[]): Typed[] {
  const promptOf = prompts(document);
  const known = new Map<string, string>();
  return steps.map((step, i) => {
    const { command, names = [] } = step;
    const filled = names.reduce(
      (text, name) => text.replaceAll(`<${name}>`, () => known.get(name) ?? `<${name}>`),
      command,
    );
    for (const [name, text] of outcomes[i]?.names ?? []) known.set(name, text);
    const lines = filled.split("\n").map((line) => visible(line.replaceAll("\t", "    ")));
    return { prompt: visible(promptOf(step)), lines };
  });
}

function prompts(document: Document): (step: Step) => string {
  const originOf = indexOrigins(document);
  const lines = new Map<string, { readonly block: Block; readonly at: number }>();
  for (const block of document.blocks) {
    const { path } = originOf(block);
    for (const at of block.lines.keys()) lines.set(`${block.start + at} ${path}`, { block, at });
  }
  return ({ place, user }) => {
    const usual = user === "root" ? "# " : "$ ";
    const found = lines.get(`${place.line} ${place.path}`);
    const line = found?.block.lines[found.at];
    if (found === undefined || line === undefined) return usual;
    const { column } = positionAt(originOf(found.block).index, line.range.start);
    const prompt = line.text.slice(0, place.column - column);
    return prompt.trim() === "" ? usual : prompt;
  };
}
