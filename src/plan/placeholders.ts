import { error, type Message, type Place } from "../message/message.ts";
import type { Placeholder, Settings } from "../settings/settings.ts";
import type { ReadLine } from "./patterns.ts";
import type { Step } from "./plan.ts";

const NAME = /<([A-Za-z][\w-]*)>/g;

const MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*";
const OF_PATH = "[^\\s/'\"`$;&|<>()]";

/** What each kind of placeholder looks like. */
const TYPES: Readonly<Record<Exclude<Placeholder, object>, string>> = {
  int: "[+\\-]?\\d+",
  size: "<?\\d+(?:[.,]\\d+)? ?(?:[kmgtpeKMGTPE]i?[bB]?|[bB]|bytes)?",
  date: `\\d{4}-\\d{2}-\\d{2}|\\d{1,2}[.\\/]\\d{1,2}[.\\/]\\d{2,4}|${MONTH} {1,2}\\d{1,2}(?:,? \\d{4})?|\\d{1,2} ${MONTH}(?: \\d{4})?`,
  time: "\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d+)?)?(?: ?[AaPp][Mm])?(?:Z|[+\\-]\\d{2}:?\\d{2})?",
  ip: "\\d{1,3}(?:\\.\\d{1,3}){3}|(?=[^\\s:]*:[^\\s:]*:)[0-9A-Fa-f:]{2,39}",
  path: `${OF_PATH}*(?:\\/${OF_PATH}*)+`,
  hex: "(?:0x)?[0-9A-Fa-f]+",
  uuid: "[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}",
};

/** The names in a text that are declared, each once. */
export function namesIn(text: string, { placeholders }: Pick<Settings, "placeholders">): string[] {
  const names = Array.from(text.matchAll(NAME), ([, name = ""]) => name);
  return [...new Set(names)].filter((name) => Object.hasOwn(placeholders, name));
}

/** A line with placeholders; undefined if it has none. */
export function readNamedLine(text: string, settings: Pick<Settings, "placeholders">): ReadLine | undefined {
  const names = namesIn(text, settings).map((name) => ({ name, source: sourceOf(settings.placeholders[name]!) }));
  if (names.length === 0) return undefined;
  const whole = names.map(({ source }) => source).join("");
  return { pattern: { kind: "named", text, names, flags: compiles(whole, "su") ? "su" : "s" } };
}

/** What placeholders cannot be: groups are ours, and a flag would say something of the whole line. */
export function refusePlaceholders({ placeholders }: Settings, place: Place): Message[] {
  return Object.entries(placeholders).flatMap(([name, kind]) => {
    if (typeof kind === "string") return [];
    const flag = /[im]/.exec(kind.flags)?.[0];
    if (flag !== undefined)
      return [error(place, { ...bad(name, `has the flag ${flag}, which would say something of the whole line`) })];
    if (/\\[1-9k]|\(\?<[^=!]/.test(kind.source))
      return [error(place, bad(name, "names groups or refers to them, which it cannot"))];
    return [];
  });
}

/** A name in a command stands for what a step above has shown: whether one can have. */
export function unknownPlaceholders(steps: readonly Step[]): Message[] {
  const known = new Set<string>();
  const messages: Message[] = [];
  for (const { place, names = [], expectation, skip } of steps) {
    for (const name of names.filter((one) => !known.has(one)))
      messages.push(
        error(place, {
          code: "unknown-placeholder",
          what: `<${name}> is used before it is known`,
          hint: "a step above it must show it in its output",
        }),
      );
    if (skip || expectation.ignore) continue;
    for (const { pattern } of expectation.output)
      if (pattern.kind === "named") for (const { name } of pattern.names) known.add(name);
  }
  return messages;
}

function bad(name: string, what: string): { code: string; what: string } {
  return { code: "bad-placeholder", what: `the placeholder ${name} ${what}` };
}

function sourceOf(kind: Placeholder): string {
  return `(?:${typeof kind === "string" ? TYPES[kind] : kind.source})`;
}

function compiles(source: string, flags: string): boolean {
  try {
    return new RegExp(source, flags).flags !== "";
  } catch {
    return false;
  }
}
