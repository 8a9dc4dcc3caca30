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
  /** Nothing where the document's own stay. */
  readonly lines?: readonly string[];
  /** What placeholders in the command stood for, by name: it is to be shown as it ran. */
  readonly names?: ReadonlyMap<string, string>;
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
  for (const together of apart(read, outputs)) {
    const [{ index }] = together;
    const writings = writingsFor(now.plan.steps[index]!.expectation);
    let next: Read | undefined;
    for (let i = 0; i < writings.length && next === undefined; i++) next = await attempt(now, together, i);
    if (next === undefined) left.push(...together.map((one) => read.plan.steps[one.index]!));
    now = next ?? now;
  }
  return { read: now, left };
}

/** One by one; those with placeholders together: where one is left, it has to be known what it stands for. */
function apart({ plan }: Read, outputs: readonly Output[]): [Output, ...Output[]][] {
  const isNamed = ({ index, names }: Output): boolean =>
    names !== undefined || plan.steps[index]!.expectation.output.some(({ pattern }) => pattern.kind === "named");
  const [first, ...others] = outputs.filter(isNamed);
  const alone = outputs.filter((output) => !isNamed(output)).map((output): [Output] => [output]);
  return first === undefined ? alone : [[first, ...others], ...alone];
}

async function attempt(now: Read, outputs: readonly Output[], writing: number): Promise<Read | undefined> {
  const { document, plan } = now;
  const written = new Map<number, { shown?: readonly string[]; names?: Output["names"] }>();
  const bodies = new Map<Block, string[]>();
  // From the last one on, so that lines above stay where they are.
  for (const { index, lines, names, exit } of outputs.toSorted((a, b) => b.index - a.index)) {
    const step = plan.steps[index]!;
    const block = document.blocks.find((one) => isIn(step, one));
    const write: Writing | undefined = writingsFor(step.expectation)[writing] ?? writingsFor(step.expectation)[0];
    if (block === undefined || write === undefined) return undefined;
    const body = bodies.get(block) ?? block.lines.map(({ text }) => text);
    const at = step.place.line - block.start;
    const behind = at + step.command.split("\n").length;
    const literal = lines?.map((line) => write.literal(line));
    if (literal !== undefined) {
      const [first, last] = shownIn(step, block, behind);
      body.splice(first, last + 1 - first, ...literal, ...statusLine(step, exit));
    }
    if (names !== undefined)
      body.splice(at, behind - at, ...body.slice(at, behind).map((line) => filled(line, step, names)));
    bodies.set(block, body);
    written.set(index, { ...(literal && { shown: literal }), names });
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

/** A command with what its placeholders stood for. */
function filled(text: string, { names = [] }: Step, known: ReadonlyMap<string, string>): string {
  return names.reduce((now, name) => now.replaceAll(`<${name}>`, (all) => known.get(name) ?? all), text);
}

/** Whether the new text shows these lines and commands, and says of all else what the old one did. */
function says(
  before: Read,
  after: Read,
  written: ReadonlyMap<number, { shown?: readonly string[]; names?: Output["names"] }>,
): boolean {
  const [old, now] = [before.plan.steps, after.plan.steps];
  if (old.length !== now.length || after.plan.messages.length > before.plan.messages.length) return false;
  return old.every((step, i) => {
    const { shown, names } = written.get(i) ?? {};
    const { names: _, ...plain } = step;
    const said = names === undefined ? step : { ...plain, command: filled(step.command, step, names) };
    if (saidOf(said, shown !== undefined) !== saidOf(now[i]!, shown !== undefined)) return false;
    return shown === undefined || isSame(shown, now[i]!);
  });
}

function isSame(lines: readonly string[], { expectation: { output } }: Step): boolean {
  const text = (all: readonly string[]): string => all.map((line) => line.trimEnd()).join("\n");
  return (
    text(lines).replaceAll(/^\n+|\n+$/g, "") === text(output.map((line) => line.text)).replaceAll(/^\n+|\n+$/g, "")
  );
}
