import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { ImageSettings } from "../../settings/settings.ts";

/** The guest's first process, the one file of ours that is part of an image. */
export const INIT: string = join(import.meta.dirname, "init");

/** What is laid over the image's files when its ready state is made: a change here does not build the image anew. */
const ROOTFS = join(import.meta.dirname, "rootfs");

/** Of these, the program that howtrue speaks with, in the guest. */
export const AGENT = "/usr/lib/howtrue/agent";

/** In every image, beside what Debian calls essential. */
const PACKAGES: readonly string[] = [
  ...["mount", "login", "passwd", "sudo", "kmod", "procps", "iproute2", "hostname", "less"],
  ...["e2fsprogs", "xfsprogs", "dosfstools", "parted", "fdisk", "lvm2", "mdadm", "rsync"],
  "linux-image-cloud-amd64",
];

/** All that decides what an image holds. */
export interface Recipe {
  readonly suite: string;
  readonly packages: readonly string[];
  /** Of the disk, in bytes. */
  readonly size: number;
}

export function recipeOf({ suite, packages, size }: ImageSettings): Recipe {
  return { suite, packages: [...new Set([...PACKAGES, ...packages])].toSorted(), size };
}

/** A name for all that the parts say. */
export function digest(...parts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${part.length}:${part}`);
  return hash.digest("hex").slice(0, 16);
}

/** The image's name in the cache: a digest of all that decides what it holds. */
export function imageName({ suite, packages, size }: Recipe): string {
  return digest("image 2", suite, packages.join(" "), String(size), readFileSync(INIT, "utf8"));
}

/** What of an image no recipe's extra packages decide: the base that all images of a suite are made from. */
export function baseOf({ suite }: Pick<Recipe, "suite">): { name: string; packages: readonly string[] } {
  const name = digest("base 1", suite, PACKAGES.join(" "), readFileSync(INIT, "utf8"));
  return { name: `${suite}-${name}`, packages: PACKAGES };
}

export interface OwnFile {
  /** In the guest. */
  readonly path: string;
  readonly text: string;
}

export function ownFiles(): OwnFile[] {
  return readdirSync(ROOTFS, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(ROOTFS, name)).isFile())
    .toSorted()
    .map((name) => ({ path: `/${name}`, text: readFileSync(join(ROOTFS, name), "utf8") }));
}
