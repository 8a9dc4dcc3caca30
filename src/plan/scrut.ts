import { isMap, isScalar, parseDocument } from "yaml";
import { error, type Message, type Place } from "../message/message.ts";
import { parseDuration } from "../settings/duration.ts";
import { nearest } from "../settings/nearest.ts";

/** What scrut's own settings say of a test; see its reference, "Inline Configuration". */
export interface ScrutConfig {
  readonly timeout?: number;
  readonly failFast?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  readonly keepCrlf?: boolean;
  readonly stream?: "stdout" | "stderr" | "combined";
  readonly skipStatus?: number;
  readonly stripEscapes?: boolean;
}

interface Key {
  readonly expected: string;
  read(value: unknown): ScrutConfig | undefined;
}

const flag = (write: (value: boolean) => ScrutConfig): Key => ({
  expected: "true or false",
  read: (value) => (typeof value === "boolean" ? write(value) : undefined),
});

const KEYS: Readonly<Record<string, Key>> = {
  timeout: { expected: "a time such as 30s or 3m 20s", read: readTimeout },
  fail_fast: flag((failFast) => ({ failFast })),
  environment: { expected: "a mapping of names to values", read: readEnvironment },
  keep_crlf: flag((keepCrlf) => ({ keepCrlf })),
  output_stream: {
    expected: "stdout, stderr or combined",
    read: (value) => (value === "stdout" || value === "stderr" || value === "combined" ? { stream: value } : undefined),
  },
  skip_document_code: {
    expected: "a number from 1 to 255",
    read: (value) => (Number.isInteger(value) && 0 < Number(value) && Number(value) < 256 ? skip(value) : undefined),
  },
  strip_ansi_escaping: flag((stripEscapes) => ({ stripEscapes })),
};

/** What is scrut's and is not built: it is said, as a test that runs without it is another test. */
const LATER = new Set([...["wait", "detached", "detached_kill_signal", "append", "prepend", "shell", "total_timeout"]]);

export interface ReadConfig {
  readonly config: ScrutConfig;
  readonly messages: readonly Message[];
}

/** Reads what stands in `{…}` behind a fence's language. */
export function readScrutConfig(yaml: string, place: Place): ReadConfig {
  const document = parseDocument(yaml, { logLevel: "silent", prettyErrors: false });
  const [wrong] = document.errors;
  if (wrong !== undefined || !isMap(document.contents)) {
    const why = wrong?.message.split("\n")[0] ?? "it is not a mapping";
    return { config: {}, messages: [error(place, { code: "bad-scrut-config", what: `cannot read this: ${why}` })] };
  }
  return readKeys(document.toJS() as Record<string, unknown>, place);
}

/** Of a document's front matter what is scrut's: the settings of all tests, under `defaults`. */
export function readScrutFrontMatter(yaml: string, place: Place): ReadConfig {
  const document = parseDocument(yaml, { logLevel: "silent", prettyErrors: false });
  if (document.errors.length > 0 || !isMap(document.contents)) return { config: {}, messages: [] };
  const names = document.contents.items.map(({ key }) => (isScalar(key) ? String(key.value) : ""));
  const messages = names.filter((name) => LATER.has(name)).map((name) => unsupported(name, place));
  const defaults: unknown = (document.toJS() as Record<string, unknown>)["defaults"];
  if (typeof defaults !== "object" || defaults === null) return { config: {}, messages };
  const read = readKeys(defaults as Record<string, unknown>, place);
  return { config: read.config, messages: [...messages, ...read.messages] };
}

function readKeys(values: Readonly<Record<string, unknown>>, place: Place): ReadConfig {
  const config: ScrutConfig = {};
  const messages: Message[] = [];
  for (const [name, value] of Object.entries(values)) {
    const key = Object.hasOwn(KEYS, name) ? KEYS[name] : undefined;
    const read = key?.read(value);
    if (read !== undefined) Object.assign(config, read);
    else if (key === undefined) messages.push(LATER.has(name) ? unsupported(name, place) : unknown(name, place));
    else {
      const what = `${name} does not understand ${JSON.stringify(value)}`;
      messages.push(error(place, { code: "bad-value", what, hint: `expected ${key.expected}` }));
    }
  }
  return { config, messages };
}

function unsupported(name: string, place: Place): Message {
  const hint = `of scrut's settings there are ${Object.keys(KEYS).join(", ")}`;
  return error(place, { code: "unsupported-key", what: `scrut's ${name} cannot be honoured yet`, hint });
}

function unknown(name: string, place: Place): Message {
  const meant = nearest(name, Object.keys(KEYS));
  const hint = meant === undefined ? `the keys are ${Object.keys(KEYS).join(", ")}` : `did you mean ${meant}?`;
  return error(place, { code: "unknown-key", what: `scrut has no setting "${name}"`, hint });
}

function skip(value: unknown): ScrutConfig {
  return { skipStatus: Number(value) };
}

/** The sum of its parts: `3m 20s`. */
function readTimeout(value: unknown): ScrutConfig | undefined {
  if (typeof value !== "string") return undefined;
  const parts = value.trim().match(/\d+(?:\.\d+)?\s*[a-z]+\s*/g) ?? [];
  if (parts.length === 0 || parts.join("") !== value.trim()) return undefined;
  const times = parts.map(parseDuration);
  return times.includes(undefined) ? undefined : { timeout: times.reduce<number>((sum, time) => sum + (time ?? 0), 0) };
}

function readEnvironment(value: unknown): ScrutConfig | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value).map(([name, text]) => [name, String(text)] as const);
  const fit = entries.every(([name, text]) => /^[A-Za-z_]\w*$/.test(name) && !text.includes("\0"));
  return fit ? { environment: Object.fromEntries(entries) } : undefined;
}
