import { DEFAULTS, type Options, type Settings } from "./settings.ts";

/** The layers over the defaults, the later over the earlier; mappings are merged key by key, lists are not. */
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
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
