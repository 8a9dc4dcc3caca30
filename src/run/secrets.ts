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

/** The secrets that a plan asks for, and what is wrong with asking: a document is somebody else's. */
export function readSecrets(plan: Plan, giver: Giver): { secrets: Secrets; messages: Message[] } {
  const secrets = new Map<string, string>();
  const messages: Message[] = [];
  for (const { place, answer, skip } of plan.steps) {
    if (skip || answer === undefined || !("secret" in answer)) continue;
    const name = answer.secret;
    const value = giver.environment[name];
    if (!giver.allowed.includes(name)) messages.push(error(place, refused(name)));
    else if (value === undefined || value === "") messages.push(error(place, missing(name)));
    else if (/[\r\n]/.test(value)) messages.push(error(place, severalLines(name)));
    else secrets.set(name, value);
  }
  return { secrets, messages };
}

const MASK = "•••";

/** A text without the secrets, wherever they stand in it. */
export function mask(text: string, secrets: Secrets): string {
  // The longest first: one may be part of another.
  const values = [...secrets.values()].toSorted((a, b) => b.length - a.length);
  return values.reduce((masked, value) => masked.replaceAll(value, MASK), text);
}

export function maskScreen(screen: Screen, secrets: Secrets): Screen {
  if (secrets.size === 0) return screen;
  const { styles: _, ...plain } = screen; // they say where in the unmasked text
  return { ...plain, lines: screen.lines.map((line) => mask(line, secrets)) };
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
