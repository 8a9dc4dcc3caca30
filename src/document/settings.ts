import { type Document as Yaml, isMap, isScalar, type Node, type Pair, parseDocument } from "yaml";
import { error, type Message, type Place } from "../message/message.ts";
import type { RawSetting } from "../settings/raw.ts";
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
  return { settings: all.flatMap((one) => one.settings), messages: all.flatMap((one) => one.messages) };
}

/** Messages without a place: ours have one, in the document rather than in the piece of YAML. */
const QUIETLY = { logLevel: "silent", prettyErrors: false } as const;

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

/** The keys below `howtrue:`; without it, those of the front matter itself, which other tools read too. */
function readFrontMatter({ text, start }: SettingsSource, placeAt: PlaceAt): DocumentSettings {
  const yaml = parseDocument(text, QUIETLY);
  const [wrong] = yaml.errors;
  if (wrong !== undefined) {
    const ours = /^(howtrue|machine|image|timeout|env|terminal)\s*:/m.test(text);
    return { settings: [], messages: ours ? [unreadable(wrong.message, placeAt(start + wrong.pos[0]))] : [] };
  }
  if (!isMap(yaml.contents)) return { settings: [], messages: [] };
  const own = yaml.contents.items.find((pair) => keyOf(pair) === "howtrue");
  if (own === undefined) return readPairs(yaml.contents.items, yaml, { start, placeAt, ours: false });
  const place = placeAt(start + offsetOf(own));
  if (!isMap(own.value)) return { settings: [], messages: [unreadable("howtrue: is not a mapping", place)] };
  return readPairs(own.value.items, yaml, { start, placeAt, ours: true });
}

function readPairs(
  pairs: readonly Pair[],
  yaml: Yaml,
  where: { start: number; placeAt: PlaceAt; ours: boolean },
): DocumentSettings {
  const settings: RawSetting[] = [];
  const messages: Message[] = [];
  for (const pair of pairs) {
    const place = where.placeAt(where.start + offsetOf(pair));
    try {
      const value: unknown = (pair.value as Node | null)?.toJS(yaml) ?? null;
      settings.push({ key: keyOf(pair), value, place, ours: where.ours });
    } catch (cause) {
      messages.push(unreadable(cause instanceof Error ? cause.message : String(cause), place)); // a dangling alias
    }
  }
  return { settings, messages };
}

/** A field's body is read as YAML, so that `:image: {suite: trixie}` says the same as in a front matter. */
function readFieldList({ text, start }: SettingsSource, placeAt: PlaceAt): DocumentSettings {
  const settings: RawSetting[] = [];
  const messages: Message[] = [];
  for (const field of readFields(text, start)) {
    const place = placeAt(field.start);
    if (field.name.toLowerCase() === "howtrue") {
      const own = readAnnotation({ text: field.body, place: placeAt(field.bodyStart) }, true);
      settings.push(...own.settings);
      messages.push(...own.messages);
    } else {
      settings.push({ key: field.name, value: yamlValue(field.body), place, ours: false });
    }
  }
  return { settings, messages };
}

function yamlValue(text: string): unknown {
  const yaml = parseDocument(text, QUIETLY);
  try {
    return yaml.errors.length > 0 ? text : yaml.toJS();
  } catch {
    return text;
  }
}

function keyOf(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
}

function offsetOf(pair: Pair): number {
  return (pair.key as Node).range?.[0] ?? 0;
}

function unreadable(why: string, place: Place): Message {
  const [what] = why.split("\n");
  return error(place, { code: "bad-front-matter", what: `cannot read the settings: ${what}`, hint: "mend the YAML" });
}
