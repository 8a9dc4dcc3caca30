/**
 * A corpus of real reStructuredText: the documentation of Debian packages, unpacked into a cache and never into the
 * system.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

const PACKAGES = [
  "buildbot-doc",
  "cinder-doc",
  "cmake-doc",
  "docutils-doc",
  "ironic-doc",
  "linux-doc-6.1",
  "llvm-14-doc",
  "neutron-doc",
  "nova-doc",
  "python-celery-doc",
  "python-django-doc",
  "python-sqlalchemy-doc",
  "python3.11-doc",
  "sphinx-doc",
];

export interface Fetched {
  /** Each different file once. */
  readonly files: readonly string[];
  /** Names and versions of the packages that they come from. */
  readonly packages: readonly string[];
}

/** Fetches what is not in the cache yet. */
export function fetchCorpus(cache: string): Fetched {
  const files = join(cache, "rst");
  mkdirSync(files, { recursive: true });
  for (const name of PACKAGES) {
    const folder = join(files, name);
    if (existsSync(folder)) continue;
    const tree = join(cache, "tree", name);
    if (!unpack(name, cache, tree)) continue;
    collect(tree, folder);
    rmSync(tree, { recursive: true, force: true });
  }
  const debs = readdirSync(join(cache, "debs")).filter((deb) => PACKAGES.some((name) => deb.startsWith(`${name}_`)));
  return { files: unique(listFiles(files)), packages: debs.map(nameAndVersion).toSorted() };
}

function nameAndVersion(deb: string): string {
  const [name, version] = decodeURIComponent(deb).split("_");
  return `${name} ${version}`;
}

/** Unpacks a Debian package into a folder; false where it cannot be fetched. */
export function unpack(name: string, cache: string, tree: string): boolean {
  const debs = join(cache, "debs");
  mkdirSync(debs, { recursive: true });
  mkdirSync(tree, { recursive: true });
  const find = (): string | undefined => readdirSync(debs).find((deb) => deb.startsWith(`${name}_`));
  if (find() === undefined) spawnSync("apt-get", ["download", "-q", name], { cwd: debs, stdio: "ignore" });
  const deb = find();
  if (deb === undefined) process.stderr.write(`${name}: apt-get cannot fetch it; left out\n`);
  return deb !== undefined && spawnSync("dpkg-deb", ["-x", join(debs, deb), tree]).status === 0;
}

/** Copies what is reStructuredText by its name, uncompressed, into one folder. */
function collect(tree: string, folder: string): void {
  const half = `${folder}.part`;
  mkdirSync(half, { recursive: true });
  for (const path of listFiles(tree)) {
    if (!/\.rst(\.txt)?(\.gz)?$|\/_sources\/.*(?<!\.md)\.txt(\.gz)?$/.test(path)) continue;
    const bytes = readFileSync(path);
    const name = path.slice(tree.length + 1).replaceAll("/", "__");
    if (path.endsWith(".gz")) writeFileSync(join(half, name.slice(0, -3)), gunzipSync(bytes));
    else writeFileSync(join(half, name), bytes);
  }
  renameSync(half, folder);
}

export function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

/** Each different file once. */
export function unique(files: readonly string[]): string[] {
  const byContent = new Map<string, string>();
  for (const file of files) {
    const digest = createHash("sha256").update(readFileSync(file)).digest("hex");
    if (!byContent.has(digest)) byContent.set(digest, file);
  }
  return [...byContent.values()];
}
