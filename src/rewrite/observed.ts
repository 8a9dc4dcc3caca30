import type { Block } from "../document/document.ts";
import type { Step } from "../plan/plan.ts";
import type { Read } from "./propose.ts";
import { replaceBody } from "./replace.ts";
import { rewrite } from "./rewrite.ts";
import { isIn, saidOf, shownIn, statusLine } from "./shown.ts";
import { type Writing, writingsFor } from "./writing.ts";

/** A step's output as it is to be shown. */
export interface Output {
  /** Of the step in its plan. */
  readonly index: number;
  readonly lines: readonly string[];
  readonly exit: number | undefined;
}

export interface Observed {
  readonly read: Read;
  /** Steps that are left as the author wrote them: the new text would be read as something else. */
  readonly left: readonly Step[];
}

/**
 * The document with what was observed in the place of the output that it shows, word for word; all else stays byte for byte.
 * The new text is read again: it has the same commands, and shows these lines.
 */
export async function observed(read: Read, outputs: readonly Output[]): Promise<Observed> {
  const atOnce = await attempt(read, outputs, 0);
  if (atOnce !== undefined) return { read: atOnce, left: [] };
  const left: Step[] = [];
  let now = read;
  for (const output of outputs) {
    const step = now.plan.steps[output.index]!;
    const writings = writingsFor(step.expectation);
    let next: Read | undefined;
    for (let i = 0; i < writings.length && next === undefined; i++) next = await attempt(now, [output], i);
    if (next === undefined) left.push(read.plan.steps[output.index]!);
    now = next ?? now;
  }
  return { read: now, left };
}

async function attempt(now: Read, outputs: readonly Output[], writing: number): Promise<Read | undefined> {
  const { document, plan } = now;
  const written = new Map<number, readonly string[]>();
  const bodies = new Map<Block, string[]>();
  // From the last one on, so that lines above stay where they are.
  for (const { index, lines, exit } of outputs.toSorted((a, b) => b.index - a.index)) {
    const step = plan.steps[index]!;
    const block = document.blocks.find((one) => isIn(step, one));
    const write: Writing | undefined = writingsFor(step.expectation)[writing] ?? writingsFor(step.expectation)[0];
    if (block === undefined || write === undefined) return undefined;
    const body = bodies.get(block) ?? block.lines.map(({ text }) => text);
    const behind = step.place.line - block.start + step.command.split("\n").length;
    const [first, last] = shownIn(step, block, behind);
    const literal = lines.map((line) => write.literal(line));
    body.splice(first, last + 1 - first, ...literal, ...statusLine(step, exit));
    bodies.set(block, body);
    written.set(index, literal);
  }
  const edits = Array.from(bodies, ([block, body]) => replaceBody(document, block, body));
  if (edits.some((edit) => edit === undefined)) return undefined;
  const next = await now.reread(
    rewrite(
      document,
      edits.filter((edit) => edit !== undefined),
    ),
  );
  return says(now, next, written) ? next : undefined;
}

/** Whether the new text shows these lines, and says of all else what the old one did. */
function says(before: Read, after: Read, written: ReadonlyMap<number, readonly string[]>): boolean {
  const [old, now] = [before.plan.steps, after.plan.steps];
  if (old.length !== now.length || after.plan.messages.length > before.plan.messages.length) return false;
  return old.every((step, i) => {
    const lines = written.get(i);
    if (saidOf(step, lines !== undefined) !== saidOf(now[i]!, lines !== undefined)) return false;
    return lines === undefined || isSame(lines, now[i]!);
  });
}

function isSame(lines: readonly string[], { expectation: { output } }: Step): boolean {
  const text = (all: readonly string[]): string => all.map((line) => line.trimEnd()).join("\n");
  return (
    text(lines).replaceAll(/^\n+|\n+$/g, "") === text(output.map((line) => line.text)).replaceAll(/^\n+|\n+$/g, "")
  );
}
