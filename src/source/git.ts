import { execFile } from "node:child_process";
import { realpathSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { error, type Message } from "../message/message.ts";

const execute = promisify(execFile);

/**
 * The files, as absolute paths, that differ from those of a commit, untracked ones among them: from the last commit, or
 * from where this branch left `ref`.
 */
export async function changedFiles(ref: string | undefined): Promise<ReadonlySet<string> | Message> {
  try {
    const [top = ""] = await git(process.cwd(), "rev-parse", "--show-toplevel");
    const commit = ref === undefined ? "HEAD" : await commitOf(top, ref);
    const differ = await git(top, "diff", "--name-only", "--no-renames", "--no-ext-diff", "-z", commit, "--");
    const untracked = await git(top, "ls-files", "--others", "--exclude-standard", "-z");
    const real = realpathSync(top);
    return new Set([...differ, ...untracked].map((path) => join(real, path)));
  } catch (cause) {
    const { stderr, message } = cause as { stderr?: string; message: string };
    const what = `git does not tell what has changed: ${(stderr || message).trim().split("\n")[0]}`;
    return error({ path: "--changed" }, { code: "no-changes", what, hint: HINT, cause });
  }
}

const HINT =
  "it works in a git repository with a commit; in CI fetch the history, too (fetch-depth: 0); paths stand behind --: --changed -- docs";

/** Nothing that begins with a dash gets to git as an option. */
async function commitOf(top: string, ref: string): Promise<string> {
  const [commit = ""] = await git(top, "rev-parse", "--verify", "--end-of-options", `${ref}^{commit}`);
  const [base = ""] = await git(top, "merge-base", commit, "HEAD");
  return base;
}

/** What it prints, by lines or, with -z, by its own ends. */
async function git(folder: string, ...args: string[]): Promise<string[]> {
  const all = ["-C", folder, "-c", "core.fsmonitor=false", ...args];
  const { stdout } = await execute("git", all, { maxBuffer: 2 ** 28 });
  return stdout.split(args.includes("-z") ? "\0" : "\n").filter((part) => part !== "");
}
