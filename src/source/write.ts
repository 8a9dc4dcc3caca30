import { randomBytes } from "node:crypto";
import { existsSync, type Stats, realpathSync } from "node:fs";
import { chmod, chown, link, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { error, type Message } from "../message/message.ts";
import { explain } from "./read.ts";

/**
 * Replaces a document's text, at once or not at all: whoever reads the file meanwhile sees the old text or the new one,
 * whole. A link is followed; the file keeps its mode and, as far as we may say so, its owner. Nothing is written where
 * the file no longer holds the text that was read from it.
 */
export async function replaceText(
  path: string,
  texts: { old: string | Uint8Array; new: string },
): Promise<Message | undefined> {
  let draft: string | undefined;
  try {
    const file = realpathSync(path);
    const before = await stat(file);
    if (!(await readFile(file)).equals(Buffer.from(texts.old))) return error({ path }, CHANGED);
    draft = join(dirname(file), `.howtrue-${randomBytes(6).toString("hex")}`);
    await writeWhole(draft, texts.new, before);
    const now = await stat(file);
    if (now.mtimeMs !== before.mtimeMs || now.size !== before.size) return error({ path }, CHANGED);
    await rename(draft, file);
    draft = undefined;
    return undefined;
  } catch (cause) {
    return unwritable(path, cause);
  } finally {
    if (draft !== undefined) await rm(draft, { force: true });
  }
}

/**
 * Writes a new file, at once or not at all; in the place of another one only where that is wanted, and then as
 * `replaceText` does.
 */
export async function writeNew(path: string, text: string, replaces = false): Promise<Message | undefined> {
  let draft: string | undefined;
  try {
    if (replaces && existsSync(path)) return await replaceText(path, { old: await readFile(path), new: text });
    draft = join(dirname(path), `.howtrue-${randomBytes(6).toString("hex")}`);
    await writeFile(draft, text, { flag: "wx", flush: true });
    await link(draft, path); // never in the place of another
    return undefined;
  } catch (cause) {
    return unwritable(path, cause);
  } finally {
    if (draft !== undefined) await rm(draft, { force: true });
  }
}

function unwritable(path: string, cause: unknown): Message {
  const { code = "" } = cause as NodeJS.ErrnoException;
  const why = WHY[code] ?? explain(cause).what;
  return error({ path }, { ...UNWRITABLE, what: `${UNWRITABLE.what}: ${why}`, cause });
}

/** What it means where it is not for reading. */
const WHY: Readonly<Record<string, string>> = {
  EEXIST: "there is one meanwhile",
  EACCES: "the file or its folder may not be written to",
  EPERM: "the file or its folder may not be written to",
  EROFS: "the file system is read-only",
};

const CHANGED = {
  code: "changed-meanwhile",
  what: "the file is not what it was when it was read: it is left as it is",
  hint: "run the update again",
};

const UNWRITABLE = {
  code: "unwritable-file",
  what: "the new text cannot be written",
  hint: "look at the permissions of the file and of its folder (ls -ld)",
};

/** On the disk when this returns: a crash may lose the new text, never the old one. */
async function writeWhole(path: string, text: string, { mode, uid, gid }: Stats): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  const own = process.getuid?.() === uid && process.getgid?.() === gid;
  if (!own) await chown(path, uid, gid).catch(() => undefined); // only root may give files away
  await chmod(path, mode & 0o7777);
}
