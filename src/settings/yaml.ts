import { type Document, isMap, isNode, isScalar, isSeq, type Pair, parseDocument, visit, type YAMLMap } from "yaml";
import { error, type Message, type Place } from "../message/message.ts";
import { explainTooMuch } from "./limits.ts";
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
  const tooMuch = explainTooMuch(text);
  if (tooMuch !== undefined) return unreadable(tooMuch, placeAt(0), words);
  const yaml = parseDocument(text, QUIETLY);
  const [wrong] = yaml.errors;
  if (wrong !== undefined) return unreadable(wrong.message, placeAt(wrong.pos[0]), words);
  const twice = findTwice(yaml);
  return twice === undefined ? yaml : unreadable("Map keys must be unique", placeAt(offsetOf(twice)), words);
}

/**
 * Messages without a place: ours have one, in the whole file rather than in the piece of YAML. The parser compares each
 * key of a mapping with all others to find those that stand there twice; we are quicker.
 */
const QUIETLY = { logLevel: "silent", prettyErrors: false, uniqueKeys: false } as const;

function findTwice(yaml: Document): Pair | undefined {
  let twice: Pair | undefined;
  visit(yaml, {
    Map: (_, { items }) => {
      const seen = new Set<string>();
      twice = items.find((pair) => isScalar(pair.key) && seen.size === seen.add(keyOf(pair)).size);
      return twice === undefined ? undefined : visit.BREAK;
    },
  });
  return twice;
}

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
    const tag = where.ours ? tagWithin(yaml, pair) : undefined;
    if (tag !== undefined) {
      messages.push(unreadable(tag.message, where.placeAt(tag.pos[0]), where.words));
      continue;
    }
    try {
      const value: unknown = isNode(pair.value) ? pair.value.toJS(yaml) : null;
      settings.push({ key: keyOf(pair), value, place, placeOf, ours: where.ours });
    } catch (cause) {
      messages.push(unreadable(cause instanceof Error ? cause.message : String(cause), place, where.words));
    }
  }
  return { settings, messages };
}

/** What begins with `!` and is not quoted (`if: !command:docker`) is a tag to YAML, and no part of the value. */
function tagWithin({ warnings }: Document, pair: Pair): Document["warnings"][number] | undefined {
  const end = (isNode(pair.value) ? pair.value.range?.[1] : undefined) ?? 0;
  return warnings.find(({ pos: [at] }) => at > offsetOf(pair) && at < end);
}

/** The value of a text of YAML alone; the text itself where it is none. */
export function yamlValue(text: string): unknown {
  if (explainTooMuch(text) !== undefined) return text;
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
  let node: unknown = value;
  let offset: number | undefined;
  for (const step of path) {
    if (isMap(node)) {
      const pair = pairsByKey(node).get(String(step));
      offset = pair === undefined ? undefined : offsetOf(pair);
      node = pair?.value;
    } else {
      node = isSeq(node) ? node.items[Number(step)] : undefined;
      offset = isNode(node) ? node.range?.[0] : undefined;
    }
  }
  return offset;
}

const indexes = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

/** Made once: each part of a great mapping may be asked for. */
function pairsByKey(map: YAMLMap): ReadonlyMap<string, Pair> {
  const known = indexes.get(map) ?? new Map(map.items.map((pair) => [keyOf(pair), pair]));
  indexes.set(map, known);
  return known;
}
