import { appendFileSync, lstatSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { makeFolder } from "../source/folder.ts";
import { error, type Message } from "../message/message.ts";

/**
 * A file for a report. Whether it can be written shows before anything is run; it is there, whole, when all is over, and
 * until then what was there before stays.
 */
export class ReportFile {
  readonly #path: string;
  /** What is written first, beside it; undefined where the path is no plain file, such as a pipe or /dev/stderr. */
  readonly #aside: string | undefined;

  private constructor(path: string, aside: string | undefined) {
    this.#path = path;
    this.#aside = aside;
  }

  static open(path: string): ReportFile | Message {
    try {
      makeFolder(dirname(path));
      const there = lstatSync(path, { throwIfNoEntry: false });
      if (there?.isDirectory() === true) return unwritable(path, "this is a folder");
      const isPlain = there === undefined || there.isFile();
      const aside = isPlain ? `${path}.${process.pid}.tmp` : undefined;
      if (isPlain) writeFileSync(path, "", { flag: "a" });
      if (there === undefined) rmSync(path);
      if (aside !== undefined) writeFileSync(aside, "");
      return new ReportFile(path, aside);
    } catch (cause) {
      return unwritable(path, cause);
    }
  }

  /** What went wrong; nothing where nothing did. */
  write(text: string): Message | undefined {
    try {
      writeFileSync(this.#aside ?? this.#path, text);
      if (this.#aside !== undefined) renameSync(this.#aside, this.#path);
      return undefined;
    } catch (cause) {
      return unwritable(this.#path, cause);
    }
  }

  /** Takes away what was not finished. */
  close(): void {
    if (this.#aside !== undefined) rmSync(this.#aside, { force: true });
  }
}

/** For a file that others write to as well. */
export function append(path: string, text: string): Message | undefined {
  try {
    appendFileSync(path, text);
    return undefined;
  } catch (cause) {
    return unwritable(path, cause);
  }
}

function unwritable(path: string, cause: unknown): Message {
  const why = typeof cause === "string" ? cause : (cause as Error).message.replace(/, .*/s, "");
  const hint = "name a file in a folder that you may write to";
  return error({ path }, { code: "unwritable-report", what: `the report cannot be written: ${why}`, hint, cause });
}
