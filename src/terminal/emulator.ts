import xterm from "@xterm/headless";
import { bounded, withoutLastCorner } from "./bounds.ts";
import type { Shown, Size } from "./shown.ts";
import { stylesOf } from "./styles.ts";

/** Lines are read off and forgotten after so many line feeds, so that long output takes no more memory than short. */
const PIECE = 2_000;

/**
 * The lines that a terminal shows after it was sent `text`, those that scrolled off first: lines that only the width
 * broke are joined, and what a program drew on the alternate screen is gone, as it is for a reader.
 */
export async function emulate(text: string, { cols, rows }: Size): Promise<Shown[]> {
  const terminal = openEmulator({ cols, rows }, PIECE * 50);
  const lines: Shown[] = [];
  for (const piece of pieces(bounded(text, { cols, rows }))) {
    await write(terminal, piece);
    const buffer = terminal.buffer.normal;
    if (terminal.buffer.active.type === "alternate" || buffer.baseY === 0) continue;
    read(buffer, { from: 0, to: buffer.baseY }, lines);
    await write(terminal, "\x1b[3J"); // ED 3, erase what scrolled off (xterm's control sequences)
  }
  if (terminal.buffer.active.type === "alternate") await write(terminal, "\x1b[?1049l");
  const buffer = terminal.buffer.normal;
  read(buffer, { from: 0, to: buffer.length }, lines);
  terminal.dispose();
  return lines;
}

/** A terminal that nothing that is shown on it can end. */
export function openEmulator({ cols, rows }: Size, scrollback: number): xterm.Terminal {
  const terminal = new xterm.Terminal({ cols, rows, scrollback, allowProposedApi: true, logLevel: "off" });
  withoutLastCorner(terminal);
  return terminal;
}

type Buffer = xterm.Terminal["buffer"]["normal"];

function read(buffer: Buffer, { from, to }: { from: number; to: number }, lines: Shown[]): void {
  for (let y = from; y < to; y++) {
    const line = buffer.getLine(y);
    if (line === undefined) continue;
    const continued = buffer.getLine(y + 1)?.isWrapped === true;
    // A wide character that does not fit behind the others leaves the last cell of its line empty.
    const gap = continued && line.getCell(line.length - 1)?.getCode() === 0 ? 1 : 0;
    const text = line.translateToString(!continued, 0, line.length - gap);
    const above = line.isWrapped ? lines.pop() : undefined;
    const styles = stylesOf(line, { offset: above?.text.length ?? 0, length: text.length });
    lines.push({ text: (above?.text ?? "") + text, styles: [...(above?.styles ?? []), ...styles] });
  }
}

function* pieces(text: string): Generator<string> {
  let from = 0;
  for (let at = 0, feeds = 0; at !== -1;) {
    at = text.indexOf("\n", at);
    if (at === -1) break;
    at++;
    if (++feeds % PIECE !== 0) continue;
    yield text.slice(from, at);
    from = at;
  }
  yield text.slice(from);
}

function write(terminal: xterm.Terminal, text: string): Promise<void> {
  return new Promise((done) => terminal.write(text, done));
}
