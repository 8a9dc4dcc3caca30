import { error, type Message } from "../message/message.ts";
import type { Plan } from "../plan/plan.ts";
import type { Screen } from "../terminal/screen.ts";

/** Values of the user's environment that a document may type, by name. */
export type Secrets = ReadonlyMap<string, string>;

interface Giver {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The names that the user has allowed. */
  readonly allowed: readonly string[];
}

/** The secrets that the user allows, and what is wrong with what a plan asks for: a document is somebody else's. */
export function readSecrets(plan: Plan, giver: Giver): { secrets: Secrets; messages: Message[] } {
  const secrets = new Map<string, string>();
  const messages: Message[] = [];
  // Also where it is not typed: what the user calls a secret is shown nowhere.
  for (const name of giver.allowed) {
    const value = giver.environment[name] ?? "";
    if (value !== "" && !/[\r\n]/.test(value)) secrets.set(name, value);
  }
  for (const { place, answer, skip } of plan.steps) {
    if (skip || answer === undefined || !("secret" in answer)) continue;
    const name = answer.secret;
    const value = giver.environment[name];
    if (!giver.allowed.includes(name)) messages.push(error(place, refused(name)));
    else if (value === undefined || value === "") messages.push(error(place, missing(name)));
    else if (/[\r\n]/.test(value)) messages.push(error(place, severalLines(name)));
  }
  return { secrets, messages };
}

const MASK = "•••";

/**
 * A text without the secrets, wherever they stand in it, also where a line ends within one: a program may have folded it.
 * Blanks in a secret are any blanks: on a screen a tab is some, and those at a line's end are none. Lines stay as many.
 */
export function mask(text: string, secrets: Secrets): string {
  // The longest first: one may be part of another.
  const values = [...secrets.values()].toSorted((a, b) => b.length - a.length);
  return values.reduce((masked, value) => {
    const whole = masked.replaceAll(value, MASK);
    const pattern = patternOf(value);
    return pattern === undefined
      ? whole
      : whole.replaceAll(pattern, (found) => found.replaceAll(/[^\n]+/g, (part) => (part.trim() === "" ? part : MASK)));
  }, text);
}

/** Characters of a shorter secret stand one below the other by chance. */
const SHORTEST_FOLDED = 4;

function patternOf(secret: string): RegExp | undefined {
  const words = secret.trim().split(/\s+/);
  if (words[0] === "") return undefined;
  const fold = secret.trim().length < SHORTEST_FOLDED ? "" : "(?:[ \\t]*\\n)?";
  const escaped = words.map((word) => Array.from(word, escape).join(fold));
  return new RegExp(escaped.join("\\s+"), "gu");
}

function escape(character: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character;
}

export function maskScreen(screen: Screen, secrets: Secrets): Screen {
  if (secrets.size === 0 || screen.lines.length === 0) return screen;
  const { styles: _, ...plain } = screen; // they say where in the unmasked text
  return { ...plain, lines: mask(screen.lines.join("\n"), secrets).split("\n") };
}

function refused(name: string): { code: string; what: string; hint: string } {
  const what = `the document asks to type the secret ${name} of your environment`;
  return { code: "secret-refused", what, hint: `if you trust it with that, say so: --secret ${name}` };
}

function missing(name: string): { code: string; what: string; hint: string } {
  const what = `the secret ${name} is not in the environment`;
  return { code: "missing-secret", what, hint: `set it: ${name}=... howtrue verify` };
}

function severalLines(name: string): { code: string; what: string } {
  return { code: "bad-secret", what: `the secret ${name} has several lines, and an answer is one` };
}
