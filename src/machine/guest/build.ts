import { closeSync, copyFileSync, openSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { MachineError, type Progress } from "../machine.ts";
import { makeDirectory, ownName, takeLock } from "./cache.ts";
import { type Image, IMAGE_FILES } from "./image.ts";
import { writeManifest } from "./manifest.ts";
import { depotIn } from "./packages.ts";
import { type RunTool, runTool } from "./process.ts";
import { INIT, type Recipe } from "./recipe.ts";
import { makeRoot } from "./root.ts";

const BLOCK = 4_096;
/** One for each 32 kB of disk: genext2fs does not choose by itself. */
const BYTES_PER_INODE = 32_768;

export interface Building {
  readonly cache: string;
  readonly path: string;
  /** What tools get of the user's environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
}

/**
 * Builds an image from Debian packages: root file system, kernel, and a disk that holds them, without being root.
 * @throws {MachineError} if a tool fails; what was downloaded stays for the next time, nothing else is left behind
 */
export async function buildImage(recipe: Recipe, image: Image, building: Building): Promise<void> {
  const directory = makeDirectory(join(image.directory, "..", ownName(image.name)));
  const { cache, path, env, signal } = building;
  const run = { path, env, signal, cwd: directory };
  const say = (what: string, fraction: number): void =>
    building.progress({ what: `building the guest's image (${recipe.suite}, once): ${what}`, fraction });
  try {
    copyFileSync(INIT, join(directory, "init"));
    await makeSharedRoot(recipe, cache, { run, say: (what, fraction) => say(what, 0.88 * fraction) });
    say("taking out the kernel", 0.88);
    await extract(run, "./boot/vmlinuz-*", "vmlinuz");
    await extract(run, "./boot/initrd.img-*", "initrd.img");
    say("making its disk", 0.92);
    const size = ["-b", `${Math.floor(recipe.size / BLOCK)}`, "-N", `${Math.floor(recipe.size / BYTES_PER_INODE)}`];
    await runTool("genext2fs", ["-B", `${BLOCK}`, ...size, "-a", "root.tar", "root.ext2"], run);
    rmSync(join(directory, "root.tar"));
    say("making its disk", 0.96);
    await runTool("qemu-img", ["convert", "-O", "qcow2", "root.ext2", "base.qcow2"], run);
    for (const name of readdirSync(directory)) if (!IMAGE_FILES.includes(name)) rmSync(join(directory, name));
    writeManifest(directory, { ...recipe, built: new Date() }, IMAGE_FILES);
    renameSync(directory, image.directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Packages and base are a suite's, not an image's: one build at a time works with them. */
async function makeSharedRoot(
  recipe: Recipe,
  cache: string,
  { run, say }: { run: RunTool & { readonly cwd: string }; say: (what: string, fraction: number) => void },
): Promise<void> {
  const depot = depotIn(cache, recipe.suite);
  makeDirectory(join(cache, "apt"));
  const lock = await takeLock(`${depot.directory}.lock`, run.signal, (pid) =>
    say(`waiting for process ${pid}, which builds another of this suite`, 0),
  );
  try {
    await makeRoot(recipe, { run, depot, bases: join(cache, "bases"), say });
  } finally {
    lock.release();
  }
}

async function extract(run: RunTool, member: string, name: string): Promise<void> {
  const path = join(run.cwd ?? ".", name);
  const output = openSync(path, "w");
  try {
    await runTool("tar", ["-xOf", "root.tar", "--wildcards", member], { ...run, output });
  } finally {
    closeSync(output);
  }
  if (statSync(path).size === 0)
    throw new MachineError("build-failed", `there is no ${member} in the root file system`);
}
