import { rmSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { diskUsage, list } from "./cache.ts";
import { isWhole, readManifest } from "./manifest.ts";
import type { Recipe } from "./recipe.ts";

/** An image in the cache, built or to be built. Beside it, in folders of their own, its saved ready states. */
export interface Image {
  readonly name: string;
  readonly directory: string;
  readonly kernel: string;
  readonly initrd: string;
  /** The disk as it was built; ready states and runs write to overlays of it. */
  readonly base: string;
}

export interface Manifest extends Recipe {
  readonly built: string;
}

export function imageIn(cache: string, name: string): Image {
  const directory = join(cache, "images", name);
  const file = (part: string): string => join(directory, part);
  return { name, directory, kernel: file("vmlinuz"), initrd: file("initrd.img"), base: file("base.qcow2") };
}

export const IMAGE_FILES: readonly string[] = ["vmlinuz", "initrd.img", "base.qcow2"];

/** All is there, as it was built. */
export function isBuilt(image: Image): boolean {
  return isWhole(image.directory, IMAGE_FILES);
}

/** When an image or a ready state was last used is the time of its manifest. */
export function noteUse(directory: string): void {
  try {
    utimesSync(join(directory, "manifest.json"), new Date(), new Date());
  } catch {
    // Somebody removes it at this moment: then there is nothing to note.
  }
}

export interface ListedImage extends Manifest {
  readonly name: string;
  /** When a run last used it. */
  readonly used: Date;
  /** On the disk, with its ready states. */
  readonly bytes: number;
  /** The saved states: `tcg-…`. */
  readonly states: readonly string[];
}

/** The images of a cache, the newest first. */
export function listImages(cache: string): ListedImage[] {
  const images = list(join(cache, "images")).flatMap((name) => {
    const { directory } = imageIn(cache, name);
    const manifest = readManifest(directory) as Manifest | undefined;
    if (typeof manifest?.built !== "string") return [];
    const states = list(directory).filter((entry) => entry.startsWith("ready-"));
    return [{ ...manifest, name, used: lastUse(directory), bytes: diskUsage(directory), states }];
  });
  return images.toSorted((a, b) => b.built.localeCompare(a.built));
}

/** Of what has a manifest; the beginning of time where there is none. */
export function lastUse(directory: string): Date {
  return statSync(join(directory, "manifest.json"), { throwIfNoEntry: false })?.mtime ?? new Date(0);
}

export function removeImage(cache: string, name: string): void {
  rmSync(imageIn(cache, name).directory, { recursive: true, force: true });
}
