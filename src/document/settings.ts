import { isMap } from "yaml";
import { type Message, type Place, warning } from "../message/message.ts";
import { isKey, isSetting, keysFor } from "../settings/keys.ts";
import type { RawSetting } from "../settings/raw.ts";
import { keyOf, offsetOf, parseYaml, readPairs, unreadable, yamlValue } from "../settings/yaml.ts";
import { readAnnotation } from "./annotation.ts";
import type { Document, SettingsSource } from "./document.ts";
import { indexLines, positionAt } from "./lines.ts";
import { readFields } from "./rst/fields.ts";

export interface DocumentSettings {
  readonly settings: readonly RawSetting[];
  readonly messages: readonly Message[];
}

/** What a document says about how it is to be run, in whichever way it says it; still to be checked. */
export function readSettings(document: Document): DocumentSettings {
  const index = indexLines(document.text);
  const placeAt = (offset: number): Place => ({ path: document.path, ...positionAt(index, offset) });
  const all = document.settings.map((source) => readSource(source, placeAt));
  const messages = [...all.flatMap((one) => one.messages), ...document.settings.flatMap(widened)];
  return { settings: all.flatMap((one) => one.settings), messages };

  /** What a leading annotation says of steps may have been meant for the block right behind it only. */
  function widened(source: SettingsSource, i: number): Message[] {
    const { start, text, kind } = source;
    const block = document.blocks.find(({ origin }) => origin === undefined);
    if (kind !== "annotation" || block === undefined) return [];
    if (!NOTHING_BUT_A_BLOCK.test(document.text.slice(start + text.length, block.range.start))) return [];
    const claim = all[i]?.settings.find(({ key }) => isKey(key) && !isSetting(key));
    return claim === undefined ? [] : [warning(claim.place, WIDENED)];
  }
}

/** Between an annotation and a block's text: `::`, or a directive with its options. */
const NOTHING_BUT_A_BLOCK = /^\s*(?:::|\.\. [\w-]+ ?::[^\n]*(?:\n[ \t]+:[^\n]*)*)\s*$/;

const WIDENED = {
  code: "leading-annotation",
  what: "what leads a document holds for all of its steps, not only for the block behind it",
  hint: "if only that is meant, write a sentence before the annotation, or say it at the commands",
};

type PlaceAt = (offset: number) => Place;

function readSource(source: SettingsSource, placeAt: PlaceAt): DocumentSettings {
  switch (source.kind) {
    case "yaml":
      return readFrontMatter(source, placeAt);
    case "fields":
      return readFieldList(source, placeAt);
    case "annotation":
      return readAnnotation({ text: source.text, place: placeAt(source.start) }, true);
  }
}

const WORDS = { code: "bad-front-matter", hint: "mend the YAML" };
/** A front matter that cannot be read is our business if it says anything to us. */
const OURS = new RegExp(`^(howtrue|${keysFor("document").filter(isSetting).join("|")})\\s*:`, "m");

/** The keys below `howtrue:`; without it, those of the front matter itself, which other tools read too. */
function readFrontMatter({ text, start }: SettingsSource, placeAt: PlaceAt): DocumentSettings {
  const source = { text, placeAt: (offset: number) => placeAt(start + offset), words: WORDS };
  const yaml = parseYaml(source);
  if ("severity" in yaml) return { settings: [], messages: OURS.test(text) ? [yaml] : [] };
  if (!isMap(yaml.contents)) return { settings: [], messages: [] };
  const own = yaml.contents.items.find((pair) => keyOf(pair) === "howtrue");
  if (own === undefined) return readPairs(yaml, yaml.contents.items, { ...source, ours: false });
  if (isMap(own.value)) return readPairs(yaml, own.value.items, { ...source, ours: true });
  return { settings: [], messages: [unreadable("howtrue: is not a mapping", source.placeAt(offsetOf(own)), WORDS)] };
}

/** What stands in the field `howtrue` is ours: an annotation's words, or a mapping. */
function readOwnField(text: string, placeAt: PlaceAt): DocumentSettings {
  if (!text.startsWith("{")) return readAnnotation({ text, place: placeAt(0) }, true);
  const source = { text, placeAt, words: { ...WORDS, code: "bad-field" } };
  const yaml = parseYaml(source);
  if ("severity" in yaml) return { settings: [], messages: [yaml] };
  return isMap(yaml.contents)
    ? readPairs(yaml, yaml.contents.items, { ...source, ours: true })
    : { settings: [], messages: [unreadable("howtrue is not a mapping", placeAt(0), source.words)] };
}

/** A field's body is read as YAML, so that `:image: {suite: trixie}` says the same as in a front matter. */
function readFieldList({ text, start }: SettingsSource, placeAt: PlaceAt): DocumentSettings {
  const settings: RawSetting[] = [];
  const messages: Message[] = [];
  for (const field of readFields(text, start)) {
    const place = placeAt(field.start);
    if (field.name.toLowerCase() === "howtrue") {
      const own = readOwnField(field.body, (offset) => placeAt(field.bodyStart + offset));
      settings.push(...own.settings);
      messages.push(...own.messages);
    } else {
      settings.push({ key: field.name, value: yamlValue(field.body), place, ours: false });
    }
  }
  return { settings, messages };
}
