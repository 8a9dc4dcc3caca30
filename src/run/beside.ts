import type { Settings } from "../settings/settings.ts";
import type { Failure } from "./outcome.ts";
import type { Past } from "./past.ts";

/** What is known beside a step. */
export interface Beside {
  /** Notes about it. */
  readonly notes?: readonly string[];
  readonly past?: Past;
  /** Where it ran. */
  readonly settings?: Pick<Settings, "machine" | "network">;
  /** Whether a file or folder of this name stands beside the document, and was not brought to the machine. */
  readonly isLeftOut?: (name: string) => boolean;
  /** In the background it did not become ready. */
  readonly notReady?: (Failure & { readonly kind: "not-ready" }) | undefined;
}
