import type { Document } from "../document/document.ts";
import { type Message, warning } from "../message/message.ts";
import type { Plan } from "../plan/plan.ts";
import { inOrder } from "../report/visible.ts";
import { observed, type Output } from "../rewrite/observed.ts";
import type { Read } from "../rewrite/propose.ts";
import { withoutNotices } from "../run/notices.ts";
import { writingsFor } from "../rewrite/writing.ts";
import type { Screen } from "../terminal/screen.ts";
import type { Shot } from "./record.ts";

/** The document with its output as it was observed, and which steps could not be shown so. */
export async function observe(
  read: Read,
  shots: readonly Shot[],
): Promise<{ read: Read; messages: readonly Message[] }> {
  const known = new Map<string, string>();
  const outputs = read.plan.steps.flatMap((step, index): Output[] => {
    const { status, observation, names: told = {} } = shots[index] ?? {};
    const names = step.names && { names: new Map(known) };
    for (const [name, text] of Object.entries(told)) known.set(name, text);
    const { output } = step.expectation;
    if (status !== "held" || observation === undefined || step.place.path !== read.document.path) return [];
    const isExact = step.expectation.channel.kind === "pipe";
    const anything = writingsFor(step.expectation)[0]?.anything ?? "...";
    const seen = { ...observation.screen, lines: withoutNotices(step, observation.screen.lines) };
    const lines = linesOf(seen, anything).map((line) => (isExact ? line : line.trimEnd()));
    const isNew = output.length > 0 && lines.join("\n") !== output.map(({ text }) => text).join("\n");
    if (!isNew && names === undefined) return [];
    return [{ index, ...(isNew && { lines: lines.map(inOrder) }), ...names, exit: observation.exit }];
  });
  if (outputs.length === 0) return { read, messages: [] };
  const { read: now, left } = await observed(read, outputs);
  return { read: now, messages: left.map(({ place }) => warning(place, NOT_SHOWN)) };
}

const NOT_SHOWN = {
  code: "not-published",
  what: "what was observed cannot be written here: the edition shows what the document says",
  hint: "it would be read as a command, or the block cannot be rewritten",
};

/** In the place of what was folded stands what the document's rules take for any lines. */
function linesOf({ lines, gap }: Screen, anything: string): readonly string[] {
  return gap === undefined ? lines : lines.toSpliced(gap.before, 0, anything);
}

/** The first title; where there is none, the file's name. */
export function titleOf({ path, blocks }: Document, { steps }: Plan): string {
  const section = [...steps.map((step) => step.section), ...blocks.map((block) => block.section)].find(
    (titles) => titles.length > 0,
  );
  return section?.[0] ?? path.replace(/^.*\//s, "");
}
