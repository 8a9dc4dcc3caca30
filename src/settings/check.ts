import * as v from "valibot";
import type { Message, Place } from "../message/message.ts";
import type { Claims } from "./claims.ts";
import { explainMisplaced, explainUnknown, explainUnread, explainValue, isShared } from "./explain.ts";
import { isKey, isSetting, type KeyName, KEYS, type Where } from "./keys.ts";
import type { RawSetting } from "./raw.ts";
import type { Options } from "./settings.ts";

/** What is said in one place, checked. */
export interface Said {
  /** Of the whole run. */
  readonly options: Options;
  /** Of each step. */
  readonly claims: Claims;
  /** Where each of them is said, and each part of a mapping (`image.suite`). */
  readonly places: ReadonlyMap<string, Place>;
  readonly messages: readonly Message[];
}

export const NOTHING_SAID: Said = { options: {}, claims: {}, places: new Map(), messages: [] };

/** Checks what is said there. What is wrong is a message and is left out; of two that say the same the later one holds. */
export function check(raw: readonly RawSetting[], where: Where): Said {
  const options: Record<string, unknown> = {};
  const claims: Record<string, unknown> = {};
  const places = new Map<string, Place>();
  const messages: Message[] = [];
  for (const one of raw) {
    const setting = where === "document" ? { ...one, key: canonical(one.key) } : one;
    const read = readOne(setting, where);
    if (read === undefined) continue;
    if ("message" in read && read.message !== undefined) messages.push(read.message);
    if (!("value" in read)) continue;
    const name = setting.key as KeyName;
    if (isSetting(name) && (where === "project" || where === "document")) options[name] = read.value;
    else claims[name] = read.value;
    places.set(name, setting.place);
    for (const part of partsOf(read.value)) places.set(`${name}.${part}`, setting.placeOf?.([part]) ?? setting.place);
  }
  return { options, claims, places, messages };
}

/** They come in units of ours, or as they are read (milliseconds, patterns), and not as they are written. */
const AS_READ: ReadonlySet<string> = new Set(["timeout", "placeholders"]);

/** Checks what a program gives, where types may not have: what is wrong is a message and is left out. */
export function checkOptions(given: Options, place: Place): { options: Options; messages: Message[] } {
  const raw = Object.entries(given)
    .filter(([key, value]) => value !== undefined && !AS_READ.has(key))
    .map(([key, value]): RawSetting => ({ key, value, place, ours: true }));
  const { options, messages } = check(raw, "project");
  const { timeout, placeholders } = given;
  const whole = { ...options, ...(timeout !== undefined && { timeout }), ...(placeholders && { placeholders }) };
  return { options: whole, messages: [...messages] };
}

/** A value or a message; nothing where it is not ours. */
function readOne(setting: RawSetting, where: Where): { value: unknown } | { message: Message | undefined } | undefined {
  const { key: name, value, ours } = setting;
  if (!isKey(name)) return { message: explainUnknown(setting, where) };
  const { schema, where: allowed, foreign, told } = KEYS[name];
  if (!ours && !allowed.includes(where)) return undefined;
  if (!ours && foreign?.(value) === true)
    return where === "document" && told === true && v.is(schema, value)
      ? { message: explainUnread(setting) }
      : undefined;
  if (!allowed.includes(where)) return { message: explainMisplaced(setting, where) };
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (isShared(setting, where) && !isSetting(name)) {
    return result.success ? { message: explainUnread(setting) } : undefined;
  }
  if (!result.success) return { message: explainValue(setting, where, result.issues[0]) };
  return { value: result.output };
}

function partsOf(value: unknown): string[] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}

/** The names of a document's fields are written with a capital, too. */
function canonical(key: string): string {
  return isKey(key.toLowerCase()) ? key.toLowerCase() : key;
}
