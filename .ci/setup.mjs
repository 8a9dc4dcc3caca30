// Makes a fresh clone ready, says what it installs, and skips what is there: programs from Debian's packages, npm
// packages, the build, with --image the guest's image, and with --browser what the tests look at pages with. Needs Node
// and nothing else, so it is plain JavaScript.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

const root = join(import.meta.dirname, "..");
const asRoot = process.getuid?.() === 0;

/** Programs, and the Debian packages that have them. */
const PROGRAMS = {
  python3: "python3",
  make: "make",
  "g++": "g++",
  "qemu-system-x86_64": "qemu-system-x86",
  "qemu-img": "qemu-utils",
  mmdebstrap: "mmdebstrap",
  genext2fs: "genext2fs",
  bwrap: "bubblewrap",
  ...(asRoot ? {} : { newuidmap: "uidmap" }),
  ...(process.argv.includes("--browser") ? { chromium: "chromium" } : {}),
};
const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

function say(text) {
  process.stderr.write(`setup: ${text}\n`);
}

function run(program, args, env = process.env) {
  const { status, error } = spawnSync(program, args, { cwd: root, env, stdio: ["inherit", 2, 2] });
  if (status === 0) return;
  say(`${program} ${args.join(" ")} failed${error ? `: ${error.message}` : ""}`);
  process.exit(2);
}

function isOnPath(program) {
  return [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/sbin"].some((directory) => {
    try {
      accessSync(join(directory, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  say(`howtrue needs Node 20.19 or newer; this is ${process.versions.node}`);
  process.exit(2);
}

function installPrograms() {
  const missing = Object.entries(PROGRAMS).filter(([program]) => !isOnPath(program));
  const packages = missing.map(([, name]) => name);
  if (!existsSync(KEYRING)) packages.push("debian-archive-keyring");
  if (packages.length === 0) return;
  const command = ["apt-get", "install", "--yes", "--no-install-recommends", ...packages];
  if (!isOnPath("apt-get")) {
    say(`this machine lacks ${packages.join(", ")} (names of Debian's packages), and has no apt-get to install them`);
    process.exit(2);
  }
  say(`installing Debian packages: ${packages.join(" ")}`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const line of [["apt-get", "update", "--quiet"], command]) {
    if (asRoot) run(line[0], line.slice(1), env);
    else run("sudo", line);
  }
}

/** A file in node_modules or dist that remembers what it was made from. */
function isMadeFrom(stamp, digest) {
  return existsSync(stamp) && readFileSync(stamp, "utf8") === digest;
}

function digestOf(files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

function filesBelow(folder) {
  return readdirSync(join(root, folder), { recursive: true })
    .map((name) => join(folder, name))
    .filter((file) => statSync(join(root, file)).isFile())
    .sort();
}

function installPackages() {
  const stamp = join(root, "node_modules/.made-from");
  const digest = `${process.versions.modules} ${digestOf(["package.json", "package-lock.json"])}`;
  if (isMadeFrom(stamp, digest)) return;
  say("installing npm packages: npm ci");
  run("npm", ["ci", "--no-audit", "--no-fund"]);
  writeFileSync(stamp, digest);
}

function build() {
  const stamp = join(root, "dist/.made-from");
  const digest = digestOf([
    ...filesBelow("src"),
    "package.json",
    "tsconfig.json",
    "tsconfig.build.json",
    ".ci/build.mjs",
  ]);
  if (isMadeFrom(stamp, digest)) return;
  say("building dist/");
  run(process.execPath, [join(root, ".ci/build.mjs")]);
  writeFileSync(stamp, digest);
}

checkNode();
installPrograms();
installPackages();
build();
if (process.argv.includes("--image")) run(process.execPath, [join(root, "dist/cli.js"), "image", "build"]);
