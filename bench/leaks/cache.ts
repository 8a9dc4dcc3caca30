import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inspectHost } from "../../src/machine/guest/accelerator.ts";
import { cacheDirectory } from "../../src/machine/guest/cache.ts";
import { imageIn } from "../../src/machine/guest/image.ts";
import { readyStateOf } from "../../src/machine/guest/ready.ts";
import { imageName, recipeOf } from "../../src/machine/guest/recipe.ts";
import { DEFAULTS } from "../../src/settings/settings.ts";

/** The image that documents run in, with its ready state, where they are; else the first run makes them. */
export function copyCache(environment: NodeJS.ProcessEnv, to: string): void {
  const cache = cacheDirectory(environment);
  const image = imageIn(cache, imageName(recipeOf(DEFAULTS.image)));
  const copy = join(to, "howtrue/images", image.name);
  mkdirSync(copy, { recursive: true });
  if (!existsSync(image.directory)) return;
  const ready = readyStateOf(image, inspectHost(cache, environment["PATH"] ?? ""), DEFAULTS.image.memory);
  const files = readdirSync(image.directory).filter((name) => !name.startsWith("ready-") && !/^\d+-/.test(name));
  const all = [...files.map((name) => join(image.directory, name)), ready.directory];
  execFileSync("cp", ["--archive", "--sparse=always", ...all.filter((path) => existsSync(path)), copy]);
}

/** Of each file of the images. */
export function digestsOf(cache: string): string[] {
  const entries = readdirSync(join(cache, "howtrue/images"), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return entries.map(({ parentPath, name }) => {
    const path = join(parentPath, name);
    return `${path} ${createHash("sha256").update(readFileSync(path)).digest("hex")}`;
  });
}
