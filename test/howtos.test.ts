import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { folder, howtrue, withoutTimes } from "./commands/howtrue.ts";

const root = resolve(import.meta.dirname, "..");
const article = "howtos/lvm-snapshot.rst";

test("every howto holds, on real block devices", async () => {
  const { status, stdout } = await howtrue(["verify", "--reporter", "json", "howtos"], { cwd: root });
  const { documents, summary } = JSON.parse(stdout);
  assert.is(status, 0, stdout);
  assert.equal([summary.failed, summary.broken], [0, 0]);
  const lvm = documents.find((document: { path: string }) => document.path === article);
  assert.is(lvm.machine.kind, "guest");
  assert.ok(lvm.steps.length >= 35);
  assert.ok(lvm.steps.every((step: { status: string }) => step.status === "held"));
});

test("one expected line changed: it fails at that line, and nothing else is reported", async () => {
  const text = readFileSync(join(root, article), "utf8");
  const said = '  Volume group "shop" successfully created';
  const lines = text.split("\n");
  const line = lines.findIndex((one) => one.includes(said)) + 1;
  const column = (lines[line - 1] ?? "").indexOf("successfully") + 1;
  const { path: cwd, remove } = folder({ "changed.rst": text.replace(said, '  Volume group "shop" was created') });
  const { status, stdout } = await howtrue(["verify", "changed.rst"], { cwd });
  const count = JSON.parse((await howtrue(["verify", "--reporter", "json", article], { cwd: root })).stdout).summary;
  assert.is(status, 1);
  assert.equal(
    withoutTimes(stdout)
      .replace(/guest: [^)]*/, "guest: G")
      .split("\n"),
    [
      `changed.rst:${line}:${column}: the output is not what the document shows`,
      "  # vgcreate shop $disk",
      `  ${line} -   Volume group "shop" was created`,
      `  ${" ".repeat(String(line).length)} +   Volume group "shop" successfully created`,
      "",
      `✗ changed.rst: 1 step failed, ${count.steps.total - 1} held in T (guest: G)`,
      "1 document: 1 failed in T",
      "",
    ],
  );
  remove();
});

test.run();
