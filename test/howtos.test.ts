import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { folder, howtrue, withoutTimes } from "./commands/howtrue.ts";

const root = resolve(import.meta.dirname, "..");
const article = "howtos/lvm-snapshot.rst";
/** With the number of steps that they have at least. */
const articles = { [article]: 35, "howtos/live-migration-to-lvm.md": 90 };

test("every howto holds, on real block devices, and its edition in snapshots/ is up to date", async () => {
  const args = ["publish", "--check", "--reporter", "json", "howtos"];
  const { status, stdout, stderr } = await howtrue(args, { cwd: root });
  const { documents, summary } = JSON.parse(stdout);
  assert.equal([summary.failed, summary.broken], [0, 0], stdout);
  for (const [path, atLeast] of Object.entries(articles)) {
    const { machine, steps } = documents.find((document: { path: string }) => document.path === path);
    assert.is(machine.kind, "guest", path);
    assert.ok(steps.length >= atLeast, path);
    assert.ok(
      steps.every((step: { status: string }) => step.status === "held"),
      path,
    );
  }
  assert.is(status, 0, `${stderr}npm run publish:howtos writes them anew`);
});

test("one expected line changed: it fails at that line, and nothing else is reported", async () => {
  const text = readFileSync(join(root, article), "utf8");
  const said = '  Volume group "shop" successfully created';
  const lines = text.split("\n");
  const line = lines.findIndex((one) => one.includes(said)) + 1;
  const column = (lines[line - 1] ?? "").indexOf("successfully") + 1;
  const { path: cwd, remove } = folder({ "changed.rst": text.replace(said, '  Volume group "shop" was created') });
  const { status, stdout } = await howtrue(["verify", "changed.rst"], { cwd });
  const [listed] = JSON.parse((await howtrue(["list", "--json", article], { cwd: root })).stdout).documents;
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
      `✗ changed.rst: 1 step failed, ${listed.steps.length - 1} held in T (guest: G)`,
      "1 document: 1 failed in T",
      "",
    ],
  );
  remove();
});

test.run();
