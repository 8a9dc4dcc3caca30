import { closeSync, copyFileSync, openSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Progress } from "../machine.ts";
import { ownName, makeDirectory } from "./cache.ts";
import type { Image } from "./image.ts";
import { INIT, type Recipe } from "./recipe.ts";
import { type RunTool, runTool } from "./process.ts";

const BLOCK = 4_096;
/** One for each 32 kB of disk: genext2fs does not choose by itself. */
const BYTES_PER_INODE = 32_768;

/** What no howto in a guest needs: of some 600 MB, half. */
const EXCLUDED = ["man", "doc", "locale", "info", "i18n/locales"].map((name) => `/usr/share/${name}/*`);

export interface Building {
  readonly path: string;
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
}

/**
 * Builds an image from Debian packages: root file system, kernel, and a disk that holds them, without being root.
 * @throws {MachineError} if a tool fails; nothing is left behind then
 */
export async function buildImage(recipe: Recipe, image: Image, building: Building): Promise<void> {
  const directory = makeDirectory(join(image.directory, "..", ownName(image.name)));
  const run: RunTool = { path: building.path, signal: building.signal, cwd: directory };
  const say = (what: string, fraction: number): void =>
    building.progress({ what: `building the guest's image (${recipe.suite}, once): ${what}`, fraction });
  try {
    copyFileSync(INIT, join(directory, "init"));
    await bootstrap(recipe, run, (what, fraction) => say(what, 0.02 + 0.86 * fraction));
    say("taking out the kernel", 0.88);
    await extract(run, "./boot/vmlinuz-*", "vmlinuz");
    await extract(run, "./boot/initrd.img-*", "initrd.img");
    say("making its disk", 0.92);
    const size = ["-b", `${Math.floor(recipe.size / BLOCK)}`, "-N", `${Math.floor(recipe.size / BYTES_PER_INODE)}`];
    await runTool("genext2fs", ["-B", `${BLOCK}`, ...size, "-a", "root.tar", "root.ext2"], run);
    say("making its disk", 0.96);
    await runTool("qemu-img", ["convert", "-O", "qcow2", "root.ext2", "base.qcow2"], run);
    for (const name of ["init", "root.tar", "root.ext2"]) rmSync(join(directory, name));
    writeFileSync(join(directory, "manifest.json"), `${JSON.stringify({ ...recipe, built: new Date() }, null, 2)}\n`);
    renameSync(directory, image.directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The root file system, as root.tar. mmdebstrap's own lines tell how far it is: each package is unpacked and set up. */
async function bootstrap(recipe: Recipe, run: RunTool, say: (what: string, fraction: number) => void): Promise<void> {
  let total = 0;
  let done = 0;
  let what = "fetching the lists of packages";
  const onLine = (line: string): void => {
    total += Number(/(\d+) newly installed/.exec(line)?.[1] ?? 0);
    if (/^(Unpacking|Setting up) /.test(line)) done++;
    if (line.startsWith("I: downloading")) what = "downloading packages";
    else if (line.startsWith("I: installing")) what = "installing packages";
    else if (line.startsWith("I: creating tarball")) what = "packing the file system";
    const count = what === "installing packages" ? ` (${done} of ${2 * Math.max(total, EXPECTED)} steps)` : "";
    say(what + count, Math.min(done / (2 * Math.max(total, EXPECTED)), 1));
  };
  const hooks = [
    'install -D -o 0 -g 0 -m 755 init "$1"/usr/lib/howtrue/init',
    'chroot "$1" useradd --create-home --shell /bin/bash reader',
  ];
  const args = [
    ...["--verbose", "--mode=auto", "--variant=apt", `--include=${recipe.packages.join(",")}`],
    ...EXCLUDED.map((path) => `--dpkgopt=path-exclude=${path}`),
    ...hooks.map((hook) => `--customize-hook=${hook}`),
    ...[recipe.suite, "root.tar"],
  ];
  await runTool("mmdebstrap", args, { ...run, onLine });
}

/** Packages in an image without extra ones, some: the second of two counts comes late. */
const EXPECTED = 150;

async function extract(run: RunTool, member: string, name: string): Promise<void> {
  const path = join(run.cwd ?? ".", name);
  const output = openSync(path, "w");
  try {
    await runTool("tar", ["-xOf", "root.tar", "--wildcards", member], { ...run, output });
  } finally {
    closeSync(output);
  }
  if (statSync(path).size === 0) throw new Error(`there is no ${member} in the root file system`);
}
