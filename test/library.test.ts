import { mkdirSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { folder, howtrue } from "./commands/howtrue.ts";

const root = resolve(import.meta.dirname, "..");

/**
 * The page runs programs in a directory of its own: here below one where howtrue is installed. They verify in sandboxes,
 * whose shells are below them as one that `sudo -s` opens would be; but where the standard error is not shown, no command
 * is taken to have opened a shell.
 */
test("docs/library.md is true", async () => {
  const { path, remove } = folder({ "howtrue.config.json": '{"stderr": "ignore"}' });
  mkdirSync(join(path, "node_modules"));
  symlinkSync(root, join(path, "node_modules/howtrue"));
  const args = ["verify", "--machine", "host", "--config", join(path, "howtrue.config.json"), "docs/library.md"];
  const { status, stdout } = await howtrue(args, { cwd: root, env: { TMPDIR: path } });
  assert.is(status, 0, stdout);
  assert.match(stdout, /library\.md: \d+ steps held/);
  remove();
});

test.run();
