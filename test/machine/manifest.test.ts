import { rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { isWhole, readManifest, writeManifest } from "../../src/machine/guest/manifest.ts";
import { folder } from "../commands/howtrue.ts";

const test = suite<{ path: string; remove: () => void }>("whether an image is whole");
const FILES = ["disk", "state"];

test.before.each((context) => {
  Object.assign(context, folder({ disk: "12345", state: "1" }));
  writeManifest((context as { path: string }).path, { kernel: "6.1" }, FILES);
});
test.after.each(({ remove }) => remove());

test("as it was written", ({ path }) => {
  assert.ok(isWhole(path, FILES));
  assert.equal(readManifest(path), { kernel: "6.1", bytes: { disk: 5, state: 1 } });
});

for (const [name, damage] of [
  ["a file is missing", (path: string) => rmSync(join(path, "state"))],
  ["a file is shorter", (path: string) => truncateSync(join(path, "disk"), 4)],
  ["a file is empty", (path: string) => truncateSync(join(path, "disk"), 0)],
  ["there is no manifest", (path: string) => rmSync(join(path, "manifest.json"))],
  ["the manifest is cut off", (path: string) => truncateSync(join(path, "manifest.json"), 10)],
  ["the manifest is something else", (path: string) => writeFileSync(join(path, "manifest.json"), "null")],
] as const) {
  test(`not where ${name}`, ({ path }) => {
    damage(path);
    assert.not(isWhole(path, FILES));
  });
}

test("one of 0.1.0 does not say how long its files are", ({ path }) => {
  writeFileSync(join(path, "manifest.json"), '{"kernel": "6.1"}');
  assert.ok(isWhole(path, FILES));
  truncateSync(join(path, "disk"), 0);
  assert.not(isWhole(path, FILES));
});

test.run();
