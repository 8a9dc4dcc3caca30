import type { Readiness } from "./claims.ts";
import { spellDuration } from "./duration.ts";
import { type Condition, formatCondition } from "./condition.ts";
import type { KeyName } from "./keys.ts";
import { formatPattern, type Pattern } from "./pattern.ts";

/** A value as people write it; what is read from it is the same value again. */
export function formatValue(name: KeyName, value: unknown, part?: string): string {
  if (value === undefined) return "";
  if (name === "timeout" || name === "within") return spellDuration(value as number);
  if (part === "size" || part === "memory") return spellSize(value as number);
  if (name === "if") return quoted(formatCondition(value as Condition));
  if (name === "until") return formatReadiness(value as Readiness);
  if (isPattern(value)) return formatPattern(value);
  if (Array.isArray(value)) return `[${value.map(word).join(", ")}]`;
  return typeof value === "object" ? "{}" : word(value);
}

const SIZES = { T: 2 ** 40, G: 2 ** 30, M: 2 ** 20, K: 2 ** 10 };

/** In the greatest unit that it is a whole number of. */
function spellSize(bytes: number): string {
  const [unit = "", size = 1] = Object.entries(SIZES).find(([, one]) => bytes % one === 0) ?? [];
  return `${bytes / size}${unit}`;
}

function formatReadiness(readiness: Readiness): string {
  return readiness.kind === "port" ? `tcp:${readiness.port}` : formatPattern(readiness.pattern);
}

function isPattern(value: unknown): value is Pattern {
  return typeof value === "object" && value !== null && "source" in value;
}

/** Quoted where it would not be one word. */
function word(value: unknown): string {
  const text = String(value);
  return /^[\w./:@%+~-]+$/.test(text) ? text : JSON.stringify(text);
}

/** To YAML, what begins with `!` is a tag. */
function quoted(condition: string): string {
  return condition.startsWith("!") ? JSON.stringify(condition) : condition;
}
