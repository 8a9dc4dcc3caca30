import type { Place } from "../message/message.ts";
import type { Said } from "./check.ts";
import { DEFAULT_CLAIMS } from "./claims.ts";
import { isSetting, KEYS, type KeyName, keysFor } from "./keys.ts";
import { resolve } from "./resolve.ts";
import { DEFAULTS, type Options, type Settings } from "./settings.ts";

/** Where a value comes from. */
export type Origin =
  | { readonly kind: "default" }
  | { readonly kind: "project" | "document"; readonly place: Place }
  | { readonly kind: "command line"; readonly flag: string };

/** A setting, or one part of it where it is a mapping. */
export interface Entry {
  readonly name: KeyName;
  readonly part?: string;
  /** Undefined where nothing is said and nothing holds. */
  readonly value: unknown;
  readonly origin: Origin;
}

/** What is said of a run, by whom. */
export interface Layers {
  readonly project: Said;
  readonly document: Said;
  readonly commandLine: Options;
  /** Where nobody says it: the machine that was chosen. */
  readonly machine?: Settings["machine"] | undefined;
}

/** Every setting, and every claim that may be said of all steps, with its value and where it comes from. */
export function listSettings(layers: Layers): Entry[] {
  const { project, document, commandLine } = layers;
  const { machine = DEFAULTS.machine } = layers;
  const settings = resolve({ machine }, project.options, document.options, commandLine);
  const values = { ...DEFAULT_CLAIMS, ...project.claims, ...document.claims, ...settings };
  return keysFor("document").flatMap((name): Entry[] => {
    const value: unknown = values[name];
    if (!isSetting(name) || !isMapping(value) || Object.keys(value).length === 0) {
      return [{ name, value, origin: originOf(layers, name) }];
    }
    return Object.entries(value).map(([part, one]) => ({
      name,
      part,
      value: one,
      origin: originOf(layers, name, part),
    }));
  });
}

/** The nearest layer that says it. */
function originOf({ project, document, commandLine }: Layers, name: KeyName, part?: string): Origin {
  if (says(commandLine, name, part)) return { kind: "command line", flag: KEYS[name].flag ?? "" };
  const key = part === undefined ? name : `${name}.${part}`;
  const [near, far] = [document.places.get(key), project.places.get(key)];
  if (near !== undefined) return { kind: "document", place: near };
  return far === undefined ? { kind: "default" } : { kind: "project", place: far };
}

function says(values: object, name: KeyName, part: string | undefined): boolean {
  const value = (values as Readonly<Record<string, unknown>>)[name];
  if (value === undefined) return false;
  return part === undefined || (value as Readonly<Record<string, unknown>>)[part] !== undefined;
}

function isMapping(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
