import stringWidth from "fast-string-truncated-width";
import { BREAK, GLUE, type Span } from "./spans.ts";

/** Characters between which a line may end only at their ends. */
export interface Word {
  readonly pieces: readonly Span[];
  readonly width: number;
  /** How the blank before it is painted; undefined where none is. */
  readonly gap: string | undefined;
  /** Whether a new line begins with it, as the text says. */
  readonly begins: boolean;
}

export function widthOf(text: string): number {
  return stringWidth(text).width;
}

/** Cuts spans into words: at blanks, and between the characters of scripts that are written without them. */
export function wordsOf(spans: readonly Span[]): Word[] {
  const words: Word[] = [];
  let pieces: Span[] = [];
  let gap: string | undefined;
  let begins = true;
  const end = (): void => {
    if (pieces.length === 0) return;
    const width = pieces.reduce((sum, { text }) => sum + widthOf(text), 0);
    words.push({ pieces, width, gap: begins ? undefined : gap, begins });
    pieces = [];
    gap = undefined;
    begins = false;
  };
  for (const { text, style } of spans) {
    if (text === BREAK) {
      end();
      if (begins) words.push({ pieces: [], width: 0, gap: undefined, begins });
      begins = true;
      continue;
    }
    for (const [i, part] of text.split(" ").entries()) {
      if (i > 0) {
        end();
        gap = style;
      }
      for (const piece of part.split(WIDE)) {
        if (pieces.length > 0 && mayEnd(pieces.at(-1)!.text, piece)) end();
        if (piece !== "") pieces.push({ text: piece.replaceAll(GLUE, " "), style });
      }
    }
  }
  end();
  return words;
}

/** Behind each ideograph, kana or full-width form. */
const WIDE = /(?<=[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF])|(?=[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF])/u;
/** No line begins with them. */
const CLOSING =
  /^[\u3001\u3002\u3009\u300B\u300D\u300F\u3011\u3015\u30FC\uFF01\uFF09\uFF0C\uFF0E\uFF1A\uFF1B\uFF1F,.;:!?)\]]/;
const OPENING = /[\u3008\u300A\u300C\u300E\u3010\u3014\uFF08([]$/;
const IS_WIDE = /[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF]/;

function mayEnd(before: string, behind: string): boolean {
  if (behind === "" || CLOSING.test(behind) || OPENING.test(before)) return false;
  return IS_WIDE.test(before.at(-1) ?? "") || IS_WIDE.test(behind[0] ?? "");
}

/** A word in parts that are no wider than so many columns: it is cut behind `/`, `-`, `.` and the like where one is near. */
export function cut(word: Word, columns: number): Word[] {
  const parts: Word[] = [];
  let pieces: Span[] = [];
  let room = columns;
  const end = (): void => {
    const first = parts.length === 0;
    parts.push({ pieces, width: columns - room, gap: first ? word.gap : undefined, begins: !first || word.begins });
    pieces = [];
    room = columns;
  };
  for (const { text, style } of word.pieces) {
    for (let rest = text; rest !== "";) {
      const index = fitting(rest, room, columns);
      if (index === 0 && room < columns) {
        end();
        continue;
      }
      const part = rest.slice(0, index || (rest.codePointAt(0)! > 0xffff ? 2 : 1));
      pieces.push({ text: part, style });
      room -= widthOf(part);
      rest = rest.slice(part.length);
      if (rest !== "") end();
    }
  }
  end();
  return parts;
}

function fitting(text: string, room: number, columns: number): number {
  const { index, truncated } = stringWidth(text, { limit: room, ellipsis: "", ellipsisWidth: 0 });
  if (!truncated) return text.length;
  const near = text.slice(0, index).search(/[/\-._?&=,:;][^/\-._?&=,:;]*$/) + 1;
  return near > 0 && index - near < columns / 3 ? near : index;
}
