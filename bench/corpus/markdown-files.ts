/** A corpus of real Markdown: the documentation of Debian and npm packages, unpacked into a cache. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { type Fetched, listFiles, unique, unpack } from "./packages.ts";

const DEBIAN = ["ansible-lint", "docker-doc", "lxd", "nodejs-doc"];

const NPM = [
  "aws-cdk-lib@2.276.0",
  "eslint-plugin-import@2.32.0",
  "eslint-plugin-jest@29.17.0",
  "fastify@5.12.8",
  "markdownlint@0.40.0",
  "npm@11.21.2",
  "stylelint@15.11.0",
];

/** Fetches what is not in the cache yet; what is installed here belongs to it too. */
export function fetchMarkdown(cache: string): Fetched {
  const folder = join(cache, "markdown");
  mkdirSync(folder, { recursive: true });
  for (const name of [...DEBIAN, ...NPM]) {
    const target = join(folder, name);
    if (existsSync(target)) continue;
    const tree = join(cache, "tree", name);
    const done = DEBIAN.includes(name) ? unpack(name, cache, tree) : unpackNpm(name, cache, tree);
    if (done) collect(tree, target);
    rmSync(tree, { recursive: true, force: true });
  }
  const own = listFiles(resolve(import.meta.dirname, "../../node_modules")).filter((path) => /\.mdx?$/.test(path));
  const debs = readdirSync(join(cache, "debs")).filter((deb) => DEBIAN.some((name) => deb.startsWith(`${name}_`)));
  const versions = debs.map((deb) => decodeURIComponent(deb).split("_").slice(0, 2).join(" "));
  return {
    files: unique([...listFiles(folder), ...own]),
    packages: [...versions, ...NPM, "this project's node_modules"],
  };
}

function unpackNpm(name: string, cache: string, tree: string): boolean {
  const archives = join(cache, "npm");
  mkdirSync(archives, { recursive: true });
  mkdirSync(tree, { recursive: true });
  const { stdout } = spawnSync("npm", ["pack", "--silent", name], { cwd: archives, encoding: "utf8" });
  const archive = stdout.trim().split("\n").at(-1) ?? "";
  if (archive === "") process.stderr.write(`${name}: npm cannot fetch it; left out\n`);
  return archive !== "" && spawnSync("tar", ["xzf", join(archives, archive), "-C", tree]).status === 0;
}

function collect(tree: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const path of listFiles(tree)) {
    if (!/\.mdx?(\.gz)?$/.test(path)) continue;
    const name = path.slice(tree.length + 1).replaceAll("/", "__");
    const bytes = readFileSync(path);
    if (path.endsWith(".gz")) writeFileSync(join(folder, name.slice(0, -3)), gunzipSync(bytes));
    else writeFileSync(join(folder, name), bytes);
  }
}
