import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { posixWord } from "../terminal/quote.ts";

/**
 * What stays on a machine when everything that a document started has ended: two pictures of it, and their difference.
 * Read from /sys and /proc alone, in about a millisecond; where there is none of them there is nothing to see.
 */

/** Something that somebody has to take away. */
export interface Thing {
  readonly kind: "mount" | "volume-group" | "mapping" | "loop" | "namespace";
  readonly name: string;
  /** What tells it from another of this name: what is mounted, the file behind a loop device. */
  readonly of: string;
}

export type Picture = readonly Thing[];

/** What there is now, in the order in which it can be taken away. */
export function takePicture(root = "/"): Picture {
  const at = (path: string): string => join(root, path);
  return [
    ...mounts(read(at("proc/self/mountinfo"))),
    ...mapped(at("sys/class/block")),
    ...loops(at("sys/block")),
    ...list(at("run/netns")).map((name): Thing => ({ kind: "namespace", name, of: "" })),
  ];
}

/** What is in one picture and was not in the other. */
export function newSince(before: Picture, after: Picture): Thing[] {
  const known = new Set(before.map(keyOf));
  return after.filter((thing) => !known.has(keyOf(thing)));
}

function keyOf({ kind, name, of }: Thing): string {
  return [kind, name, of].join("\0");
}

/** In words, and what to do about it; undefined where there is nothing. */
export function explainLeft(things: readonly Thing[]): { what: string; hint: string } | undefined {
  if (things.length === 0) return undefined;
  const { names, hint } = inWords(things);
  return {
    what: `since this document began there is on this machine: ${names}`,
    hint: `${hint}\nand let cleanup steps of the document do so`,
  };
}

/** What they are, and how to take them away. */
export function inWords(things: readonly Thing[]): { names: string; hint: string } {
  const names = things.map(({ kind, name, of }) => `${WORDS[kind]} ${name}${of === "" ? "" : ` (${of})`}`);
  const commands = things.map((thing) => `${UNDO[thing.kind].join(" ")} ${shellWord(thing.name)}`);
  const it = things.length === 1 ? "it" : "them";
  return { names: names.join(", "), hint: `take ${it} away: ${commands.join("; ")}` };
}

/** Takes away what it can; what is in use stays. */
export function takeAway(things: readonly Thing[], path: string): void {
  for (const { kind, name } of things) {
    const [program, ...args] = UNDO[kind];
    spawnSync(program, [...args, name], { env: { PATH: `${path}:/usr/sbin:/sbin` }, stdio: "ignore", timeout: 10_000 });
  }
}

/** What is mounted in a directory or on it, and the loop devices whose files are there. */
export function thingsBelow(directory: string, picture: Picture): Thing[] {
  const inside = (path: string): boolean => `${path}/`.startsWith(`${directory}/`);
  return picture.filter(({ kind, name, of }) => (kind === "mount" && inside(name)) || (kind === "loop" && inside(of)));
}

const WORDS: Readonly<Record<Thing["kind"], string>> = {
  mount: "the mount",
  "volume-group": "the volume group",
  mapping: "the device mapping",
  loop: "the loop device",
  namespace: "the network namespace",
};

const UNDO: Readonly<Record<Thing["kind"], readonly [string, ...string[]]>> = {
  mount: ["umount"],
  "volume-group": ["vgchange", "-an"],
  mapping: ["dmsetup", "remove"],
  loop: ["losetup", "-d"],
  namespace: ["ip", "netns", "delete"],
};

function shellWord(text: string): string {
  return /^[\w./:@%+-]+$/.test(text) ? text : posixWord(text);
}

/** proc(5), /proc/PID/mountinfo: the mount point is field 5, the source the second behind the lone `-`. The last first. */
function mounts(text: string): Thing[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line): Thing => {
      const fields = line.split(" ");
      const source = fields[fields.indexOf("-", 6) + 2] ?? "";
      return { kind: "mount", name: unescape(fields[4] ?? ""), of: unescape(source) };
    })
    .toReversed();
}

/** The kernel writes blanks, tabs, line feeds and backslashes as octal numbers. */
function unescape(text: string): string {
  return text.replaceAll(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}

/** Of LVM's mappings the volume groups: a name is `group-volume`, with `--` for each `-` within either. */
function mapped(folder: string): Thing[] {
  const things = new Map<string, Thing>();
  for (const device of list(folder).filter((name) => name.startsWith("dm-"))) {
    const name = read(join(folder, device, "dm/name")).trim();
    const [, group] = /^((?:[^-]|--)+)-(?!-)/.exec(name) ?? [];
    const isVolume = read(join(folder, device, "dm/uuid")).startsWith("LVM-") && group !== undefined;
    const thing: Thing = isVolume
      ? { kind: "volume-group", name: group.replaceAll("--", "-"), of: "" }
      : { kind: "mapping", name, of: "" };
    if (name !== "") things.set(keyOf(thing), thing);
  }
  return [...things.values()];
}

function loops(folder: string): Thing[] {
  return list(folder)
    .filter((name) => name.startsWith("loop") && existsSync(join(folder, name, "loop"))) // of most there is no more
    .map((name): Thing => {
      return { kind: "loop", name: `/dev/${name}`, of: read(join(folder, name, "loop/backing_file")).trim() };
    })
    .filter(({ of }) => of !== "");
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** What is not there is not tried to be read: an error takes longer than all the rest. */
function list(folder: string): string[] {
  try {
    return existsSync(folder) ? readdirSync(folder) : [];
  } catch {
    return [];
  }
}
