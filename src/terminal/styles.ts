import type { IBufferCell, IBufferLine } from "@xterm/headless";
import type { Style } from "./shown.ts";

/** How the cells of a line look whose text begins at `offset` and has `length` characters; nothing for what is plain. */
export function stylesOf(line: IBufferLine, { offset, length }: { offset: number; length: number }): Style[] {
  const styles: Style[] = [];
  let at = offset;
  for (let x = 0; x < line.length && at < offset + length; x++) {
    const cell = line.getCell(x);
    if (cell === undefined || cell.getWidth() === 0) continue; // the second half of a wide character
    const to = at + Math.max(cell.getChars().length, 1);
    const sgr = cell.isAttributeDefault() ? "" : sgrOf(cell);
    const last = styles.at(-1);
    if (last?.sgr === sgr && last.to === at) styles[styles.length - 1] = { ...last, to };
    else if (sgr !== "") styles.push({ from: at, to, sgr });
    at = to;
  }
  return styles;
}

function sgrOf(cell: IBufferCell): string {
  const attributes: readonly (readonly [number, number])[] = [
    [cell.isBold(), 1],
    [cell.isDim(), 2],
    [cell.isItalic(), 3],
    [cell.isUnderline(), 4],
    [cell.isInverse(), 7],
    [cell.isStrikethrough(), 9],
  ];
  const colours = [
    cell.isFgPalette() && palette(cell.getFgColor(), 30),
    cell.isFgRGB() && rgb(cell.getFgColor(), 38),
    cell.isBgPalette() && palette(cell.getBgColor(), 40),
    cell.isBgRGB() && rgb(cell.getBgColor(), 48),
  ].filter((colour) => colour !== false);
  return [...attributes.filter(([is]) => is !== 0).map(([, code]) => String(code)), ...colours].join(";");
}

function palette(colour: number, base: 30 | 40): string {
  if (colour < 8) return String(base + colour);
  return colour < 16 ? String(base + 60 + colour - 8) : `${base + 8};5;${colour}`;
}

function rgb(colour: number, base: 38 | 48): string {
  return `${base};2;${(colour >> 16) & 255};${(colour >> 8) & 255};${colour & 255}`;
}
