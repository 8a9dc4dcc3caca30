import { type Document, isCollection, isMap, isNode, isScalar, type Node, type Pair, parseDocument } from "yaml";
import { error, type Message, type Place } from "../message/message.ts";
import type { RawSetting } from "./raw.ts";

/** Settings as YAML (and so JSON) has them, not yet checked. */
export interface ReadSettings {
  readonly settings: readonly RawSetting[];
  readonly messages: readonly Message[];
}

/** Where a piece of YAML stands, and whose it is. */
export interface YamlSource {
  readonly text: string;
  /** Of an offset into the text. */
  readonly placeAt: (offset: number) => Place;
  /** What a message about unreadable YAML has for its code and its hint. */
  readonly words: { readonly code: string; readonly hint: string };
}

/** A YAML text, or what is wrong with it: aliases without an anchor are found later, by reading a value. */
export function parseYaml({ text, placeAt, words }: YamlSource): Document | Message {
  try {
    const yaml = parseDocument(text, QUIETLY);
    const [wrong] = yaml.errors;
    return wrong === undefined ? yaml : unreadable(wrong.message, placeAt(wrong.pos[0]), words);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause; // the stack ends
    return unreadable("it is nested too deep", placeAt(0), words);
  }
}

/** Messages without a place: ours have one, in the whole file rather than in the piece of YAML. */
const QUIETLY = { logLevel: "silent", prettyErrors: false } as const;

/** The pairs of a mapping as settings. */
export function readPairs(yaml: Document, pairs: readonly Pair[], where: YamlSource & { ours: boolean }): ReadSettings {
  const settings: RawSetting[] = [];
  const messages: Message[] = [];
  for (const pair of pairs) {
    const place = where.placeAt(offsetOf(pair));
    const placeOf = (path: readonly unknown[]): Place => {
      const offset = offsetWithin(pair.value, path);
      return offset === undefined ? place : where.placeAt(offset);
    };
    try {
      const value: unknown = isNode(pair.value) ? pair.value.toJS(yaml) : null;
      settings.push({ key: keyOf(pair), value, place, placeOf, ours: where.ours });
    } catch (cause) {
      messages.push(unreadable(cause instanceof Error ? cause.message : String(cause), place, where.words));
    }
  }
  return { settings, messages };
}

/** The value of a text of YAML alone; the text itself where it is none. */
export function yamlValue(text: string): unknown {
  try {
    const yaml = parseDocument(text, QUIETLY);
    return yaml.errors.length > 0 ? text : yaml.toJS();
  } catch {
    return text;
  }
}

export function keyOf(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
}

export function offsetOf(pair: Pair): number {
  return (isNode(pair.key) ? pair.key.range?.[0] : undefined) ?? 0;
}

export function unreadable(why: string, place: Place, words: YamlSource["words"]): Message {
  const [what] = why.split("\n");
  return error(place, { code: words.code, what: `cannot read the settings: ${what}`, hint: words.hint });
}

/** Of the key, or of the item of a list, that a path leads to. */
function offsetWithin(value: unknown, path: readonly unknown[]): number | undefined {
  const parent: unknown = path.length > 1 && isCollection(value) ? value.getIn(path.slice(0, -1), true) : value;
  if (path.length === 0) return undefined;
  if (isMap(parent)) {
    const pair = parent.items.find((one) => keyOf(one) === String(path.at(-1)));
    return pair === undefined ? undefined : offsetOf(pair);
  }
  const item: unknown = isCollection(parent) ? parent.get(path.at(-1), true) : undefined;
  return (item as Node | undefined)?.range?.[0];
}
