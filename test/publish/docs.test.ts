import { mkdirSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { folder, howtrue } from "../commands/howtrue.ts";

const root = resolve(import.meta.dirname, "../..");

/** The page runs howtrue, here in guests: shells of sandboxes would be processes below it that wait for what is typed. */
test("docs/publish.md is true", async () => {
  const { path, remove } = folder({ "howtrue.config.json": '{"machine": "guest"}' });
  mkdirSync(join(path, "bin"));
  symlinkSync(join(root, "dist/cli.js"), join(path, "bin/howtrue"));
  const env = { TMPDIR: path, PATH: `${join(path, "bin")}:${process.env["PATH"]}` };
  const args = ["verify", "--machine", "host", "docs/publish.md"];
  const { status, stdout } = await howtrue(args, { cwd: root, env });
  assert.is(status, 0, stdout);
  assert.match(stdout, /publish\.md: \d+ steps held/);
  remove();
});

test.run();
