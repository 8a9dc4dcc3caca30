import { existsSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { folder, howtrue, withoutTimes } from "./howtrue.ts";

const test = suite<{ path: string; remove: () => void }>("files of a machine are collected");
test.before((context) => {
  Object.assign(
    context,
    folder({
      "docs/site.md":
        "    $ mkdir -p site && echo hello >site/page && echo log >log && ln -s /etc/passwd site/users\n    $ false\n",
      "link.md": "    $ ln -s /etc/passwd users && mkdir d && echo a >d/a && ln -s /etc/shadow d/b\n",
      "root.md": "    root@box:~# echo of root >/root/made; hostname >/var/log/name\n",
    }),
  );
});
test.after(({ remove }) => remove());

const read = (...names: string[]): string => readFileSync(join(...names), "utf8");

test("also of a document that fails", async ({ path }) => {
  const run = ["verify", "--collect", "site", "--collect", "log", "docs/site.md"];
  const { status, stdout } = await howtrue(run, { cwd: path });
  assert.is(status, 1);
  assert.match(stdout, "collected collected/docs/site.md/site/page\ncollected collected/docs/site.md/log\n");
  assert.is(read(path, "collected/docs/site.md/site/page"), "hello\n");
  assert.is(read(path, "collected/docs/site.md/log"), "log\n");
  assert.equal(readdirSync(join(path, "collected/docs/site.md/site")), ["page"], "no link is one's file");
});

test("what is not there is told, and fails nothing", async ({ path }) => {
  const { status, stdout } = await howtrue(["verify", "--collect", "none", "link.md"], { cwd: path });
  assert.is(status, 0);
  assert.match(stdout, "link.md: warning: none is not collected: there is no such file on the machine [not-collected]");
});

test("on the host nothing but what the run has made", async ({ path }) => {
  const names = ["users", "d", "/etc/hostname", "../.."];
  const collect = names.flatMap((name) => ["--collect", name]);
  const run = ["verify", "--machine", "host", ...collect, "--collect-into", "out", "link.md"];
  const { stdout } = await howtrue(run, { cwd: path });
  const refused = "on the host only files of the run's own directory are collected [not-collected]";
  for (const name of ["users", "/etc/hostname", "../.."]) assert.match(stdout, `${name} is not collected: ${refused}`);
  assert.equal(readdirSync(join(path, "out/link.md")), ["d"]);
  assert.equal(readdirSync(join(path, "out/link.md/d")), ["a"]);
});

test("nothing is written through a link", async ({ path }) => {
  const target = join(path, "precious");
  writeFileSync(target, "precious");
  await howtrue(["verify", "--collect", "log", "--collect-into", "linked", "docs/site.md"], { cwd: path });
  const at = join(path, "linked/docs/site.md/log");
  assert.ok(existsSync(at));
  symlinkSync(target, join(path, "linked/docs/site.md/site"));
  const run = ["verify", "--collect", "site", "--collect-into", "linked", "docs/site.md"];
  const { status, stdout } = await howtrue(run, { cwd: path });
  assert.is(status, 1);
  assert.match(withoutTimes(stdout), "what was collected cannot be written");
  assert.is(read(target), "precious");
});

test("of a guest also root's, and any by its whole path", async ({ path }) => {
  const run = ["verify", "--collect", "made", "--collect", "/var/log/name", "root.md"];
  const { status, stdout } = await howtrue(run, { cwd: path });
  assert.is(status, 0, stdout);
  assert.is(read(path, "collected/root.md/made"), "of root\n");
  assert.is(read(path, "collected/root.md/var/log/name"), "howto\n");
});

test.run();
