import { hex, mix, readable, type Rgb, rgbOf } from "./contrast.ts";

/** What a terminal looks like in one of the two themes. */
interface Theme {
  readonly ground: Rgb;
  readonly ink: Rgb;
  /** The sixteen colours that have numbers, of which 0 to 7 have names in ECMA-48. */
  readonly palette: readonly Rgb[];
}

const theme = (ground: string, ink: string, palette: string): Theme => ({
  ground: rgbOf(ground),
  ink: rgbOf(ink),
  palette: palette.split(" ").map(rgbOf),
});

/** The grounds are those of sessions in `style/base.css`. */
const LIGHT = theme(
  "#f4f1e9",
  "#23262a",
  "#23262a #b3261e #2f6f2b #7d5700 #1f5fa8 #8a3a8f #0b6b6b #8b8e92 #5d6066 #d23b30 #3d8a38 #9a6d00 #2f78cc #a84fae #138585 #b9bbbd",
);
const DARK = theme(
  "#15191b",
  "#dcdad4",
  "#2a2f32 #ff8a7d #8ccf86 #e3bd62 #83b6f2 #dc9be0 #6fcfc9 #c9c7c1 #7d8387 #ffa79d #a6e0a0 #f2d27f #a6cdfa #ebb8ee #93e3de #f4f2ec",
);

/**
 * The same for the player, which reads its colours from these properties and knows only this notation. More specific than
 * its own.
 */
export function playerTheme(): string {
  const rule = ({ ground, ink, palette }: Theme): string =>
    `.ap-player.asciinema-player-theme-howtrue{${[
      `--term-color-background:${hex(ground)}`,
      `--term-color-foreground:${hex(ink)}`,
      ...palette.map((colour, i) => `--term-color-${i}:${hex(colour)}`),
    ].join(";")}}`;
  return `${rule(LIGHT)}\n@media (prefers-color-scheme:dark){${rule(DARK)}}`;
}

/** More than these looks on one page are those of a rainbow, and its colours are left out. */
const MOST_LOOKS = 512;

/**
 * The looks of a page's output, each a class: a style attribute would need a weaker security policy. Colours are made
 * readable on what they stand on, in light and dark.
 */
export class Looks {
  readonly #rules = new Map<string, string>();

  /** The class for parameters of SGR (ECMA-48 8.3.117); undefined for what is plain. */
  classOf(sgr: string): string | undefined {
    const look = lookOf(sgr);
    const rule = [...decorations(look), ...colours(look)].join(";");
    if (rule === "") return undefined;
    const known = this.#rules.get(rule);
    if (known !== undefined || this.#rules.size >= MOST_LOOKS) return known;
    const name = `l${this.#rules.size}`;
    this.#rules.set(rule, name);
    return name;
  }

  css(): string {
    return [...this.#rules].map(([rule, name]) => `.${name}{${rule}}`).join("\n");
  }
}

interface Look {
  bold?: true;
  dim?: true;
  italic?: true;
  underline?: true;
  inverse?: true;
  struck?: true;
  colour?: Colour;
  ground?: Colour;
}

type Colour = (of: Theme) => Rgb;

function lookOf(sgr: string): Look {
  const codes = sgr.split(";").map(Number);
  const look: Look = {};
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at] ?? 0;
    if (code === 1) look.bold = true;
    else if (code === 2) look.dim = true;
    else if (code === 3) look.italic = true;
    else if (code === 4) look.underline = true;
    else if (code === 7) look.inverse = true;
    else if (code === 9) look.struck = true;
    else if (code === 38 || code === 48) {
      const [colour, length] = extended(codes.slice(at + 1));
      look[code === 38 ? "colour" : "ground"] = colour;
      at += length;
    } else {
      const bright = code >= 90 ? 8 : 0;
      const number = code - (bright === 0 ? 30 : 90);
      if (number >= 0 && number < 8) look.colour = numbered(number + bright);
      else if (number >= 10 && number < 18) look.ground = numbered(number - 10 + bright);
    }
  }
  return look;
}

/** What follows 38 or 48, and how many parameters that is. */
function extended([kind, ...rest]: readonly number[]): [Colour, number] {
  if (kind === 5) return [numbered(rest[0] ?? 0), 2];
  // Coarser than it is given: a smooth transition has few looks then.
  const [red = 0, green = 0, blue = 0] = rest.slice(0, 3).map((value) => value & 0xf0);
  return [() => [red, green, blue], 4];
}

/** The 256 colours of xterm: sixteen of the theme, a cube of 6 x 6 x 6, and greys. */
function numbered(number: number): Colour {
  if (number < 16) return ({ palette, ink }) => palette[number] ?? ink;
  if (number >= 232) {
    const grey = 8 + (number - 232) * 10;
    return () => [grey, grey, grey];
  }
  const level = (step: number): number => (step === 0 ? 0 : 55 + step * 40);
  const cube = number - 16;
  return () => [level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6)];
}

function decorations({ bold, italic, underline, struck }: Look): string[] {
  const lines = [underline && "underline", struck && "line-through"].filter(Boolean).join(" ");
  return [bold ? "font-weight:700" : "", italic ? "font-style:italic" : "", lines && `text-decoration:${lines}`].filter(
    Boolean,
  );
}

function colours({ colour, ground, dim, inverse }: Look): string[] {
  if (colour === undefined && ground === undefined && dim !== true && inverse !== true) return [];
  const pair = (one: Theme): readonly [string, string | undefined] => {
    const front = colour?.(one) ?? one.ink;
    const back = ground?.(one) ?? one.ground;
    const [on, under] = inverse === true ? [back, front] : [front, back];
    return [
      hex(readable(dim === true ? mix(on, under, 0.4) : on, under)),
      ground === undefined && inverse !== true ? undefined : hex(under),
    ];
  };
  const [light, dark] = [pair(LIGHT), pair(DARK)];
  const rules = [`color:light-dark(${light[0]},${dark[0]})`];
  if (light[1] !== undefined) rules.push(`background:light-dark(${light[1]},${dark[1]})`);
  return rules;
}
