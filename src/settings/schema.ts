import * as v from "valibot";
import { type Claims, MATCHES, type Readiness } from "./claims.ts";
import { MACHINES, PLACEHOLDER_TYPES, type Settings, SUITES } from "./settings.ts";
import { condition, duration, flag, list, mapping, oneOf, orPattern, pattern, shortOr, size, text } from "./values.ts";

/** What each key may be, and what becomes of it: one table for every place where it may stand. */

const suite = v.picklist(SUITES, `expected one of ${SUITES.join(", ")}`);

/** Debian Policy 5.6.7. A name is never part of a shell's text, but it is an argument: it must not be an option. */
const packageName = text(/^[a-z0-9][a-z0-9+.-]+$/, "expected the name of a Debian package");

const IMAGE = `expected a suite (${SUITES.join(", ")}) or a mapping of suite, packages, size and memory`;

const image = shortOr(
  v.pipe(
    v.picklist(SUITES, IMAGE),
    v.transform((name) => ({ suite: name })),
  ),
  v.strictObject(
    {
      suite: v.optional(suite),
      packages: v.optional(v.array(packageName, "expected a list of Debian packages")),
      size: v.optional(size),
      memory: v.optional(size),
    },
    IMAGE,
  ),
);

function wholeNumber(from: number, to: number, wrong: string): v.GenericSchema<unknown, number> {
  return v.pipe(v.number(wrong), v.integer(wrong), v.minValue(from, wrong), v.maxValue(to, wrong));
}

const CELLS = "expected columns and rows, as 80x24 or {cols: 80, rows: 24}";
const cells = wholeNumber(1, 999, "expected a whole number from 1 to 999");

const terminal = shortOr(
  v.pipe(
    text(/^[1-9]\d{0,2}x[1-9]\d{0,2}$/, CELLS),
    v.transform((value) => ({ cols: Number(value.split("x")[0]), rows: Number(value.split("x")[1]) })),
  ),
  v.strictObject({ cols: v.optional(cells), rows: v.optional(cells) }, CELLS),
);

/** POSIX 8.1: names of the environment. */
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** What a shell marks its prompts with. */
const OURS = ["PROMPT_COMMAND", "PS0", "PS1", "PS2", "PS4"];

const env = mapping(
  v.pipe(
    v.string(),
    v.regex(VARIABLE, "expected a name of letters, digits and _"),
    v.notValues(OURS, "expected another name: howtrue knows by this one where a command ends"),
  ),
  v.pipe(
    v.union([text(/^[^\0]*$/, "expected text without NUL"), v.number(), v.boolean()], "expected text"),
    v.transform(String),
  ),
  "expected a mapping of names to values, such as {LANG: C}",
);

/**
 * Below the folder of the document or the project: what somebody else's repository asks for must not carry away other
 * files of the user's.
 */
const INSIDE = /^(?![/~\\]|[A-Za-z]:)(?!(?:.*[/\\])?\.\.(?:[/\\]|$))[^\0\n\r]+$/;

const PLACEHOLDER = `expected ${PLACEHOLDER_TYPES.join(", ")} or a regular expression such as /v[0-9]+/`;

const placeholders = mapping(
  v.pipe(v.string(), v.regex(/^[A-Za-z][\w-]*$/, "expected a name of letters, digits, - and _")),
  orPattern(v.picklist(PLACEHOLDER_TYPES, PLACEHOLDER), pattern(PLACEHOLDER)),
  'expected a mapping of names to their kind, such as {id: uuid, version: "/v[0-9]+/"}',
);

const HOSTS = "expected auto, false or a list of names such as [db1, web]";

const hosts = v.union(
  [
    v.picklist(["auto"], HOSTS),
    v.pipe(
      v.union([v.literal(false), v.literal("false")], HOSTS),
      v.transform(() => []),
    ),
    v.pipe(
      v.array(text(/^[a-z][a-z0-9_-]{0,62}$/, HOSTS), HOSTS),
      v.maxLength(8, HOSTS),
      v.transform((names) => [...new Set(names)]),
    ),
  ],
  HOSTS,
);

const EXIT = "expected a number from 0 to 255, any or nonzero";

const exit = v.union(
  [
    wholeNumber(0, 255, EXIT),
    v.picklist(["any", "nonzero"]),
    v.pipe(text(/^0*(?:\d{1,2}|1\d\d|2[0-4]\d|25[0-5])$/, EXIT), v.transform(Number)),
  ],
  EXIT,
);

const UNTIL = "expected a regular expression such as /ready/ or a port such as tcp:8080";

const port = v.pipe(
  text(/^tcp:0*(?:[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])$/, UNTIL),
  v.transform((value): Readiness => ({ kind: "port", port: Number(value.slice("tcp:".length)) })),
);

const output = v.pipe(
  pattern(UNTIL),
  v.transform((found): Readiness => ({ kind: "output", pattern: found })),
);

const PROMPTS = 'expected a list of prompts, such as ["#", "❯"]';
const ANSWER = "expected the text to type, on one line";

export const SCHEMAS: Readonly<Record<keyof Settings | keyof Claims, v.GenericSchema>> = {
  machine: oneOf(MACHINES),
  image,
  timeout: duration,
  env,
  terminal,
  network: flag,
  hosts,
  files: list(
    text(INSIDE, "expected a path below this folder, without .. and not from the root"),
    "expected a list of paths",
  ),
  prompts: list(
    v.pipe(
      text(/^\S[^\0\n\r]{0,99}$/, PROMPTS),
      v.transform((prompt) => prompt.trimEnd()),
    ),
    PROMPTS,
  ),
  scripts: oneOf(["run", "skip"]),
  strict: flag,
  placeholders,
  dialect: oneOf(["howtrue", "wordish", "cram", "scrut"]),
  exit,
  ignore: flag,
  skip: flag,
  if: condition,
  cleanup: flag,
  within: duration,
  match: oneOf(MATCHES),
  forbid: pattern("expected a regular expression such as /warning/i"),
  stderr: oneOf(["compare", "ignore"]),
  session: text(/^[\w-]+$/, "expected a name of letters, digits, - and _"),
  background: flag,
  until: orPattern(port, output),
  answer: v.pipe(v.union([text(/^[^\0\n\r]*$/, ANSWER), v.number(ANSWER)], ANSWER), v.transform(String)),
  secret: text(VARIABLE, "expected the name of an environment variable"),
};
