import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { diskUsage, list } from "./cache.ts";
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

/** A manifest is written last and the folder is put in its place whole: where there is one, all is there. */
export function isBuilt(image: Image): boolean {
  return existsSync(join(image.directory, "manifest.json"));
}

export interface ListedImage extends Manifest {
  readonly name: string;
  /** On the disk. */
  readonly bytes: number;
  /** The saved states: `tcg-…`. */
  readonly states: readonly string[];
}

/** The images of a cache, the newest first. */
export function listImages(cache: string): ListedImage[] {
  const images = list(join(cache, "images")).flatMap((name) => {
    const image = imageIn(cache, name);
    const manifest = readManifest(image);
    const states = list(image.directory).filter((entry) => entry.startsWith("ready-"));
    return manifest === undefined ? [] : [{ ...manifest, name, bytes: diskUsage(image.directory), states }];
  });
  return images.toSorted((a, b) => b.built.localeCompare(a.built));
}

export function removeImage(cache: string, name: string): void {
  rmSync(imageIn(cache, name).directory, { recursive: true, force: true });
}

function readManifest(image: Image): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(join(image.directory, "manifest.json"), "utf8")) as Manifest;
  } catch {
    return undefined;
  }
}
