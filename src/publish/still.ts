import type { IBufferCell, IBufferLine } from "@xterm/headless";
import { inOrder } from "../report/visible.ts";
import { openEmulator } from "../terminal/emulator.ts";

export interface StillOptions {
  readonly cols: number;
  readonly rows: number;
  readonly title: string;
  readonly description: string;
}

/** In pixels, of a character in a font of 14 pixels. */
const WIDTH = 8.4;
const HEIGHT = 18;
const SIZE = 14;
const PADDING = 14;
const BASELINE = 13.5;
const BACKGROUND = "#1b1e23";
const FOREGROUND = "#d6dae0";
/** The sixteen colours that programs call by number. */
const COLOURS = [
  ...["#3b4048", "#e8716d", "#8cc570", "#dfb866", "#6cb2ee", "#cd8ce0", "#5cc0c7", "#c8cdd5"],
  ...["#7c8592", "#ff8f8a", "#a9dd8f", "#f3d186", "#92c9fb", "#e0a9f0", "#7fd7dd", "#ffffff"],
];

/** A screen as a picture: text, so that it can be read and searched; nothing in it acts or is loaded. */
export async function stillOf(text: string, { cols, rows, title, description }: StillOptions): Promise<string> {
  const terminal = openEmulator({ cols, rows }, 0);
  await new Promise<void>((done) => terminal.write(text, done));
  const buffer = terminal.buffer.active;
  const lines = Array.from({ length: rows }, (_, y) => buffer.getLine(buffer.baseY + y));
  const last = lines.findLastIndex((line) => line !== undefined && line.translateToString(true).trim() !== "");
  const shown = lines.slice(0, Math.max(last + 1, 1));
  const drawn = shown.flatMap((line, y) => (line === undefined ? [] : drawLine(line, y, cols)));
  terminal.dispose();
  const width = Math.ceil(cols * WIDTH + 2 * PADDING);
  const height = Math.ceil(shown.length * HEIGHT + 2 * PADDING);
  const font = `font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${SIZE}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escape(title)}</title>`,
    `<desc>${escape(description)}</desc>`,
    `<rect width="${width}" height="${height}" rx="8" fill="${BACKGROUND}"/>`,
    `<g ${font} fill="${FOREGROUND}">`,
    ...drawn,
    "</g>",
    "</svg>",
    "",
  ].join("\n");
}

interface Run {
  readonly x: number;
  width: number;
  text: string;
  readonly look: Look;
}

interface Look {
  readonly fill: string;
  readonly ground: string;
  readonly attributes: string;
}

/** What looks the same is written at once; each part says how wide it is, whatever the font. */
function drawLine(line: IBufferLine, y: number, cols: number): string[] {
  const runs: Run[] = [];
  for (let x = 0; x < Math.min(cols, line.length); x++) {
    const cell = line.getCell(x);
    if (cell === undefined || cell.getWidth() === 0) continue; // the second half of a wide character
    const look = lookOf(cell);
    const text = cell.getChars() || " ";
    const width = cell.getWidth();
    const run = runs.at(-1);
    // Wide characters and others are not as wide as the font has them.
    const isPlain = /^[\x20-\x7e]$/.test(text);
    if (run !== undefined && isPlain && isAscii(run.text) && isSame(run.look, look)) {
      run.text += text;
      run.width += width;
    } else runs.push({ x, width, text, look });
  }
  return runs.flatMap((run) => drawRun(run, y));
}

/** Blanks are places between words: of several, those that draw SVG make one. A line under them needs them, though. */
function drawRun({ x, width, text, look: { fill, ground, attributes } }: Run, y: number): string[] {
  const left = round(PADDING + x * WIDTH);
  const rect = `<rect x="${left}" y="${PADDING + y * HEIGHT}" width="${round(width * WIDTH)}" height="${HEIGHT}" fill="${ground}"/>`;
  const isLined = attributes.includes("text-decoration");
  const words = isLined ? [{ index: 0, 0: text.replaceAll(" ", "\u00A0") }] : [...text.matchAll(/\S+(?: \S+)*/g)];
  const colour = fill === FOREGROUND ? "" : ` fill="${fill}"`;
  const drawn = words.map(({ index, 0: word }) => {
    const length = round((isAscii(text) ? word.length : width) * WIDTH);
    const place = `x="${round(PADDING + (x + index) * WIDTH)}" y="${round(PADDING + y * HEIGHT + BASELINE)}"`;
    return `<text ${place} textLength="${length}" lengthAdjust="spacingAndGlyphs"${colour}${attributes}>${escape(word)}</text>`;
  });
  return ground === BACKGROUND ? drawn : [rect, ...drawn];
}

function lookOf(cell: IBufferCell): Look {
  const bold = cell.isBold() !== 0;
  let fill = colourOf(cell.isFgDefault(), cell.isFgRGB(), cell.getFgColor()) ?? FOREGROUND;
  let ground = colourOf(cell.isBgDefault(), cell.isBgRGB(), cell.getBgColor()) ?? BACKGROUND;
  if (bold && cell.isFgPalette() && cell.getFgColor() < 8) fill = COLOURS[cell.getFgColor() + 8] ?? fill;
  if (cell.isInverse() !== 0) [fill, ground] = [ground, fill];
  if (cell.isInvisible() !== 0) fill = ground;
  const lines = [cell.isUnderline() !== 0 && "underline", cell.isStrikethrough() !== 0 && "line-through"];
  const decoration = lines.filter((one) => one !== false).join(" ");
  const attributes = [
    bold && ' font-weight="bold"',
    cell.isItalic() !== 0 && ' font-style="italic"',
    cell.isDim() !== 0 && ' fill-opacity="0.6"',
    decoration !== "" && ` text-decoration="${decoration}"`,
  ];
  return { fill, ground, attributes: attributes.filter((one) => one !== false).join("") };
}

function colourOf(isDefault: boolean, isRgb: boolean, colour: number): string | undefined {
  if (isDefault) return undefined;
  if (isRgb) return hex(colour);
  if (colour < 16) return COLOURS[colour];
  if (colour >= 232) return hex((8 + (colour - 232) * 10) * 0x010101);
  // A cube of six steps for each of red, green and blue.
  const [red = 0, green = 0, blue = 0] = [36, 6, 1]
    .map((step) => Math.floor((colour - 16) / step) % 6)
    .map((level) => (level === 0 ? 0 : 55 + level * 40));
  return hex((red << 16) | (green << 8) | blue);
}

function hex(colour: number): string {
  return `#${colour.toString(16).padStart(6, "0")}`;
}

function isSame(one: Look, other: Look): boolean {
  return one.fill === other.fill && one.ground === other.ground && one.attributes === other.attributes;
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

function round(number: number): number {
  return Math.round(number * 100) / 100;
}

/** For XML 1.0, which has no control characters, however they are written. */
function escape(text: string): string {
  const named: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return inOrder(text)
    .replaceAll(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\uFFFE\uFFFF]|\p{Surrogate}/gu, "\uFFFD")
    .replaceAll(/[&<>"]/g, (character) => named[character] ?? character);
}
