import type { Item, LeftOut, Prose, RecordedStep, Recording } from "./items.ts";
import { headingOf, paragraphOf } from "./prose.ts";
import { anywhere, type HowtoFormat, type Place } from "./reading.ts";
import { stepLines } from "./step-lines.ts";
import { WRITERS } from "./writing.ts";

/** A howto's text, and what it says and what not. */
export interface Composed {
  readonly text: string;
  /** In the order of the document. */
  readonly steps: readonly RecordedStep[];
  readonly leftOut: readonly LeftOut[];
}

/** Writes a recording as a howto. Law: read again, its steps are the recorded ones, and its output holds what was printed. */
export async function compose(
  { title, settings, items }: Recording,
  format: HowtoFormat,
  place?: Place,
): Promise<Composed> {
  const said = Object.keys(settings).length === 0 ? [] : [WRITERS[format].settings(settings)];
  const here = place ?? (await anywhere(format));
  const heading = await headingOf({ text: title, level: 1 }, here);
  const { parts, ...rest } = await composeItems(items, here, heading);
  const head = format === "rst" ? [heading, ...said] : [...said, heading];
  return { text: `${[...head, ...parts].join("\n\n")}\n`, ...rest };
}

interface Parts extends Omit<Composed, "text"> {
  /** Blank lines are to stand between them. */
  readonly parts: readonly string[];
}

/** The same of what stands behind `before`, which may be but the title. */
export async function composeItems(items: readonly Item[], place: Place, before: string): Promise<Parts> {
  const { format } = place;
  const parts: string[] = [];
  const steps: RecordedStep[] = [];
  const leftOut: LeftOut[] = [];
  let prose: Prose[] = [];
  let transcript: string[] = [];
  const closeProse = async (): Promise<void> => {
    if (prose.length > 0) parts.push(await paragraphOf(prose, place));
    prose = [];
  };
  const closeTranscript = (): void => {
    if (transcript.length > 0) parts.push(WRITERS[format].block(transcript));
    transcript = [];
  };
  for (const item of items) {
    switch (item.kind) {
      case "left-out":
        leftOut.push(item);
        break;
      case "prose":
        closeTranscript();
        if (item.text === "") await closeProse();
        else prose.push(item);
        break;
      case "heading":
        closeTranscript();
        await closeProse();
        parts.push(await headingOf(item, place, [before, ...parts].join("\n\n")));
        break;
      case "step": {
        await closeProse();
        const shown = await stepLines(item, place);
        if (shown === undefined) {
          leftOut.push({ kind: "left-out", command: item.command, why: CANNOT_HOLD });
          break;
        }
        // Where $ is a prompt, # begins a comment.
        if (steps.at(-1)?.user !== item.user) closeTranscript();
        steps.push(item);
        if (shown.annotation === undefined) transcript.push(...shown.lines);
        else {
          closeTranscript();
          parts.push(WRITERS[format].block(shown.lines, shown.annotation));
        }
        break;
      }
    }
  }
  closeTranscript();
  await closeProse();
  return { parts, steps, leftOut };
}

const CANNOT_HOLD = "the document cannot hold it: it would be read as something else";
