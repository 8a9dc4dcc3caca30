import { mkdirSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { folder, howtrue } from "./commands/howtrue.ts";

const root = resolve(import.meta.dirname, "..");

/** The page runs howtrue, which starts guests: what it shows is what the tool prints. */
test("README.md is true", async () => {
  const { path, remove } = folder({});
  mkdirSync(join(path, "bin"));
  symlinkSync(join(root, "dist/cli.js"), join(path, "bin/howtrue"));
  const env = { PATH: `${join(path, "bin")}:${process.env["PATH"]}` };
  const { status, stdout } = await howtrue(["verify", "--machine", "host", "README.md"], { cwd: root, env });
  assert.is(status, 0, stdout);
  assert.match(stdout, /README\.md: \d+ steps held/);
  remove();
});

test.run();
