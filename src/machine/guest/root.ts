import { spawnSync } from "node:child_process";
import { createReadStream, createWriteStream, existsSync, renameSync, rmSync, symlinkSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { makeDirectory } from "./cache.ts";
import { type Depot, fetchPackages, isFull } from "./packages.ts";
import { type RunTool, runTool } from "./process.ts";
import { baseOf, type Recipe } from "./recipe.ts";

/** The depot, in the directory that mmdebstrap runs in: in its hooks blanks in a path would part it. */
const DEPOT = "depot";

/** What no howto in a guest needs: of some 600 MB, half. */
const EXCLUDED = ["man", "doc", "locale", "info", "i18n/locales"].map((name) => `/usr/share/${name}/*`);

export interface RootBuilding {
  /** In its directory there is `init`, and root.tar is made; what else is left there, the caller removes. */
  readonly run: RunTool & { readonly cwd: string };
  readonly depot: Depot;
  /** The folder of the bases. */
  readonly bases: string;
  readonly say: (what: string, fraction: number) => void;
}

/**
 * The root file system of a recipe, as root.tar: the base that its suite's images share, made once and kept, and on it
 * the packages that the recipe adds. The caller holds the lock of the suite.
 */
export async function makeRoot(recipe: Recipe, building: RootBuilding): Promise<void> {
  const { run, depot, bases, say } = building;
  await fetchPackages(depot, recipe.packages, { run, say: (what, fraction) => say(what, 0.1 * fraction) });
  symlinkSync(depot.directory, join(run.cwd, DEPOT));
  const base = baseOf(recipe);
  const kept = join(makeDirectory(bases), `${base.name}.tar.gz`);
  const more = recipe.packages.filter((name) => !base.packages.includes(name));
  try {
    if (!(await unpackBase(kept, building))) await makeBase(base.packages, kept, building);
    if (more.length > 0) await addPackages(more, building);
  } catch (cause) {
    // What came over the network was checked, what lies on the disk is not: the next build fetches it anew.
    if (!run.signal.aborted && !isFull(cause)) rmSync(depot.archives, { recursive: true, force: true });
    throw cause;
  }
}

/** Whether there is one that is as it was kept. */
async function unpackBase(kept: string, { run, say }: RootBuilding): Promise<boolean> {
  if (!existsSync(kept)) return false;
  say("unpacking what its suite's images share", 0.15);
  try {
    await pipeline(createReadStream(kept), createGunzip(), createWriteStream(join(run.cwd, "root.tar")));
  } catch (cause) {
    if (isFull(cause)) throw cause;
    say("what its suite's images share is damaged", 0.15);
    rmSync(kept);
    return false;
  }
  utimesSync(kept, new Date(), new Date());
  return true;
}

async function makeBase(packages: readonly string[], kept: string, building: RootBuilding): Promise<void> {
  const { run, say } = building;
  await bootstrap(packages, building);
  say("keeping it for the next image", 0.75);
  const unfinished = join(run.cwd, "base.tar.gz");
  await pipeline(createReadStream(join(run.cwd, "root.tar")), createGzip({ level: 1 }), createWriteStream(unfinished));
  renameSync(unfinished, kept);
}

/** Lists and packages come from the depot; what should be missing there, from the network. */
const WITH_DEPOT = [
  ...["--verbose", "--mode=auto", "--skip=update,check/signed-by"],
  '--setup-hook=mkdir -p "$1"/var/lib/apt/lists "$1"/var/cache/apt/archives',
  `--setup-hook=sync-in ${DEPOT}/lists /var/lib/apt/lists`,
  `--setup-hook=sync-in ${DEPOT}/archives /var/cache/apt/archives`,
  ...EXCLUDED.map((path) => `--dpkgopt=path-exclude=${path}`),
];

/** mmdebstrap's own lines tell how far it is: each package is unpacked and set up. */
async function bootstrap(packages: readonly string[], { run, depot, say }: RootBuilding): Promise<void> {
  let total = 0;
  let done = 0;
  let what = "unpacking what every Debian has";
  const onLine = (line: string): void => {
    total += Number(/(\d+) newly installed/.exec(line)?.[1] ?? 0);
    if (/^(Unpacking|Setting up) /.test(line)) done++;
    else if (line.startsWith("I: installing")) what = "installing packages";
    else if (line.startsWith("I: creating tarball")) what = "packing the file system";
    const all = 2 * Math.max(total, EXPECTED);
    const count = what === "installing packages" ? ` (${done} of ${all} steps)` : "";
    say(what + count, 0.1 + 0.65 * Math.min(done / all, 1));
  };
  const hooks = [
    'install -D -o 0 -g 0 -m 755 init "$1"/usr/lib/howtrue/init',
    'chroot "$1" useradd --create-home --shell /bin/bash reader',
  ];
  const args = [`--include=${packages.join(",")}`, ...hooks.map((hook) => `--customize-hook=${hook}`)];
  const make = [...WITH_DEPOT, "--variant=apt", ...args, depot.suite, "root.tar", depot.sources.join("\n")];
  await mmdebstrap(make, { ...run, onLine });
}

/** Packages in an image without extra ones, some: the second of two counts comes late. */
const EXPECTED = 150;

/** A second pass over root.tar: 15 s, where all anew takes 50. */
async function addPackages(packages: readonly string[], { run, depot, say }: RootBuilding): Promise<void> {
  say("adding its own packages", 0.8);
  // An ordinary user's mmdebstrap cannot unpack devices, and makes them anew.
  await runTool("tar", ["--delete", "--file=root.tar", "--wildcards", "./dev/*"], run);
  // Names are letters, digits and +-. (settings/schema.ts): nothing in them is for a shell.
  const install = `chroot "$1" apt-get install --yes --no-install-recommends ${packages.join(" ")}`;
  const args = ["--variant=custom", "--setup-hook=tar-in root.tar /", ...WITH_DEPOT, `--customize-hook=${install}`];
  await mmdebstrap([...args, depot.suite, "more.tar", depot.sources.join("\n")], run);
  renameSync(join(run.cwd, "more.tar"), join(run.cwd, "root.tar"));
}

/**
 * Root's mmdebstrap mounts what it needs, and a killed one leaves that, its processes and its files behind. In name spaces
 * of its own the first two end with it; the files are below its directory, which is swept. That of an ordinary user works
 * in name spaces anyway; others' ids cannot come to that user's cache, so its files are in the temporary directory.
 */
async function mmdebstrap(args: readonly string[], run: RootBuilding["run"]): Promise<void> {
  const apart = ["--mount-proc", "--mount", "--pid", "--fork", "--kill-child"];
  const { status } = spawnSync("unshare", [...apart, "true"], { env: { PATH: run.path } });
  if (process.getuid?.() !== 0 || status !== 0) return runTool("mmdebstrap", args, run);
  const TMPDIR = makeDirectory(join(run.cwd, "tmp"));
  await runTool("unshare", [...apart, "mmdebstrap", ...args], {
    ...run,
    env: { ...run.env, TMPDIR },
    stopBy: "SIGKILL",
  });
  rmSync(TMPDIR, { recursive: true });
}
