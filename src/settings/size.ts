const UNITS: Readonly<Record<string, number>> = { "": 0, K: 10, M: 20, G: 30, T: 40 };

/** Not only of zeros. */
export const SIZE: RegExp = /^\s*(?=[\d.]*[1-9])(\d+(?:\.\d+)?)\s*([KMGTkmgt]?)(?:[iI]?[bB])?\s*$/;

/** `256M`, `4G`, `1.5GiB`, or a bare number of bytes; powers of 1,024. Undefined where it is none of these. */
export function parseSize(text: string | number): number | undefined {
  const [, number, unit = ""] = SIZE.exec(String(text)) ?? [];
  const bytes = Math.round(Number(number) * 2 ** (UNITS[unit.toUpperCase()] ?? 0));
  return bytes > 0 ? bytes : undefined;
}
