import { error, type Message } from "../message/message.ts";
import { parseDuration } from "../settings/duration.ts";
import { nearest } from "../settings/nearest.ts";
import type { RawSetting } from "../settings/raw.ts";
import type { ExitClaim } from "./plan.ts";

/** What annotations say about a step. */
export interface Claims {
  exit?: ExitClaim;
  ignore?: boolean;
  skip?: boolean;
  cleanup?: boolean;
  timeout?: number;
  session?: string;
}

/** How each key's value is read: a value, or undefined where it is not one. `expected` completes "expected …". */
interface Key<Value> {
  readonly expected: string;
  read(value: unknown): Value | undefined;
}

const FLAG: Key<boolean> = {
  expected: "no value, true or false",
  read: (value) => (value === true || value === "true" ? true : value === "false" ? false : undefined),
};

const KEYS: { readonly [Name in keyof Required<Claims>]: Key<Required<Claims>[Name]> } = {
  exit: { expected: "a number from 0 to 255, any or nonzero", read: readExit },
  ignore: FLAG,
  skip: FLAG,
  cleanup: FLAG,
  timeout: {
    expected: "a time such as 30s, 500ms or 2m",
    read: (value) => (typeof value === "string" ? parseDuration(value) : undefined),
  },
  session: {
    expected: "a name of letters, digits, - and _",
    read: (value) => (typeof value === "string" && /^[\w-]+$/.test(value) ? value : undefined),
  },
};

/** The dialect's keys (section 4) that are not built yet. */
const LATER = new Set([...["if", "within", "match", "forbid", "stderr", "background", "until", "answer", "secret"]]);

export interface CheckedClaims {
  readonly claims: Claims;
  readonly messages: readonly Message[];
}

/** Checks what annotations say; of two that speak of the same key the later one, the nearer to the command, holds. */
export function checkClaims(settings: readonly RawSetting[]): CheckedClaims {
  const claims: Record<string, unknown> = {};
  const messages: Message[] = [];
  for (const { key, value, place, ours } of settings) {
    if (!isClaim(key)) {
      const unknown = explainUnknown(key, value, ours);
      if (unknown !== undefined) messages.push(error(place, unknown));
      continue;
    }
    const read = KEYS[key].read(value);
    if (read !== undefined) claims[key] = read;
    else {
      const what = value === true ? `${key} needs a value` : `${key} does not understand ${JSON.stringify(value)}`;
      messages.push(error(place, { code: "bad-value", what, hint: `expected ${KEYS[key].expected}` }));
    }
  }
  return { claims, messages };
}

function isClaim(key: string): key is keyof Claims {
  return Object.hasOwn(KEYS, key);
}

/**
 * Where other tools have their say too, an unknown key is theirs, unless it looks like a slip of the pen. A claim that is
 * to come is refused everywhere: it must not seem to hold because nobody looked.
 */
function explainUnknown(
  key: string,
  value: unknown,
  ours: boolean,
): { code: string; what: string; hint: string } | undefined {
  const known = Object.keys(KEYS).filter((name) => ours || !needsValue(name) || value !== true);
  const all = `the keys are ${Object.keys(KEYS).join(", ")}`;
  if (LATER.has(key)) return { code: "unsupported-key", what: `${key} cannot be verified yet`, hint: all };
  const meant = nearest(key, known);
  if (!ours && meant === undefined) return undefined;
  return {
    code: "unknown-key",
    what: `there is no key "${key}"`,
    hint: meant === undefined ? all : `did you mean ${meant}?`,
  };
}

/** Behind a language a bare word that is near to such a key (`edit`, `exec`) is nobody's slip. */
function needsValue(name: string): boolean {
  return isClaim(name) && KEYS[name] !== FLAG;
}

function readExit(value: unknown): ExitClaim | undefined {
  if (value === "any" || value === "nonzero") return value;
  const number = typeof value === "string" && /^\d{1,3}$/.test(value) ? Number(value) : 256;
  return number <= 255 ? number : undefined;
}
