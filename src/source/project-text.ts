import { isMap, type Pair } from "yaml";
import { indexLines, positionAt } from "../document/lines.ts";
import { error, type Place } from "../message/message.ts";
import { check, NOTHING_SAID, type Said } from "../settings/check.ts";
import { whereNotJson } from "../settings/json.ts";
import { keyOf, offsetOf, parseYaml, readPairs, unreadable } from "../settings/yaml.ts";

/** A project's file of settings. */
export interface ProjectText {
  readonly path: string;
  /** `package`: a package.json, in which those below `howtrue` are ours. */
  readonly kind: "json" | "yaml" | "package";
  readonly text: string;
}

/** Whether a package.json has something to say to us: others are not read, whatever is wrong with them. */
export function saysHowtrue(text: string): boolean {
  if (!text.includes('"howtrue"')) return false;
  try {
    return Object.hasOwn(Object(JSON.parse(text)), "howtrue");
  } catch {
    return /"howtrue"\s*:\s*\{/.test(text);
  }
}

/** What a file says, checked; never throws. */
export function readProject({ path, kind, text }: ProjectText): Said {
  const index = indexLines(text);
  const bom = text.startsWith("\uFEFF") ? 1 : 0;
  const placeAt = (offset: number): Place => ({ path, ...positionAt(index, offset + bom) });
  const words = { code: "bad-project-file", hint: kind === "yaml" ? "mend the YAML" : "mend the JSON" };
  const source = { text: text.slice(bom), placeAt, words };
  const fault = kind === "yaml" ? undefined : whereNotJson(source.text);
  if (fault !== undefined) return { ...NOTHING_SAID, messages: [error(placeAt(fault), { ...words, what: NOT_JSON })] };
  const yaml = parseYaml(source);
  if ("severity" in yaml) return { ...NOTHING_SAID, messages: [yaml] };
  if (yaml.contents === null) return NOTHING_SAID;
  const mapping = isMap(yaml.contents) ? ownMapping(yaml.contents.items, kind) : { at: 0 };
  if (!("pairs" in mapping)) {
    const what = kind === "package" ? "howtrue: is not a mapping" : "they are not a mapping";
    return { ...NOTHING_SAID, messages: [unreadable(what, placeAt(mapping.at), words)] };
  }
  const { settings, messages } = readPairs(yaml, mapping.pairs, { ...source, ours: true });
  const said = check(settings, "project");
  return { ...said, messages: [...messages, ...said.messages] };
}

const NOT_JSON = "cannot read the settings: this is no JSON from here on";

/** Editors find the schema by `$schema`. */
function ownMapping(pairs: readonly Pair[], kind: ProjectText["kind"]): { pairs: readonly Pair[] } | { at: number } {
  if (kind !== "package") return { pairs: pairs.filter((pair) => keyOf(pair) !== "$schema") };
  const own = pairs.find((pair) => keyOf(pair) === "howtrue");
  if (own === undefined) return { pairs: [] };
  return isMap(own.value) ? { pairs: own.value.items } : { at: offsetOf(own) };
}
