import { randomBytes } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import type { Item } from "../authoring/items.ts";
import { processNamespace, startTime } from "../machine/proc.ts";
import { makeFolder } from "../source/folder.ts";
import { stateDirectory } from "./store.ts";

type Environment = Readonly<Record<string, string | undefined>>;

const NEED = v.variant("kind", [
  v.object({ kind: v.literal("answer"), text: v.string() }),
  v.object({ kind: v.literal("secret"), name: v.string() }),
  v.object({ kind: v.literal("keys"), why: v.string() }),
]);
const ITEM = v.variant("kind", [
  v.object({ kind: v.literal("prose"), text: v.string() }),
  v.object({ kind: v.literal("heading"), level: v.number(), text: v.string() }),
  v.object({ kind: v.literal("left-out"), command: v.string(), why: v.string() }),
  v.object({
    kind: v.literal("step"),
    command: v.string(),
    user: v.picklist(["user", "root"]),
    exit: v.number(),
    lines: v.array(v.string()),
    gap: v.exactOptional(v.number()),
    ms: v.number(),
    needs: v.exactOptional(NEED),
  }),
]);
const HEADER = v.object({
  version: v.literal(1),
  path: v.string(),
  title: v.string(),
  settings: v.record(v.string(), v.unknown()),
  appends: v.boolean(),
});

export interface RecordingHeader {
  /** Of the document, absolute. */
  readonly path: string;
  readonly title: string;
  /** What the document is to say of how it is run. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** It is an existing document that the recording goes on from. */
  readonly appends: boolean;
}

/** A recording whose document was not written: howtrue was killed, or it could not be. */
export interface Unfinished extends RecordingHeader {
  readonly file: string;
  readonly began: Date;
  readonly items: readonly Item[];
}

/** Whose it is: of this process name space, the process's id and when it started, which no other ever has. */
const NAME = /^(\d+)-(\d+)-(\d*)-\w+\.jsonl$/;

/** Holds what is recorded until its document is written, line by line, so that whatever happens nothing is lost. */
export class RecordingFile {
  readonly path: string;
  readonly #header: string;
  #fd: number;

  /** @throws what the system says where it cannot be written */
  constructor(header: RecordingHeader, environment: Environment) {
    const folder = folderOf(environment);
    makeFolder(folder, 0o700);
    const owner = `${processNamespace()}-${process.pid}-${startTime(process.pid)}`;
    this.path = join(folder, `${owner}-${randomBytes(4).toString("hex")}.jsonl`);
    this.#fd = openSync(this.path, "wx", 0o600);
    this.#header = lineOf({ version: 1, ...header });
    this.#put(this.#header);
  }

  add(items: readonly Item[]): void {
    this.#put(items.map(lineOf).join(""));
  }

  /** All that it holds, in the place of what it held: that is nowhere any more, also where this cannot be written. */
  replace(items: readonly Item[]): void {
    const next = `${this.path}.new`;
    const old = this.#fd;
    try {
      this.#fd = openSync(next, "wx", 0o600);
      this.#put(this.#header + items.map(lineOf).join(""));
      renameSync(next, this.path);
    } catch (cause) {
      rmSync(this.path, { force: true });
      rmSync(next, { force: true });
      throw cause;
    } finally {
      if (this.#fd !== old) closeSync(old);
    }
  }

  /** It is needed no more. */
  remove(): void {
    closeSync(this.#fd);
    rmSync(this.path, { force: true });
  }

  #put(lines: string): void {
    writeFileSync(this.#fd, lines);
    fsyncSync(this.#fd);
  }
}

function lineOf(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

/** The recordings for a document that nobody goes on with, the last one first. */
export function unfinishedFor(path: string, environment: Environment): readonly Unfinished[] {
  const folder = folderOf(environment);
  const found = namesIn(folder)
    .filter(isLeft)
    .flatMap((name) => readRecording(join(folder, name)) ?? []);
  return found.filter((one) => one.path === path).toSorted((a, b) => b.began.getTime() - a.began.getTime());
}

export function forget({ file }: Unfinished): void {
  rmSync(file, { force: true });
}

function folderOf(environment: Environment): string {
  return join(stateDirectory(environment), "recordings");
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isLeft(name: string): boolean {
  const [, namespace, pid, start] = NAME.exec(name) ?? [];
  return namespace !== undefined && !(namespace === processNamespace() && startTime(Number(pid)) === start);
}

/** The last line may have been cut off. */
function readRecording(file: string): Unfinished | undefined {
  try {
    const [first = "", ...lines] = readFileSync(file, "utf8").split("\n");
    const header = v.safeParse(HEADER, JSON.parse(first));
    if (!header.success) return undefined;
    const items = lines.flatMap((line) => readItem(line) ?? []);
    const { version: _, ...rest } = header.output;
    return { ...rest, file, began: statSync(file).birthtime, items };
  } catch {
    return undefined;
  }
}

function readItem(line: string): Item | undefined {
  try {
    const item = v.safeParse(ITEM, JSON.parse(line));
    return item.success ? item.output : undefined;
  } catch {
    return undefined;
  }
}
