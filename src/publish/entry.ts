import type { Observation } from "../run/outcome.ts";
import { hashOf } from "../run/trail.ts";
import type { Style } from "../terminal/shown.ts";
import { takeFrom } from "./cast.ts";
import type { Stamp } from "./edition.ts";
import type { Made } from "./make.ts";
import type { Shot } from "./record.ts";

/** An edition for programs, and what the next one is made with: a file beside its document. */
export interface Entry {
  /** That it is one of ours, and the version of its shape. */
  readonly howtrue: typeof EDITION;
  /** Of the source: as in the edition. */
  readonly path: string;
  readonly title: string;
  /** Its first sentence, where it has one. */
  readonly summary?: string;
  /** SHA-256 of the source's text. */
  readonly source: string;
  /** What was run and where, in a word. */
  readonly run: string;
  /** When what is shown was observed: then something changed last. */
  readonly observed: string;
  readonly stamp: Stamp;
  /** Of the document, in UTF-16 units, up to its stamp. */
  readonly length: number;
  /** SHA-256 of the recording. */
  readonly recording?: string;
  /** Names of the edition's other files, in its folder. */
  readonly files: readonly string[];
  readonly steps: readonly EntryStep[];
}

export const EDITION = "edition 1";

export interface EntryStep {
  /** Of the document as it is published. */
  readonly line: number;
  readonly command: string;
  readonly session: string;
  readonly host?: string;
  readonly status: Shot["status"];
  readonly notes: readonly string[];
  /** Nothing below where it was not run. */
  readonly exit?: number | null;
  readonly end?: Observation["end"];
  readonly ms?: number;
  readonly uid?: number;
  /** What placeholders were known to stand for. */
  readonly names?: Readonly<Record<string, string>>;
  /** As a terminal showed it. */
  readonly output?: readonly string[];
  /** Of lines that have any: index of the line, and what looks how. */
  readonly styles?: readonly (readonly [number, readonly Style[]])[];
  /** Lines that are left out: before which one, and how many bytes. */
  readonly gap?: { readonly before: number; readonly bytes: number };
  /** Its output in the recording: from which line to before which, and how many bytes of it are not in it. */
  readonly recorded?: { readonly from: number; readonly to: number; readonly missing: number };
}

export function stepsOf({ edition: { outcomes }, shots, outputs }: Made): EntryStep[] {
  return outcomes.map(({ step, status, notes }, i) => {
    const about = {
      line: step.place.line,
      command: step.command,
      session: step.session,
      ...(step.host !== undefined && { host: step.host }),
      status,
      notes,
    };
    const { observation, take, names } = shots[i] ?? {};
    if (observation === undefined) return about;
    const { exit = null, end, ms, uid, screen } = observation;
    const styles = screen.styles?.flatMap((all, line) => (all.length > 0 ? [[line, all] as const] : []));
    const [from, to] = outputs[i] ?? [];
    return {
      ...about,
      ...{ exit, end, ms, uid, ...(names !== undefined && { names }), output: screen.lines },
      ...(styles !== undefined && { styles }),
      ...(screen.gap !== undefined && { gap: screen.gap }),
      ...(from !== undefined && to !== undefined && { recorded: { from, to, missing: take?.missing ?? 0 } }),
    };
  });
}

/** What an entry says of each step, and what its recording shows of it; undefined where that is not the entry's. */
export function shotsFrom({ steps, recording }: Entry, cast: string | undefined): Shot[] | undefined {
  if ((cast === undefined ? undefined : hashOf(cast)) !== recording) return undefined;
  const lines = cast?.split("\n") ?? [];
  return steps.map((step) => {
    const { status, notes, exit, end, ms, uid, names, output, styles = [], gap, recorded } = step;
    const about = { status, notes };
    if (output === undefined || end === undefined) return about;
    const looks = new Map(styles);
    const screen = {
      lines: output,
      ...(styles.length > 0 && { styles: output.map((_, line) => looks.get(line) ?? []) }),
      ...(gap !== undefined && { gap }),
    };
    const take = recorded && takeFrom(lines, [recorded.from, recorded.to], recorded.missing);
    const observation = { screen, exit: exit ?? undefined, end, ms: ms ?? 0, uid: uid ?? -1 };
    return { ...about, observation, ...(take && { take }), ...(names && { names }) };
  });
}

export function writeEntry(entry: Entry): string {
  const text = JSON.stringify(entry, undefined, 2);
  // JSON means the same by these; whoever reads the file sees them.
  return `${text.replaceAll(UNSEEN, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)}\n`;
}

const UNSEEN = /[\xad\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/g;
