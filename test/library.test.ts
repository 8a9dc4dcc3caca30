import { mkdirSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { folder, howtrue } from "./commands/howtrue.ts";

const root = resolve(import.meta.dirname, "..");

/** The page runs programs in a directory of its own: here below one where howtrue is installed. */
test("docs/library.md is true", async () => {
  const { path, remove } = folder({});
  mkdirSync(join(path, "node_modules"));
  symlinkSync(root, join(path, "node_modules/howtrue"));
  const args = ["verify", "--machine", "host", "docs/library.md"];
  const { status, stdout } = await howtrue(args, { cwd: root, env: { TMPDIR: path } });
  assert.is(status, 0, stdout);
  assert.match(stdout, /library\.md: \d+ steps held/);
  remove();
});

test.run();
