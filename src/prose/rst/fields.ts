import { isKey } from "../../settings/keys.ts";

/** What Sphinx reads of a document's first fields for itself. */
const METADATA = new Set("howtrue orphan tocdepth nocomments no-search nosearch".split(" "));

/** Whether a field at the top says something to a program, and not to readers. */
export function isHiddenField(name: string): boolean {
  const key = name.toLowerCase();
  return METADATA.has(key) || isKey(key) || isKey(name);
}
