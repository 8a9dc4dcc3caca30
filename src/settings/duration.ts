const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, min: 60_000, h: 3_600_000 };
/** Node's timers hold no longer one: 2^31 - 1 ms, some 24 days. */
const LONGEST_MS = 2 ** 31 - 1;

/** Not only of zeros. */
export const DURATION: RegExp = /^\s*(?=[\d.]*[1-9])(\d+(?:\.\d+)?)\s*(ms|s|min|m|h)?\s*$/;

/** `30s`, `500ms`, `2m`, `1.5h`, or a bare number of seconds, in milliseconds; undefined where it is none of these. */
export function parseDuration(text: string | number): number | undefined {
  const [, number, unit = "s"] = DURATION.exec(String(text)) ?? [];
  const milliseconds = Math.round(Number(number) * (UNITS[unit] ?? Number.NaN));
  return milliseconds > 0 && milliseconds <= LONGEST_MS ? milliseconds : undefined;
}

/** As an author would write it: `1m`, `30s`, `1500ms`. */
export function spellDuration(milliseconds: number): string {
  for (const unit of ["h", "m", "s"]) {
    const count = milliseconds / (UNITS[unit] ?? 1);
    if (Number.isInteger(count)) return `${count}${unit}`;
  }
  return `${milliseconds}ms`;
}

/** For people: `85 ms`, `1.2 s`, `12 s`, `3 min 5 s`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1_000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
