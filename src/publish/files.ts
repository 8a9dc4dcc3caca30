import { hashOf } from "../run/trail.ts";
import type { Read } from "../rewrite/propose.ts";
import { withoutSequences } from "../terminal/playback.ts";
import { EDITION, type Entry, stepsOf, writeEntry } from "./entry.ts";
import type { Made } from "./make.ts";
import { baseOf, namesOf } from "./names.ts";
import { withStamp } from "./stamp.ts";
import type { Pages } from "./pages.ts";
import { stillOf } from "./still.ts";

export interface About {
  /** The text that was verified. */
  readonly source: string;
  /** What was run and where, in a word. */
  readonly run: string;
  /** When what is shown was observed. */
  readonly observed: string;
  readonly pages: Pages;
}

/** An edition's files, by their names below the folder of editions; first the one that says what the others are. */
export async function filesOf(
  made: Made,
  { reread, ...read }: Read,
  { source, run, observed, pages }: About,
): Promise<Map<string, string>> {
  const { edition } = made;
  const { path, title, document, stamp, recording } = edition;
  const names = namesOf(path);
  const stamped = withStamp(document.text, stamp, document.format);
  const isStamped = isSame({ reread, ...read }, await reread(stamped));
  const others = new Map<string, string>();
  others.set(names.document, isStamped ? stamped : document.text);
  others.set(names.page, await pages.pageOf(edition));
  if (recording !== undefined) {
    others.set(names.recording, recording.cast);
    others.set(names.still, await still(made, read.plan.settings.terminal));
  }
  const summary = await pages.summaryOf(edition);
  const entry: Entry = {
    howtrue: EDITION,
    path,
    title,
    ...(summary !== "" && { summary }),
    source: hashOf(source),
    run,
    observed,
    stamp,
    length: document.text.length,
    ...(recording !== undefined && { recording: hashOf(recording.cast) }),
    files: [...others.keys()].map(baseOf),
    steps: stepsOf(made),
  };
  return new Map([[names.entry, writeEntry(entry)], ...others]);
}

/** A stamp must not become part of a block that is open at the end, or be taken for something else. */
function isSame(before: Read, after: Read): boolean {
  const said = ({ document: { blocks }, plan: { steps, messages } }: Read): string =>
    JSON.stringify([blocks.map(({ kind, text, section }) => [kind, text, section]), steps.length, messages.length]);
  return said(before) === said(after);
}

/** The screen after the last step that printed something and does not clean up. */
function still(
  { edition: { title, outcomes, recording }, outputs }: Made,
  size: { cols: number; rows: number },
): Promise<string> {
  const lines = recording?.cast.split("\n").slice(0, -1) ?? [];
  const texts = lines.slice(1).map((line) => {
    const [, code, text] = JSON.parse(line) as [number, string, string];
    return code === "o" ? text : "";
  });
  const isShown = outputs.map(
    ([from, to] = [0, 0]) => withoutSequences(texts.slice(from - 1, to - 1).join("")).trim() !== "",
  );
  const best = outcomes.findLastIndex(({ step }, i) => isShown[i] === true && !step.cleanup);
  const last = best === -1 ? isShown.lastIndexOf(true) : best;
  const to = outputs[last]?.[1] ?? lines.length;
  const command = outcomes[last]?.step.command.split("\n")[0];
  const description = command === undefined ? "The end of the session." : `The terminal after: ${command}`;
  return stillOf(texts.slice(0, to - 1).join(""), { ...size, title, description });
}
