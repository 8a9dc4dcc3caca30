import type { Place } from "../message/message.ts";

/** A setting as somebody wrote it, not yet checked. */
export interface RawSetting {
  readonly key: string;
  /** What YAML makes of the value: text, number, boolean, list or mapping. */
  readonly value: unknown;
  readonly place: Place;
  /**
   * It stands where only howtrue's settings may stand, so that an unknown key is an error. Elsewhere (a front matter
   * that other tools read too) an unknown key is somebody else's, unless it looks like a slip of the pen.
   */
  readonly ours: boolean;
}
