import { test } from "uvu";
import * as assert from "uvu/assert";
import { changeLines } from "../../src/report/changes.ts";

test("changes are shown as diff -u does, with what a terminal would act on made visible", () => {
  const texts = { old: "a\nb\r\nc\n", new: "a\nx\x1b[2J\r\nc\n" };
  assert.equal(changeLines("a.md", texts, false), [
    ...["--- a.md", "+++ a.md", "@@ -1,3 +1,3 @@"],
    ...[" a", "-b", "+x^[[2J", " c"],
  ]);
  assert.equal(changeLines("a.md", { old: "a", new: "a" }, false), []);
});

test("where too much changes, all between the first and the last change is shown as changed", () => {
  const lines = (name: string): string[] => Array.from({ length: 9_000 }, (_, i) => `${name}${i}`);
  const text = (name: string): string => ["head", ...lines(name), "tail", ""].join("\n");
  const shown = changeLines("a.md", { old: text("x"), new: text("y") }, false);
  assert.equal(shown.slice(2), [
    "@@ -2,9000 +2,9000 @@",
    ...lines("x").map((line) => `-${line}`),
    ...lines("y").map((line) => `+${line}`),
  ]);
});

test.run();
