import { showAsCram, showAsScrut, textOf } from "../match/escape.ts";
import type { Channel } from "../plan/plan.ts";
import type { Captured } from "./capture.ts";
import { type Screen, trimBlank } from "./screen.ts";

type Pipe = Channel & { kind: "pipe" };

/** What came through a pipe, as the rules show lines: nothing is rendered, so that each byte counts that they count. */
export function pipedLines({ head, dropped, tail }: Captured, pipe: Pipe): Screen {
  if (dropped === 0) return { lines: finish(linesOf(head, pipe), pipe) };
  const before = linesOf(head.subarray(0, head.lastIndexOf(0x0a) + 1), pipe);
  const after = linesOf(tail.subarray(tail.indexOf(0x0a) + 1), pipe);
  return { lines: finish([...before, ...after], pipe), gap: { before: before.length, bytes: dropped } };
}

/** wordish compares without blank lines at both ends. */
function finish(lines: readonly string[], { rules }: Pipe): readonly string[] {
  return rules === "wordish" ? trimBlank(lines.map((text) => ({ text }))).map(({ text }) => text) : lines;
}

/** ECMA-48: control sequences, strings that end in BEL or ST, and sequences of two characters. */
const ESCAPES =
  /\x1b(?:\[[\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)|[\x20-\x2f]*[\x30-\x7e])/g;

function linesOf(bytes: Uint8Array, { rules, foldsCrlf, stripsEscapes }: Pipe): string[] {
  let text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
  if (foldsCrlf) text = text.replaceAll("\r\n", "\n");
  if (stripsEscapes) text = text.replaceAll(ESCAPES, "");
  const lines = text.split("\n");
  const last = lines.pop() ?? "";
  const show = SHOW[rules];
  if (rules === "cram") return [...lines.flatMap((line) => showParts(line, true)), ...showParts(last, false)];
  return [...lines.map((line) => show(line, true)), ...(last === "" ? [] : [show(last, false)])];
}

/** For cram a lone carriage return ends a line, as for Python's `splitlines`, and that line has no line feed. */
function showParts(line: string, hasEnd: boolean): string[] {
  const parts = line.split(/(?<=\r)(?!$)/);
  if (!hasEnd) return parts.filter((part) => part !== "").map((part) => showAsCram(part, false));
  return parts.map((part, i) => showAsCram(part, i === parts.length - 1));
}

const SHOW = { cram: showAsCram, scrut: showAsScrut, wordish: textOf };
