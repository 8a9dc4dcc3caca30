import type { Captured } from "./capture.ts";
import type { Size } from "./emulator.ts";

/** What a command printed, as a reader of the terminal sees it. */
export interface Screen {
  /** Without blank lines at both ends. */
  readonly lines: readonly string[];
  /** More was printed than is kept: what is missing, and before which of the lines. */
  readonly gap?: { readonly before: number; readonly bytes: number };
}

/** Control characters that a terminal acts on, but for line ends and tabs: C0, DEL and C1 (ECMA-48). */
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|\r(?!\r*\n)/;

/**
 * Renders what was captured: plain text as it is, anything that moves the cursor or changes colours through a terminal
 * emulator, so that a progress bar is its last state. Bytes that are not UTF-8 become U+FFFD.
 */
export async function render({ head, dropped, tail }: Captured, size: Size): Promise<Screen> {
  if (dropped === 0) return { lines: trimBlank(await linesOf(decode(head), size)) };
  const before = (await linesOf(decode(head.subarray(0, head.lastIndexOf(0x0a) + 1)), size)).slice(0, -1);
  const after = await linesOf(decode(tail.subarray(tail.indexOf(0x0a) + 1)), size);
  const first = before.findIndex((line) => line.trim() !== "");
  const lines = trimBlank([...before, ...after]);
  return { lines, gap: { before: Math.max(before.length - Math.max(first, 0), 0), bytes: dropped } };
}

async function linesOf(text: string, size: Size): Promise<string[]> {
  if (!CONTROL.test(text)) return text.split(/\r*\n/);
  const { emulate } = await import("./emulator.ts");
  return emulate(text, size);
}

const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true });

function decode(bytes: Uint8Array): string {
  return UTF8.decode(bytes);
}

/** Without blank lines at both ends. */
export function trimBlank(lines: readonly string[]): string[] {
  let from = 0;
  let to = lines.length;
  while (from < to && lines[from]?.trim() === "") from++;
  while (to > from && lines[to - 1]?.trim() === "") to--;
  return lines.slice(from, to);
}
