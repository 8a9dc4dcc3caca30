import { lstat } from "node:fs/promises";
import { basename, dirname, extname } from "node:path";
import type { HowtoFormat } from "../authoring/reading.ts";
import { formatOf } from "../document/format.ts";
import { error, type Message } from "../message/message.ts";
import type { Assignment } from "../record.ts";
import type { ImageSettings, Options, Settings } from "../settings/settings.ts";
import { readDocument } from "../source/read.ts";
import { sizeOf } from "./receive.ts";
import type { Streams } from "./writer.ts";

export interface RecordFlags {
  readonly machine?: Settings["machine"];
  readonly root?: boolean;
  readonly image?: ImageSettings["suite"];
  readonly packages?: readonly string[];
  readonly network?: boolean;
  readonly files?: readonly string[];
  readonly title?: string;
  readonly secret?: readonly string[];
  readonly config?: string | boolean;
  readonly append?: boolean;
  readonly force?: boolean;
  readonly resume?: boolean;
}

/** What is to be recorded, or why it cannot be. */
export async function assign(path: string, flags: RecordFlags, streams: Streams): Promise<Assignment | Message> {
  const format = formatOf(path);
  if (format !== "markdown" && format !== "rst") return error({ path }, NO_FORMAT);
  if (flags.resume !== true && !(process.stdin.isTTY && streams.stderr.isTTY))
    return error({ path: "howtrue" }, NO_TERMINAL);
  const there = await isThere(path);
  if (there && flags.append !== true && flags.force !== true) return error({ path }, EXISTS);
  if (!(await isThere(dirname(path)))) return error({ path }, NO_FOLDER);
  const { machine = "guest" } = flags;
  if (machine !== "guest" && (flags.root === true || flags.image !== undefined || flags.packages !== undefined))
    return error({ path: "howtrue" }, { ...NO_GUEST, what: `${NO_GUEST.what}, and --machine says ${machine}` });
  const unheard =
    flags.append === true && flags.resume !== true ? OF_NEW.find((one) => flags[one] !== undefined) : undefined;
  if (unheard !== undefined) return error({ path: "howtrue" }, { ...NOT_NEW, what: `--${unheard} ${NOT_NEW.what}` });
  const before = flags.append === true ? await readDocument(path) : undefined;
  if (before !== undefined && "message" in before) return before.message;
  return {
    path,
    format: format satisfies HowtoFormat,
    title: flags.title ?? titleOf(path),
    root: flags.root ?? false,
    asked: askedBy(flags),
    terminal: sizeOf(streams.stderr),
    config: flags.config === true ? undefined : flags.config,
    ...(before !== undefined && { before: before.text }),
  };
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

function titleOf(path: string): string {
  const words = basename(path, extname(path)).replaceAll(/[-_\s]+/g, " ");
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** Nothing but what is said: it is all written into the document. */
function askedBy({ machine, image: suite, packages, network, files }: RecordFlags): Options {
  const image = { ...(suite !== undefined && { suite }), ...(packages !== undefined && { packages }) };
  return {
    ...(machine !== undefined && { machine }),
    ...(Object.keys(image).length > 0 && { image }),
    ...(network === true && { network }),
    ...(files !== undefined && { files }),
  };
}

/** Written into a new howto. */
const OF_NEW = ["image", "packages", "network", "files", "title"] as const;
const NOT_NEW = {
  code: "not-new",
  what: "is for a new howto, and --append goes on with one that says itself how it is run",
  hint: "leave it out, and say it there",
};
const NO_FORMAT = {
  code: "unknown-format",
  what: "this name does not tell whether the howto is to be Markdown or reStructuredText",
  hint: "name a file that ends in .md or .rst",
};
const NO_TERMINAL = {
  code: "no-terminal",
  what: "record needs a terminal",
  hint: "run it where you can type, its input and its error output not redirected",
};
const EXISTS = {
  code: "file-exists",
  what: "this is there already: it is left as it is, and nothing is recorded",
  hint: "--append goes on where it ends, --force writes a new one in its place",
};
const NO_FOLDER = { code: "missing-folder", what: "the folder of this file is not there", hint: "make it: mkdir -p" };
const NO_GUEST = {
  code: "no-guest",
  what: "--root, --image and --packages are a guest's",
  hint: "leave --machine out",
};
