import * as v from "valibot";
import { error, type Message } from "../message/message.ts";
import { nearest } from "./nearest.ts";
import type { RawSetting } from "./raw.ts";
import { SCHEMAS } from "./schema.ts";
import { DEFAULTS, type Options, type Settings } from "./settings.ts";

type Key = keyof typeof SCHEMAS;

export interface Checked {
  readonly options: Options;
  readonly messages: readonly Message[];
}

/** Checks settings as they were written. What is wrong is a message and is left out. */
export function check(raw: readonly RawSetting[]): Checked {
  const options: Record<string, unknown> = {};
  const messages: Message[] = [];
  for (const setting of raw) {
    const key = setting.key.toLowerCase();
    if (!isKey(key)) {
      const unknown = explainUnknown(setting);
      if (unknown !== undefined) messages.push(unknown);
      continue;
    }
    const result = v.safeParse(SCHEMAS[key], setting.value, { abortEarly: true });
    if (result.success) options[key] = result.output;
    else if (setting.ours || !isSomebodyElses(key, setting.value))
      messages.push(explainValue(setting, result.issues[0]));
  }
  return { options, messages };
}

/** The layers over the defaults, the later over the earlier; mappings are merged key by key. */
export function resolve(...layers: readonly Options[]): Settings {
  const settings: Record<string, unknown> = { ...DEFAULTS };
  for (const layer of layers) {
    for (const [key, value] of Object.entries(layer)) {
      if (value === undefined) continue;
      settings[key] = isMapping(value) ? Object.assign({}, settings[key], value) : value;
    }
  }
  return settings as unknown as Settings;
}

function isMapping(value: unknown): value is object {
  return typeof value === "object" && !Array.isArray(value);
}

function isKey(key: string): key is Key {
  return Object.hasOwn(SCHEMAS, key);
}

function explainUnknown({ key, place, ours }: RawSetting): Message | undefined {
  const known = Object.keys(SCHEMAS);
  const meant = nearest(key, known);
  if (!ours && meant === undefined) return undefined;
  const hint = meant === undefined ? `the settings are ${known.join(", ")}` : `did you mean ${meant}?`;
  return error(place, { code: "unknown-setting", what: `there is no setting "${key}"`, hint });
}

function explainValue({ key, place }: RawSetting, issue: v.BaseIssue<unknown>): Message {
  const path = [key, ...(issue.path ?? []).map((item) => String(item.key))].join(".");
  const hint = issue.message;
  if (issue.type === "strict_object" && issue.path !== undefined)
    return error(place, { code: "unknown-setting", what: `there is no setting "${path}"`, hint });
  return error(place, {
    code: "bad-setting",
    what: `the setting ${path} does not understand ${show(issue.input)}`,
    hint,
  });
}

/** `image:` in a blog's front matter is most often a picture. */
function isSomebodyElses(key: Key, value: unknown): boolean {
  return key === "image" && typeof value === "string" && /[./]/.test(value);
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
