import type { Format } from "../document/document.ts";
import type { ReadOptions } from "../read.ts";
import type { Settings } from "../settings/settings.ts";

/** What all commands that read documents can be told. */
export interface ReadFlags {
  readonly format?: Format;
  readonly dialect?: Settings["dialect"];
  /** `--config FILE`, or false with `--no-config`; true where neither is said. */
  readonly config?: string | boolean;
}

export function readOptions({ format, dialect, config }: ReadFlags): ReadOptions {
  return {
    format: format ?? (dialect === "cram" ? "cram" : undefined), // cram takes any text for its own
    settings: { dialect },
    config: config === true ? undefined : config,
  };
}
