/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

/** What WCAG 2.2 asks of text (1.4.3, AA). */
const LEAST = 4.5;
const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];

/** The colour, or as much nearer to black or white as it must be to be read on that ground. */
export function readable(colour: Rgb, ground: Rgb): Rgb {
  const end = contrast(BLACK, ground) > contrast(WHITE, ground) ? BLACK : WHITE;
  for (let part = 0; part < 1; part += 0.04) {
    const mixed = mix(colour, end, part);
    if (contrast(mixed, ground) >= LEAST) return mixed;
  }
  return end;
}

export function mix(colour: Rgb, other: Rgb, part: number): Rgb {
  const at = (i: 0 | 1 | 2): number => Math.round(colour[i] + (other[i] - colour[i]) * part);
  return [at(0), at(1), at(2)];
}

/** From 1, the same, to 21, black on white (WCAG 2.2, "contrast ratio"). */
export function contrast(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: Rgb): number {
  const [red = 0, green = 0, blue = 0] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** As CSS writes it: `#0a6b5c`. */
export function hex(colour: Rgb): string {
  return `#${colour.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/** Of `#rrggbb`. */
export function rgbOf(text: string): Rgb {
  const value = Number.parseInt(text.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
