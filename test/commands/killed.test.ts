import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { cacheDirectory } from "../../src/machine/guest/cache.ts";
import { imageIn } from "../../src/machine/guest/image.ts";
import { imageName, recipeOf } from "../../src/machine/guest/recipe.ts";
import { DEFAULTS } from "../../src/settings/settings.ts";
import { folder, howtrue } from "./howtrue.ts";

/** Name spaces in which there is no process but those of a test; the user stays who they are. */
const APART = [
  ...["unshare", ...(process.getuid?.() === 0 ? [] : ["--user", "--map-current-user"])],
  ...["--pid", "--fork", "--mount-proc", "--kill-child"],
];

/**
 * Kills howtrue so long after its sandbox begins to be, and tells what is left; gives up after ten seconds. The shell is the
 * first process, to which orphans come: what has ended is gone when it has asked for it.
 */
const KILL_AND_LOOK = `
"$@" <"$DOCUMENT" >/dev/null 2>&1 & howtrue=$!
until grep -q bwrap /proc/[0-9]*/comm 2>/dev/null; do :; done
sleep "$AFTER"
kill -9 $howtrue
wait $howtrue
for i in $(seq 200); do
  left=$(grep -l . /proc/[0-9]*/cmdline 2>/dev/null | grep -v "^/proc/1/")
  for one in $left; do tr '\\0' ' ' <$one; echo; done 2>/dev/null | grep -E 'bwrap|agent|bash|sleep 1000' >"$LEFT" || exit 0
  sleep 0.05
done
cat "$LEFT"; exit 1
`;

if (spawnSync(APART[0]!, [...APART.slice(1), "true"]).status === 0) {
  test("howtrue that is killed takes its sandbox with it, also one that is just beginning", () => {
    const input = "```console\n$ (setsid sleep 1000 &)\n$ nohup sleep 1000 & true\n...\n$ sleep 1000\n```\n";
    const { path, remove } = folder({ "document.md": input });
    const cli = [
      process.execPath,
      resolve(import.meta.dirname, "../../dist/cli.js"),
      "verify",
      "--format",
      "markdown",
      "-",
    ];
    for (const AFTER of ["0", "0.002", "0.005", "0.01", "0.02", "0.05", "0.1", "0.4"]) {
      const env = { ...process.env, AFTER, DOCUMENT: join(path, "document.md"), LEFT: join(path, "left") };
      const [program = "", ...args] = [...APART, "bash", "-c", KILL_AND_LOOK, "bash", ...cli];
      const { status, stdout, stderr } = spawnSync(program, args, { env, encoding: "utf8" });
      assert.equal([status, stdout, stderr.replaceAll(/.*Killed.*\n/g, "")], [0, "", ""], `after ${AFTER} s`);
    }
    remove();
  });
}

const DOCUMENT = "```console\n# true\n```\n";
const TELLS = 'case "$*" in --version) exec /usr/bin/qemu-system-x86_64 --version;; esac;';
const QEMU: readonly { when: string; script: string; saved: boolean; message: string }[] = [
  {
    when: "while it is asked what it can do: nothing is made for one that is not known",
    script: "kill -9 $$",
    saved: true,
    message:
      "-: error: QEMU does not say what it can do [qemu-failed]\n  qemu-system-x86_64 --version should say at least which version it is\n",
  },
  {
    when: "while it is restored: its state is not at fault, and stays",
    script: `${TELLS} kill -9 $$`,
    saved: true,
    message: "-: error: QEMU does not start: it ended with SIGKILL [qemu-failed]\n",
  },
  {
    when: "while its state is saved: its image is not at fault, and stays",
    script: `${TELLS} kill -9 $$`,
    saved: false,
    message: "-: error: QEMU does not start: it ended with SIGKILL [qemu-failed]\n",
  },
];

for (const { when, script, saved, message } of QEMU) {
  test(`QEMU that is killed ${when}`, async () => {
    const { path, remove } = folder({ "bin/qemu-system-x86_64": `#!/bin/sh\n${script}\n` });
    chmodSync(join(path, "bin/qemu-system-x86_64"), 0o755);
    const image = linkImage(path, saved);
    const before = readdirSync(image);
    const env = { PATH: `${join(path, "bin")}:${process.env["PATH"]}`, XDG_CACHE_HOME: path };
    const { status, stdout, stderr } = await howtrue(["verify", "--format", "markdown", "-"], { env, input: DOCUMENT });
    assert.is(status, 2);
    assert.match(stdout, message);
    assert.not.match(stderr, "anew");
    assert.equal(readdirSync(image), before);
    remove();
  });
}

/** A cache of its own with links to what the usual one has of an image: what is removed of it is a link. */
function linkImage(cache: string, saved: boolean): string {
  const name = imageName(recipeOf(DEFAULTS.image));
  const image = join(cache, "howtrue/images", name);
  mkdirSync(image, { recursive: true });
  const usual = cacheDirectory(process.env);
  if (existsSync(join(usual, "kvm"))) copyFileSync(join(usual, "kvm"), join(cache, "howtrue/kvm"));
  const { directory } = imageIn(usual, name);
  for (const entry of readdirSync(directory)) {
    if (saved || !entry.startsWith("ready-")) symlinkSync(join(directory, entry), join(image, entry));
  }
  return image;
}

test.run();
