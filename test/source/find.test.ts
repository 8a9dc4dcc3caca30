import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { findDocuments } from "../../src/source/find.ts";

const test = suite<{ path: string }>("finding documents");
test.before((context) => {
  context.path = mkdtempSync(join(tmpdir(), "find-"));
  mkdirSync(join(context.path, "docs/sub"), { recursive: true });
  for (const name of ["outside.md", "docs/b.md", "docs/sub/c.rst"]) writeFileSync(join(context.path, name), "x");
  for (const [name, to] of [
    ["a.md", "b.md"],
    ["d.md", "../outside.md"],
    ["e.md", "../outside.md"],
    ["f.md", "nowhere.md"],
    ["g.rst", "sub/c.rst"],
    ["h", "sub"],
  ] as const)
    symlinkSync(to, join(context.path, "docs", name));
});
test.after(({ path }) => rmSync(path, { recursive: true }));

async function found(path: string, ...names: string[]): Promise<string[]> {
  const paths = names.map((name) => join(path, name));
  return (await findDocuments(paths, {})).found.map((one) => one.path.slice(path.length + 1));
}

test("below a folder a document is found once, by its own name rather than by a link's", async ({ path }) => {
  assert.equal(await found(path, "docs"), ["docs/b.md", "docs/d.md", "docs/sub/c.rst"]);
});

test("a link that is named is what is meant", async ({ path }) => {
  assert.equal(await found(path, "docs/a.md", "docs/b.md"), ["docs/a.md", "docs/b.md"]);
});

test.run();
