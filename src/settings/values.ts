import * as v from "valibot";
import { type Condition, readCondition } from "./condition.ts";
import { DURATION, parseDuration } from "./duration.ts";
import { type Pattern, PATTERN, readPattern } from "./pattern.ts";
import { parseSize, SIZE } from "./size.ts";

/**
 * The kinds of values that settings and claims share. They come from YAML, with its types, and from annotations, where
 * all is text: each schema understands both. What a message says is right stands in the schema. Where a form can be told
 * by a regular expression it is, so that the schema for editors knows it, too.
 */

const DURATION_WANTED = "expected a time such as 30s, 500ms or 2m";
const SIZE_WANTED = "expected a size such as 256M or 4G";

export const duration: v.GenericSchema<unknown, number> = quantity(DURATION, parseDuration, DURATION_WANTED);
export const size: v.GenericSchema<unknown, number> = quantity(SIZE, parseSize, SIZE_WANTED);

function quantity(
  form: RegExp,
  read: (value: string | number) => number | undefined,
  wrong: string,
): v.GenericSchema<unknown, number> {
  return v.pipe(
    v.union([text(form, wrong), v.pipe(v.number(wrong), v.gtValue(0, wrong))], wrong),
    v.check((value) => read(value) !== undefined, wrong),
    v.transform((value) => read(value) ?? 0),
  );
}

/** Bare, as in `skip`, it is true. */
export const flag: v.GenericSchema<unknown, boolean> = v.pipe(
  v.union([v.boolean(), v.picklist(["true", "false"])], "expected no value, true or false"),
  v.transform((value) => value === true || value === "true"),
);

export function oneOf<const Values extends readonly string[]>(
  values: Values,
): v.GenericSchema<unknown, Values[number]> {
  return v.picklist(values, `expected ${inWords(values)}`);
}

/** `a, b or c`. */
export function inWords(values: readonly string[]): string {
  return [values.slice(0, -1).join(", "), ...values.slice(-1)].join(" or ");
}

/** Text of one form. */
export function text(form: RegExp, wrong: string): v.GenericSchema<unknown, string> {
  return v.pipe(v.string(wrong), v.regex(form, wrong));
}

/** A list, or one value alone. Nobody needs more than so many. */
export function list<Value>(item: v.GenericSchema<unknown, Value>, wrong: string): v.GenericSchema<unknown, Value[]> {
  const one = v.pipe(
    item,
    v.transform((value) => [value]),
  );
  return shortOr(one, v.array(item, wrong)) as v.GenericSchema<unknown, Value[]>;
}

/** A list or a mapping, or a short form of it. What is wrong inside is said of the part that it is wrong with. */
export function shortOr(short: v.GenericSchema, long: v.GenericSchema): v.GenericSchema {
  return v.lazy((value) => (typeof value === "object" && value !== null ? long : short));
}

/** A mapping of any names; those must be of one form. */
export function mapping<Value>(
  name: v.GenericSchema<string, string>,
  value: v.GenericSchema<unknown, Value>,
  wrong: string,
): v.GenericSchema<unknown, Record<string, Value>> {
  const record = v.record(name, value, wrong);
  return v.lazy((one) => (Array.isArray(one) ? v.never(wrong) : record));
}

export function pattern(wrong: string): v.GenericSchema<unknown, Pattern> {
  return v.pipe(
    text(PATTERN, wrong),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const read = readPattern(dataset.value);
      if (!("wrong" in read)) return read;
      addIssue({ message: `${wrong}: ${read.wrong}` });
      return NEVER;
    }),
  );
}

/** What begins with a slash is meant to be a pattern. */
export function orPattern(other: v.GenericSchema, wanted: v.GenericSchema): v.GenericSchema {
  return v.lazy((value) => (typeof value === "string" && value.startsWith("/") ? wanted : other));
}

const CONDITION_WANTED =
  "expected facts such as machine==guest, suite==trixie, network or command:docker, joined by !, && or ||";

export const condition: v.GenericSchema<unknown, Condition> = v.pipe(
  text(/^[^\0]{1,1000}$/, CONDITION_WANTED),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const read = readCondition(dataset.value);
    if (!("unread" in read)) return read;
    const where = read.unread === "" ? "at its end" : `from ${JSON.stringify(read.unread)} on`;
    addIssue({ message: `${CONDITION_WANTED}; it cannot be read ${where}` });
    return NEVER;
  }),
);
