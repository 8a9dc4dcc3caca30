import width from "fast-string-truncated-width";

/**
 * `...` in expected output. Within a line it stands for any text of that line, as often as wanted; alone on a line, for
 * any number of lines, also none.
 */

/** Decides whether an observed line is what an expected one says. */
export type LineTest = (observed: string) => boolean;

export function isAnyLines(expected: string): boolean {
  return expected.trim() === "...";
}

/**
 * As doctest does it (Python's doctest, `_ellipsis_match`): the pieces around `...` are found from left to right, the
 * first at the beginning, the last at the end, none overlapping another; `aa...aa` is not `aaa`. Leftmost is enough: if
 * any way to place the pieces exists, the leftmost one does.
 */
export function lineTest(expected: string): LineTest {
  const asColumns = openTest(comparable(expected));
  const open = expected.indexOf("...");
  if (open === -1 || !expected.includes("\t", open)) return (observed) => asColumns(comparable(observed));
  // In which column a tab behind `...` stands is not known: it may also be the tab that was printed.
  const asPrinted = openTest(expected.trimEnd());
  return (observed) => asColumns(comparable(observed)) || asPrinted(observed.trimEnd());
}

function openTest(expected: string): LineTest {
  const open = /^(.*\S)\s+\.\.\.$/.exec(expected);
  if (open === null) return piecesTest(expected);
  // Blanks at a line's end do not count, so neither do those before a `...` that stands for nothing.
  const [withRest, without] = [piecesTest(expected), piecesTest(open[1] ?? "")];
  return (observed) => withRest(observed) || without(observed);
}

function piecesTest(expected: string): LineTest {
  const pieces = expected.split("...");
  const [first = "", ...rest] = pieces;
  const last = rest.pop();
  if (last === undefined) return (observed) => observed === first;
  return (text) => {
    if (!text.startsWith(first) || !text.endsWith(last)) return false;
    const end = text.length - last.length;
    let at = first.length;
    for (const piece of rest) {
      const found = text.indexOf(piece, at);
      if (found === -1) return false;
      at = found + piece.length;
    }
    return at <= end;
  };
}

/** Wide characters take two columns, combining ones none. */
function columnsOf(text: string): number {
  return /^[\x20-\x7e]*$/.test(text) ? text.length : width(text, { limit: Infinity }).width;
}

/** What of a line counts: blanks at its end do not, and a tab is the columns that a terminal shows for it. */
export function comparable(line: string): string {
  return expandTabs(line.trimEnd());
}

/** A tab goes to the next column of eight. */
export function expandTabs(line: string): string {
  if (!line.includes("\t")) return line;
  let text = "";
  for (const piece of line.split(/(?<=\t)/)) {
    const before = piece.endsWith("\t") ? piece.slice(0, -1) : piece;
    text += before;
    if (before !== piece) text += " ".repeat(8 - (columnsOf(text) % 8));
  }
  return text;
}
