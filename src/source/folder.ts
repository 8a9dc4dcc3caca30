import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";

/** With those above it, one by one: Node's own way never ends where the system makes no folders, as in /proc. */
export function makeFolder(path: string, mode = 0o777): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path), mode);
  try {
    mkdirSync(path, { mode });
  } catch (cause) {
    if (!existsSync(path)) throw cause; // somebody else has made it meanwhile
  }
}
