import type { Place } from "../message/message.ts";

/** A setting or a claim as somebody wrote it, not yet checked. */
export interface RawSetting {
  readonly key: string;
  /** What YAML makes of the value: text, number, boolean, list or mapping. An annotation's bare key is `true`. */
  readonly value: unknown;
  readonly place: Place;
  /** Where a part of the value stands, by the keys and indices that lead to it; unless given, `place`. */
  readonly placeOf?: (path: readonly unknown[]) => Place;
  /**
   * It stands where only howtrue's settings may stand, so that an unknown key is an error. Elsewhere (a front matter
   * that other tools read too) an unknown key is somebody else's, unless it looks like a slip of the pen.
   */
  readonly ours: boolean;
}
