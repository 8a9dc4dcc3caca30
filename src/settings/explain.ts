import * as v from "valibot";
import { error, type Message, type Place, warning } from "../message/message.ts";
import { isSetting, type KeyName, KEYS, keysFor, type Where } from "./keys.ts";
import { nearest } from "./nearest.ts";
import type { RawSetting } from "./raw.ts";
import { inWords } from "./values.ts";

/** What is said about a setting or a claim that is wrong. Those of a run are called settings, those of a step keys. */

/** Where other tools have their say too, an unknown key is theirs, unless it looks like a slip of the pen. */
export function explainUnknown(setting: RawSetting, where: Where): Message | undefined {
  const { key, place, ours } = setting;
  const known = keysFor(where).filter((name) => !(isShared(setting, where) && !isSetting(name)));
  const meant = nearest(key, ours ? known : known.filter((name) => mayBeMeant(name, setting)));
  if (!ours && (meant === undefined || THEIRS.has(key))) return undefined;
  const hint =
    meant === undefined
      ? `the ${isOfRun(where) ? "settings" : "keys"} are ${known.join(", ")}`
      : `did you mean ${meant}?`;
  return isOfRun(where)
    ? error(place, { code: "unknown-setting", what: `there is no setting ${show(key)}`, hint })
    : error(place, { code: "unknown-key", what: `there is no key ${show(key)}`, hint });
}

/** What looks like a slip and is none: JetBrains' editors write `shell script` behind a fence. */
const THEIRS: ReadonlySet<string> = new Set(["script"]);

/** A document's settings stand among those of other tools: claims are not looked for there. */
export function isShared({ ours }: RawSetting, where: Where): boolean {
  return !ours && where === "document";
}

/** A word whose value does not fit (`edit`, `exec`, `images: [a.png]`) is nobody's slip. */
function mayBeMeant(name: KeyName, { value }: RawSetting): boolean {
  const { schema, foreign } = KEYS[name];
  return v.is(schema, value) && foreign?.(value) !== true;
}

function isOfRun(where: Where): boolean {
  return where === "project" || where === "document";
}

export function explainValue(setting: RawSetting, where: Where, issue: v.BaseIssue<unknown>): Message {
  const { key, value } = setting;
  const path = (issue.path ?? []).map((item) => item.key);
  const place = setting.placeOf?.(path) ?? setting.place;
  const whole = [key, ...path.map(String)].join(".");
  if (issue.type === "strict_object" && path.length > 0) return explainPart(place, { key, whole, path });
  const meant = meantValue(issue);
  const hint = meant === undefined ? issue.message : `did you mean ${meant}? ${issue.message}`;
  if (isOfRun(where)) {
    const what = `the setting ${whole} does not understand ${show(issue.input)}`;
    return error(place, { code: "bad-setting", what, hint });
  }
  const what = value === true ? `${key} needs a value` : `${whole} does not understand ${show(issue.input)}`;
  return error(place, { code: "bad-value", what, hint });
}

/** The nearest of the words that would have been right, where words would have been. */
function meantValue({ input, ...issue }: v.BaseIssue<unknown>): string | undefined {
  const expected = [issue, ...(issue.issues ?? [])].find(({ type }) => type === "picklist")?.expected ?? "";
  const words = Array.from(expected.matchAll(/"([^"]+)"/g), ([, word = ""]) => word);
  return typeof input === "string" ? nearest(input, words) : undefined;
}

function explainPart(place: Place, { key, whole, path }: { key: string; whole: string; path: unknown[] }): Message {
  const { parts = [] } = KEYS[key as KeyName];
  const meant = nearest(String(path.at(-1)), parts);
  const hint = meant === undefined ? `${key} has ${parts.join(", ")}` : `did you mean ${meant}?`;
  return error(place, { code: "unknown-setting", what: `there is no setting ${show(whole)}`, hint });
}

export function explainMisplaced({ key, place }: RawSetting, where: Where): Message {
  const places = KEYS[key as KeyName].where.map((one) => `a ${one}`);
  return error(place, {
    code: "misplaced-key",
    what: `${key} cannot be said of a ${where}`,
    hint: `it is said of ${inWords(places)}`,
  });
}

export function explainUnread({ key, place }: RawSetting): Message {
  return warning(place, {
    code: "unread-claim",
    what: `${key} says nothing here, where other tools read too`,
    hint: `if it is said to howtrue, write it below "howtrue:"`,
  });
}

/** As much of it as tells which one is meant. */
function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

const LONGEST = 80;
