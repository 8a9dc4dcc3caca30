import { lstat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { formatOf } from "../document/format.ts";
import { error, type Message } from "../message/message.ts";
import { messageLines } from "../report/messages.ts";
import { makePaint } from "../report/paint.ts";
import { visible } from "../report/visible.ts";
import { hasColours } from "./colours.ts";
import { firstConfig } from "./first-config.ts";
import { firstHowto } from "./first-howto.ts";
import { inShell } from "./in-shell.ts";
import type { Streams } from "./writer.ts";

const CONFIG_NAME = "howtrue.config.yaml";

/** `howtrue init`: writes a first howto, and perhaps settings beside it; never in the place of a file. */
export async function runInit(path: string, { config }: { config?: boolean }, streams: Streams): Promise<number> {
  const drafts = draftsOf(path, config === true);
  const messages = "code" in drafts ? [drafts] : await writeAll(drafts);
  const paint = makePaint(hasColours(streams.stderr));
  const said = messages.flatMap((message) => messageLines(message, paint));
  streams.stderr.write(said.map((line) => `${line}\n`).join(""));
  if (messages.length > 0) return 2;
  streams.stdout.write(next(path, config === true));
  return 0;
}

interface Draft {
  readonly path: string;
  readonly text: string;
}

function draftsOf(path: string, config: boolean): readonly Draft[] | Message {
  const format = formatOf(path);
  if (format !== "markdown" && format !== "rst") return error({ path }, NO_FORMAT);
  const howto = { path, text: firstHowto(format) };
  return config ? [howto, { path: join(dirname(path), CONFIG_NAME), text: firstConfig() }] : [howto];
}

const NO_FORMAT = {
  code: "unknown-format",
  what: "this name does not tell whether the howto is Markdown or reStructuredText",
  hint: "name a file that ends in .md or .rst",
};

/** All of them, or none where one of them is there already. */
async function writeAll(drafts: readonly Draft[]): Promise<readonly Message[]> {
  const there = await Promise.all(drafts.map(({ path }) => isThere(path)));
  const kept = drafts.filter((_, i) => there[i]).map(({ path }) => error({ path }, EXISTS));
  if (kept.length > 0) return kept;
  for (const draft of drafts) {
    const message = await write(draft);
    if (message !== undefined) return [message];
  }
  return [];
}

/** Also a link to nothing is there. What cannot be looked at is told by writing. */
async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

async function write({ path, text }: Draft): Promise<Message | undefined> {
  try {
    await writeFile(path, text, { flag: "wx" });
    return undefined;
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === "EEXIST") return error({ path }, EXISTS);
    if (code === "ENOENT" || code === "ENOTDIR") return error({ path }, { ...NO_FOLDER, cause });
    return error({ path }, { ...UNWRITABLE, what: `it cannot be written: ${message}`, cause });
  }
}

const EXISTS = {
  code: "file-exists",
  what: "this is there already: it is left as it is, and nothing is written",
  hint: "name another file, as in: howtrue init first.md",
};
const NO_FOLDER = { code: "missing-folder", what: "the folder of this file is not there", hint: "make it: mkdir -p" };
const UNWRITABLE = { code: "unwritable-file", hint: "look at the permissions of its folder (ls -ld)" };

function next(path: string, config: boolean): string {
  const name = visible(inShell(path));
  const settings = config ? ` and ${visible(join(dirname(path), CONFIG_NAME))} are` : " is";
  return `${visible(path)}${settings} written. Next:

  howtrue verify ${name}          run it and compare
  howtrue verify --watch ${name}  the same again, whenever you save it
  howtrue update ${name}          write what is observed into it
`;
}
