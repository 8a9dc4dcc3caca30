import type { Captured } from "./capture.ts";
import type { Shown, Size, Style } from "./shown.ts";

/** What a command printed, as a reader of the terminal sees it. */
export interface Screen {
  /** Without blank lines at both ends. */
  readonly lines: readonly string[];
  /** How each line looks, where any is not plain: no claim of a document, but worth showing. */
  readonly styles?: readonly (readonly Style[])[];
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
  if (dropped === 0) return screenOf(trimBlank(await linesOf(decode(head), size)));
  const before = (await linesOf(decode(head.subarray(0, head.lastIndexOf(0x0a) + 1)), size)).slice(0, -1);
  const after = await linesOf(decode(tail.subarray(tail.indexOf(0x0a) + 1)), size);
  const first = before.findIndex(({ text }) => text.trim() !== "");
  return {
    ...screenOf(trimBlank([...before, ...after])),
    gap: { before: Math.max(before.length - Math.max(first, 0), 0), bytes: dropped },
  };
}

function screenOf(shown: readonly Shown[]): Screen {
  const lines = shown.map(({ text }) => text);
  return shown.some(({ styles }) => styles.length > 0)
    ? { lines, styles: shown.map(({ styles }) => styles) }
    : { lines };
}

const PLAIN: readonly Style[] = [];

async function linesOf(text: string, size: Size): Promise<Shown[]> {
  if (!CONTROL.test(text)) return text.split(/\r*\n/).map((line) => ({ text: line, styles: PLAIN }));
  const { emulate } = await import("./emulator.ts");
  return emulate(text, size);
}

const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true });

function decode(bytes: Uint8Array): string {
  return UTF8.decode(bytes);
}

/** Without blank lines at both ends. */
export function trimBlank<Line extends { readonly text: string }>(lines: readonly Line[]): Line[] {
  let from = 0;
  let to = lines.length;
  while (from < to && lines[from]?.text.trim() === "") from++;
  while (to > from && lines[to - 1]?.text.trim() === "") to--;
  return lines.slice(from, to);
}
