import measure from "fast-string-truncated-width";
import type { Step } from "../plan/plan.ts";
import type { Paint } from "../report/paint.ts";
import { visible } from "../report/visible.ts";
import type { Editor } from "./editor.ts";
import type { Size } from "./state.ts";

/** Lines at the bottom of the screen, each no wider than it, and where the cursor is among them. */
export interface Region {
  readonly lines: readonly string[];
  readonly cursor?: { readonly row: number; readonly column: number };
}

const SEGMENTER = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** A command that is being edited, as much of it around the cursor as the screen holds, above a line that says how. */
export function editorRegion(
  { editor, step, status }: { editor: Editor; step: Step; status: string },
  { columns, rows }: Size,
  paint: Paint,
): Region {
  const prompt = `${step.host ?? ""}${step.user === "root" ? "#" : "$"} `;
  const lines: string[] = [];
  let cursor = { row: 0, column: 0 };
  let offset = 0;
  for (const [i, text] of editor.text.split("\n").entries()) {
    const first = i === 0 ? prompt : "> ";
    let line = paint.green(first);
    let width = first.length;
    const place = (at: number): void => {
      if (at === editor.at) cursor = { row: lines.length, column: width };
    };
    for (const { segment, index } of SEGMENTER.segment(text)) {
      const shown = segment === "\t" ? "  " : visible(segment);
      const wide = measure(shown).width;
      if (width + wide >= columns) {
        lines.push(line);
        [line, width] = ["", 0];
      }
      place(offset + index);
      line += shown;
      width += wide;
    }
    place(offset + text.length);
    lines.push(line);
    offset += text.length + 1;
  }
  const room = Math.max(rows - 2, 1);
  const from = Math.min(Math.max(cursor.row - Math.floor(room / 2), 0), Math.max(lines.length - room, 0));
  const seen = lines.slice(from, from + room);
  return { lines: [...seen, status], cursor: { row: cursor.row - from, column: cursor.column } };
}
