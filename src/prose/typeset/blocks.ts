import type { Blockquote, Code, FootnoteDefinition, Heading } from "mdast";
import { visible } from "../../report/visible.ts";
import type { LineBlock } from "../tree.ts";
import { greatest } from "../lists.ts";
import { fill } from "./lines.ts";
import { behind, indented, type Setting } from "./setting.ts";
import { shown, Spans } from "./spans.ts";
import { cut, widthOf } from "./words.ts";

const CODE_INDENT = 4;
const TAB = 8;

/** Underlined in the first two depths; without colours in all of them. */
export function heading({ depth, children }: Heading, setting: Setting): string[] {
  const spans = new Spans(setting.colours).read(children, "1").all;
  const lines = fill(spans, setting);
  const under = setting.colours ? ["", "═", "─"][depth] : ["", "=", "-", "~"][depth];
  if (under === undefined && !setting.colours) return lines.map((line) => `  ${line}`.slice(0, setting.columns));
  const plain = fill(spans, { ...setting, paint: { ...setting.paint, sgr: (_, text) => text } });
  const width = greatest(plain.map(widthOf), 0);
  return under === undefined || width === 0 ? lines : [...lines, setting.paint.bold(under.repeat(width))];
}

/** Lines that are too long go on below, behind an arrow. */
export function codeBlock({ value, data }: Code, setting: Setting): readonly string[] {
  return indented(CODE_INDENT, setting, (inner) => {
    const instead = data?.block === undefined ? undefined : inner.block?.(data.block, inner.columns);
    return instead ?? value.split("\n").flatMap((line) => codeLine(visible(expanded(line)), inner));
  });
}

function codeLine(text: string, { columns, paint }: Setting): string[] {
  if (widthOf(text) <= columns) return [text];
  const word = { pieces: [{ text, style: "" }], width: 0, gap: undefined, begins: true };
  const [first, ...rest] = cut(word, columns - 2).map(({ pieces }) => pieces.map((piece) => piece.text).join(""));
  return [first ?? "", ...rest.map((part) => `${paint.dim("↪")} ${part}`)];
}

function expanded(line: string): string {
  let text = "";
  for (const part of line.split(/(?<=\t)/)) {
    const before = part.replace("\t", "");
    text += before;
    if (before !== part) text += " ".repeat(TAB - (widthOf(text) % TAB));
  }
  return text;
}

export function blockquote({ children }: Blockquote, setting: Setting): string[] {
  const bar = setting.colours ? `${setting.paint.dim("│")} ` : "> ";
  const lines = (inner: Setting): string[] => inner.set(children, inner);
  return behind({ first: bar, rest: bar }, 2, { setting, lines });
}

export function verse({ children }: LineBlock, setting: Setting): string[] {
  return children.flatMap(({ indent, children: text }) => {
    const first = " ".repeat(Math.min(indent, Math.floor(setting.columns / 3)));
    const lines = (inner: Setting): string[] => fill(new Spans(setting.colours).read(text).all, inner);
    return behind({ first, rest: `${first}  ` }, first.length + 2, { setting, lines });
  });
}

export function footnote({ label, identifier, children }: FootnoteDefinition, setting: Setting): string[] {
  const first = `[${shown(label ?? identifier)}] `;
  const width = Math.min(widthOf(first), 6);
  const lines = (inner: Setting): string[] => inner.set(children, inner);
  if (widthOf(first) <= width) return behind({ first, rest: " ".repeat(width) }, width, { setting, lines });
  return [...fill([{ text: first.trim(), style: "" }], setting), ...indented(width, setting, lines)];
}
