import { constants, lstatSync, openSync, closeSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { join, relative } from "node:path";
import { MachineError, type MachineFile, MOST_COLLECTED, noFile, tooMuch } from "./machine.ts";

/**
 * Reads a file, or all of a folder, in the directory of a run on the host. A document may leave a link there to what is not
 * its own; such links are not followed.
 * @throws {MachineError}
 */
export function readFilesBelow(directory: string, name: string): MachineFile[] {
  if (name.startsWith("/")) throw outside();
  const whole = resolved(join(directory, name));
  if (relative(directory, whole).startsWith("..")) throw outside();
  let size = 0;
  return pathsAt(whole).map((path) => {
    const { mode, size: bytes } = lstatSync(path);
    if ((size += bytes) > MOST_COLLECTED) throw tooMuch();
    const below = relative(whole, path);
    return { path: below === "" ? name : `${name}/${below}`, executable: (mode & 0o111) !== 0, data: read(path) };
  });
}

function outside(): MachineError {
  return new MachineError("outside-run", "on the host only files of the run's own directory are collected");
}

function resolved(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    throw noFile();
  }
}

function pathsAt(path: string): string[] {
  const found = lstatSync(path);
  if (!found.isDirectory()) return found.isFile() ? [path] : [];
  return readdirSync(path)
    .toSorted()
    .flatMap((name) => pathsAt(join(path, name)));
}

function read(path: string): Uint8Array {
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}
