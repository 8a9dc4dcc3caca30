import * as v from "valibot";
import { parseDuration } from "./duration.ts";
import type { Settings } from "./settings.ts";
import { parseSize } from "./size.ts";

/**
 * What each setting may be, and what becomes of it: one table for documents, project files and the command line.
 * Messages read on from `machine: …`.
 */

/** Text or a number that a reader of ours understands. */
const readBy = (
  read: (value: string | number) => number | undefined,
  wrong: string,
): v.GenericSchema<unknown, number> =>
  v.pipe(
    v.union([v.string(), v.number()], wrong),
    v.check((value) => read(value) !== undefined, wrong),
    v.transform((value) => read(value) ?? 0),
  );

const size = readBy(parseSize, "expected a size such as 256M or 4G");
const duration = readBy(parseDuration, "expected a time such as 30s, 500ms or 2m");

const SUITES = ["bookworm", "trixie", "sid"] as const;
const suite = v.picklist(SUITES, `expected one of ${SUITES.join(", ")}`);

/** Debian Policy 5.6.7. A name is never part of a shell's text, but it is an argument: it must not be an option. */
const packageName = v.pipe(
  v.string("expected the name of a Debian package"),
  v.regex(/^[a-z0-9][a-z0-9+.-]+$/, "expected the name of a Debian package"),
);

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

const cells = (most: number): v.GenericSchema<unknown, number> =>
  v.pipe(
    v.number(`expected a whole number from 1 to ${most}`),
    v.integer(`expected a whole number from 1 to ${most}`),
    v.minValue(1, `expected a whole number from 1 to ${most}`),
    v.maxValue(most, `expected a whole number from 1 to ${most}`),
  );

const CELLS = "expected columns and rows, as 80x24 or {cols: 80, rows: 24}";

const terminal = shortOr(
  v.pipe(
    v.string(CELLS),
    v.regex(/^[1-9]\d{0,2}x[1-9]\d{0,2}$/, CELLS),
    v.transform((text) => ({ cols: Number(text.split("x")[0]), rows: Number(text.split("x")[1]) })),
  ),
  v.strictObject({ cols: v.optional(cells(999)), rows: v.optional(cells(999)) }, CELLS),
);

/** A mapping, or a short form of it. What is wrong in a mapping is said of the key that it is wrong with. */
function shortOr(short: v.GenericSchema, mapping: v.GenericSchema): v.GenericSchema {
  return v.lazy((value) => (typeof value === "object" && value !== null && !Array.isArray(value) ? mapping : short));
}

const MAPPING = "expected a mapping of names to values, such as {LANG: C}";

/** What a shell marks its prompts with. */
const OURS = /^(PROMPT_COMMAND|PS[0124])$/;

/** POSIX 8.1: names of the environment. */
const env = v.pipe(
  v.custom<object>((value) => typeof value === "object" && value !== null && !Array.isArray(value), MAPPING),
  v.record(
    v.pipe(
      v.string(),
      v.regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "expected a name of letters, digits and _"),
      v.check((name) => !OURS.test(name), "expected another name: howtrue knows by this one where a command ends"),
    ),
    v.pipe(
      v.union([v.string(), v.number(), v.boolean()], "expected text"),
      v.transform(String),
      v.check((text) => !text.includes("\0"), "expected text without NUL"),
    ),
  ),
);

export const SCHEMAS: Readonly<Record<keyof Settings, v.GenericSchema>> = {
  machine: v.picklist(["guest", "host"], "expected guest or host"),
  image: image,
  timeout: duration,
  env: env,
  terminal: terminal,
  dialect: v.picklist(["howtrue", "wordish", "cram", "scrut"], "expected howtrue, wordish, cram or scrut"),
};
