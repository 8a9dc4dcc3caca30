/**
 * Runs a program of ours, and whatever it runs, away from this machine: in bubblewrap, without network, with a home
 * directory, /tmp and /run of its own, and all the rest read-only.
 */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

/** Exists in there only. */
const MARK = "/run/howtrue-protected";
const REPOSITORY = resolve(import.meta.dirname, "../..");

export function isProtected(): boolean {
  return existsSync(MARK);
}

/**
 * Runs a TypeScript file of this repository.
 * @param folders may be written to, at their own paths: what is written there goes to copies, which are thrown away
 * @returns what it printed, and its status; undefined where bubblewrap is missing or does not work here
 */
export function runProtected(
  file: string,
  args: readonly string[],
  folders: readonly string[],
): { stdout: string; status: number } | undefined {
  if (spawnSync("bwrap", [...WALLS, "true"], { stdio: "ignore" }).status !== 0) return undefined;
  const copies = mkdtempSync(join(tmpdir(), "howtrue-copies-"));
  try {
    const writable = folders.flatMap((folder, i) => {
      const copy = join(copies, String(i));
      cpSync(folder, copy, { recursive: true, verbatimSymlinks: true });
      return ["--bind", copy, resolve(folder)];
    });
    const command = [process.execPath, "--import", "tsx", file, ...args];
    const run = spawnSync("bwrap", [...WALLS, ...writable, "--chdir", REPOSITORY, ...command], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
      maxBuffer: 2 ** 28,
    });
    return { stdout: run.stdout, status: run.status ?? 2 };
  } finally {
    rmSync(copies, { recursive: true, force: true });
  }
}

/** The repository and Node may stand in the home directory: they are put back, read-only. */
const WALLS: readonly string[] = [
  ...["--unshare-all", "--unshare-user", "--cap-drop", "ALL", "--die-with-parent", "--new-session"],
  ...["--clearenv", "--setenv", "PATH", process.env["PATH"] ?? "/usr/bin:/bin", "--setenv", "HOME", homedir()],
  ...["--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"],
  ...["/tmp", "/var/tmp", "/run", homedir()].flatMap((folder) => ["--tmpfs", folder]),
  ...[REPOSITORY, dirname(dirname(process.execPath))].flatMap((folder) => ["--ro-bind", folder, folder]),
  ...["--dir", MARK],
];
