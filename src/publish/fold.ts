import { clip } from "../report/visible.ts";
import type { Screen } from "../terminal/screen.ts";

/** Output with more lines or characters is folded to its beginning and its end. */
const MOST_LINES = 1_000;
const MOST_CHARACTERS = 200_000;
/** So much of each end stays. */
const KEPT_LINES = 100;
const KEPT_CHARACTERS = 20_000;

/** Long output without its middle: a page is for people. */
export function fold(screen: Screen): Screen {
  const { lines, styles, gap } = screen;
  const characters = lines.reduce((sum, line) => sum + line.length + 1, 0);
  if (lines.length <= MOST_LINES && characters <= MOST_CHARACTERS) return screen;
  const head = countFrom(lines);
  const tail = Math.min(countFrom(lines.toReversed()), lines.length - head);
  const cut = <Any>(all: readonly Any[]): Any[] => [...all.slice(0, head), ...all.slice(all.length - tail)];
  const bytes = Buffer.byteLength(lines.slice(head, lines.length - tail).join("\n"));
  return {
    lines: cut(lines).map(shorten),
    ...(styles !== undefined && { styles: cut(styles) }),
    gap: { before: head, bytes: bytes + (gap?.bytes ?? 0) },
  };
}

/** At least one line, of which a part is enough. */
function countFrom(lines: readonly string[]): number {
  let characters = 0;
  let count = 0;
  for (const line of lines.slice(0, KEPT_LINES)) {
    characters += line.length + 1;
    if (count > 0 && characters > KEPT_CHARACTERS) break;
    count++;
  }
  return count;
}

function shorten(line: string): string {
  return line.length <= KEPT_CHARACTERS ? line : `${clip(line, KEPT_CHARACTERS)}…`;
}
