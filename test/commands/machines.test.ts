import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fence } from "../plan/read.ts";
import { CLI, folder, howtrue, withoutTimes } from "./howtrue.ts";

const FILES =
  "---\nhowtrue:\n  files: [site]\n---\n\n```console\n$ cat site/page\nhello\n$ pwd; id -un\n/home/reader\nreader\n```\n";
const test = suite<{ path: string; remove: () => void }>("where documents run");
test.before((context) => {
  const files = {
    "files.md": FILES,
    "files-in-a-guest.md": FILES.replace("howtrue:", "howtrue:\n  machine: guest"),
    "site/page": "hello\n",
    "plain.md": "    $ echo hello\n    hello\n",
    "root.md": "```console\n# id -un\nroot\n```\n",
    "sudo.md": "    $ true && sudo id -un\n    root\n",
    "image.md": "---\nimage: bookworm\n---\n\n    $ id -un\n    reader\n",
    "network.t": "  $ cat $TESTDIR/site/page\n  hello\n",
    "missing.md": "    $ cat site/page\n    hello\n",
    "fetch.md": "    $ exec 3<>/dev/tcp/example.org/80\n",
    "slow.md": "<!-- howtrue: timeout=300ms -->\n\n    $ npm() { sleep 10; }; npm install x\n",
    "absent.md": "    $ cat nothing/here ../plain.md\n",
    "howtrue.config.yaml": "files: [site]\n",
  };
  Object.assign(context, folder(files));
});
test.after(({ remove }) => remove());

const machineOf = async (path: string, cwd: string, ...more: string[]): Promise<string> => {
  const { stdout, status } = await howtrue(["verify", "--reporter", "json", ...more, path], { cwd });
  const { documents } = JSON.parse(stdout) as { documents: { status: string; machine?: { kind: string } }[] };
  return `${documents[0]?.machine?.kind} ${documents[0]?.status} ${status}`;
};

test("in a sandbox, with the files that it asks for; in a guest where root or an image is asked for", async ({
  path,
}) => {
  assert.is(await machineOf("plain.md", path), "sandbox held 0");
  assert.is(await machineOf("files.md", path), "sandbox held 0");
  assert.is(await machineOf("files-in-a-guest.md", path), "guest held 0");
  assert.is(await machineOf("root.md", path), "guest held 0");
  assert.is(await machineOf("sudo.md", path), "guest held 0");
  assert.is(await machineOf("image.md", path), "guest held 0");
  assert.is(await machineOf("plain.md", path, "--machine", "host"), "host held 0");
});

test("cram's tests find the files beside them where these are asked for", async ({ path }) => {
  assert.is(await machineOf("network.t", path), "sandbox held 0");
});

test("the configuration says what is chosen", async ({ path }) => {
  for (const [document, machine] of [
    ["plain.md", "sandbox"],
    ["root.md", "guest"],
  ] as const) {
    assert.match(
      (await howtrue(["config", document], { cwd: path })).stdout,
      new RegExp(`machine +${machine} +default`),
    );
  }
});

test("a prompt of root's in a sandbox is noted, and root is not there", async ({ path }) => {
  const { status, stdout } = await howtrue(["verify", "--machine", "sandbox", "root.md"], { cwd: path });
  assert.is(status, 1);
  const told = "warning: the prompt is root's, the shell is not [not-root]\n  machine: guest has a root\n";
  assert.match(withoutTimes(stdout), told);
});

test("what stands beside the document and is not on the machine is told", async ({ path }) => {
  const { stdout } = await howtrue(["verify", "--no-config", "--machine", "sandbox", "missing.md"], { cwd: path });
  const told =
    "(site/page stands beside the document: howtrue: {files: [site/page]} in its settings brings it to the machine)";
  assert.match(stdout, told);
  const host = await howtrue(["verify", "--no-config", "--machine", "host", "missing.md"], { cwd: path });
  assert.not.match(host.stdout, "stands beside");
  const absent = await howtrue(["verify", "--no-config", "--machine", "sandbox", "absent.md"], { cwd: path });
  assert.not.match(absent.stdout, "stands beside");
});

test("what seems to want a network is told that there is none", async ({ path }) => {
  const told = "(the machine has no network; if it needs one: network: true)";
  for (const file of ["fetch.md", "slow.md"]) {
    const { stdout } = await howtrue(["verify", "--no-config", file], { cwd: path });
    assert.match(stdout, told);
  }
});

test("what a sandbox does not allow is told to be allowed in a guest", async ({ path }) => {
  const told = "(a sandbox changes nothing but its home and /tmp, and gives no rights; a guest does: machine: guest)";
  for (const command of ["touch /usr/x", "unshare --user true"]) {
    writeFileSync(join(path, "forbidden.md"), `    $ ${command}\n`);
    const { stdout } = await howtrue(["verify", "--no-config", "forbidden.md"], { cwd: path });
    assert.match(stdout, told);
  }
});

test("what runs in a sandbox that a step has started is not the step's", async ({ path }) => {
  // The first of its terminals have the numbers that the host's first ones have; all but one wait at a prompt.
  const shells = Array.from({ length: 8 }, (_, i) => `$ true # howtrue: session=s${i}`);
  writeFileSync(join(path, "inside.md"), fence("console", ...shells, "$ sleep 1.5"));
  const inside = `cd ${path} && ${process.execPath} ${CLI} verify --no-config --machine sandbox inside.md`;
  writeFileSync(join(path, "outside.md"), fence("console", `$ ${inside} && echo after`, "...", "after", "$ true"));
  const { status, stdout } = await howtrue(["verify", "--no-config", "--machine", "host", "outside.md"], { cwd: path });
  assert.is(status, 0, stdout);
});

test("a sandbox has no file that howtrue was given open", async ({ path }) => {
  const by = ["bash", "-c", 'exec "$@" 70<site/page 200<site/page', "bash"];
  writeFileSync(join(path, "given.md"), "    $ ls /proc/self/fd | grep -E '^(70|200)$' || echo none\n    none\n");
  const { stdout, status } = await howtrue(["verify", "--no-config", "given.md"], { cwd: path, by });
  assert.is(status, 0, stdout);
});

test("without bubblewrap: what to install or to choose", async ({ path }) => {
  const { status, stdout } = await howtrue(["verify", "plain.md"], { cwd: path, env: { PATH: "/nowhere" } });
  assert.is(status, 2);
  assert.match(
    stdout.replace("sudo ", ""),
    "plain.md: error: the sandbox needs what is not on this machine: bwrap [missing-programs]\n" +
      "  apt-get install --no-install-recommends bubblewrap, or choose --machine guest\n",
  );
});

test.run();
