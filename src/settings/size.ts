const UNITS: Readonly<Record<string, number>> = { "": 0, K: 10, M: 20, G: 30, T: 40 };

/** `256M`, `4G`, `1.5GiB`, or a bare number of bytes; powers of 1,024. Undefined where it is none of these. */
export function parseSize(text: string | number): number | undefined {
  const [, number, unit = ""] = /^(\d+(?:\.\d+)?)\s*([KMGT]?)(?:i?B)?$/i.exec(String(text).trim()) ?? [];
  const bytes = Math.round(Number(number) * 2 ** (UNITS[unit.toUpperCase()] ?? 0));
  return bytes > 0 ? bytes : undefined;
}
