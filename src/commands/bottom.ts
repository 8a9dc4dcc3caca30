import measure from "fast-string-truncated-width";
import type { Region } from "../replay/region.ts";

/**
 * A terminal's normal screen with a few lines at the bottom that are drawn again and again: all else that is written
 * stays, above them, and can be scrolled back to.
 */
export class Bottom {
  readonly #stream: NodeJS.WriteStream;
  /** It cannot move its cursor: what is at the bottom is written once, as a prompt. */
  readonly #isPlain: boolean;
  #drawn: Region = NOTHING;
  /** Columns of the terminal when it was drawn. */
  #columns = 0;
  #asked = "";
  /** The last line written has no end yet. */
  isOpen = false;

  constructor(stream: NodeJS.WriteStream, isPlain: boolean) {
    this.#stream = stream;
    this.#isPlain = isPlain;
  }

  /** Text that stays. */
  write(text: string): void {
    if (text === "") return;
    this.erase();
    this.#stream.write(text);
    this.isOpen = !/\n(?:\x1b\[0m)?$/.test(text);
  }

  /** The same, each on a line of its own. */
  say(lines: readonly string[]): void {
    if (lines.length === 0) return;
    this.write(`${this.isOpen ? "\n" : ""}${lines.join("\n")}\n`);
  }

  /** Takes back what stands on the line that is not ended, or ends it. */
  endLine(takesBack: boolean): void {
    if (!this.isOpen) return;
    if (takesBack && !this.#isPlain) this.#stream.write("\r\x1b[K");
    else this.#stream.write("\n");
    this.isOpen = false;
  }

  /**
   * Draws what is at the bottom now; not below a line that has no end yet. The cursor is left at its beginning, unless it
   * has a place in it: there it stays when a terminal that becomes narrower breaks its lines, and when one does not.
   */
  draw(region: Region): void {
    if (this.#isPlain) return this.#ask(region);
    if (this.isOpen) return;
    const columns = this.#stream.columns || 80;
    const lines = region.lines.map((line) => cut(line, columns - 1));
    const cursor = region.cursor ?? { row: 0, column: 0 };
    const { row, column } = cursor;
    const isThere = columns === this.#columns && isSame(this.#drawn, { lines, cursor });
    if (isThere) return;
    this.erase();
    this.#stream.write(`${lines.join("\n")}${move(lines.length - 1 - row, "A")}\r${move(column, "C")}`);
    this.#drawn = { lines, cursor };
    this.#columns = columns;
  }

  /** Takes it away. */
  erase(): void {
    if (this.#asked !== "") {
      this.#stream.write("\n");
      this.#asked = "";
    }
    const { lines, cursor } = this.#drawn;
    if (lines.length === 0) return;
    const isNarrower = (this.#stream.columns || 80) < this.#columns;
    const below = lines.length - 1;
    // Line by line, where their number is known: some terminals keep what is erased to the end of a whole screen.
    const rest = isNarrower ? "\x1b[J" : `\x1b[K${"\x1b[B\x1b[K".repeat(below)}${move(below, "A")}`;
    this.#stream.write(`${move(cursor?.row ?? 0, "A")}\r${rest}`);
    this.#drawn = NOTHING;
  }

  /** What was asked has been answered, and the answer has ended its line. */
  answered(): void {
    this.#asked = "";
  }

  #ask({ lines }: Region): void {
    const asked = lines.join("\n");
    if (asked === this.#asked || asked === "") return;
    this.erase();
    if (this.isOpen) this.endLine(false);
    this.#stream.write(`${asked} `);
    this.#asked = asked;
  }
}

const NOTHING: Region = { lines: [] };

function isSame(a: Region, b: Region): boolean {
  const [at, to] = [a.cursor, b.cursor];
  return a.lines.join("\n") === b.lines.join("\n") && at?.row === to?.row && at?.column === to?.column;
}

function move(count: number, where: "A" | "C"): string {
  return count > 0 ? `\x1b[${count}${where}` : "";
}

function cut(line: string, limit: number): string {
  const { index, ellipsed } = measure(line, { limit, ellipsis: "…" });
  return ellipsed ? `${line.slice(0, index)}…\x1b[0m` : line;
}
