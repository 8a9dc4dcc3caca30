import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Changes } from "../../src/source/changes.ts";
import { folder } from "../commands/howtrue.ts";

interface Context {
  path: string;
  remove: () => void;
  changes: Changes;
  /** How often it was told of changes. */
  count: () => number;
  next: () => Promise<void>;
}

const test = suite<Context>("changes");
test.before.each((context) => {
  let count = 0;
  let onChange = (): void => undefined;
  const changes = new Changes(
    () => {
      count++;
      onChange();
    },
    (cause) => assert.unreachable(cause.message),
  );
  const next = (): Promise<void> => new Promise((done) => (onChange = done));
  Object.assign(context, folder({ "a.md": "a", "b.txt": "b", "sub/c.md": "c" }), { changes, count: () => count, next });
});
test.after.each(({ changes, remove }) => {
  changes.close();
  remove();
});

test("a file that is written, replaced as editors do, removed and made again", async ({ path, changes, next }) => {
  const file = join(path, "a.md");
  changes.watch({ folders: [], files: [file] });
  for (const act of [
    () => writeFileSync(file, "b"),
    () => {
      writeFileSync(join(path, "a.md~"), "c");
      renameSync(join(path, "a.md~"), file);
    },
    () => rmSync(file),
    () => writeFileSync(file, "d"),
  ]) {
    const changed = next();
    act();
    await changed;
  }
});

test("what comes together is told once, and a neighbour is none of ours", async ({ path, changes, count, next }) => {
  changes.watch({ folders: [], files: [join(path, "a.md")] });
  writeFileSync(join(path, "b.txt"), "c");
  const changed = next();
  for (let i = 0; i < 20; i++) writeFileSync(join(path, "a.md"), String(i));
  await changed;
  assert.is(count(), 1);
});

test("a file that is not there yet, nor its folder", async ({ path, changes, next }) => {
  const sources = { folders: [], files: [join(path, "later/on/d.md")] };
  changes.watch(sources);
  const made = next();
  mkdirSync(join(path, "later"));
  await made;
  assert.ok(changes.watch(sources), "nearer now");
  mkdirSync(join(path, "later/on"));
  writeFileSync(join(path, "later/on/d.md"), "d");
  changes.watch(sources);
  const changed = next();
  writeFileSync(join(path, "later/on/d.md"), "e");
  await changed;
});

test("a folder that another one takes the place of", async ({ path, changes, next }) => {
  const sources = { folders: [join(path, "sub")], files: [join(path, "sub/c.md")] };
  changes.watch(sources);
  assert.not(changes.watch(sources), "nothing new");
  const gone = next();
  renameSync(join(path, "sub"), join(path, "old"));
  mkdirSync(join(path, "sub"));
  await Promise.race([gone, new Promise((done) => setTimeout(done, 200))]); // nothing need be told of it
  assert.ok(changes.watch(sources));
  const changed = next();
  writeFileSync(join(path, "sub/new.md"), "n");
  await changed;
});

test("all in a folder that a document needs, and what a link leads to", async ({ path, changes, next }) => {
  mkdirSync(join(path, "needed/deep"), { recursive: true });
  symlinkSync("sub/c.md", join(path, "link.md"));
  changes.watch({ folders: [], files: [join(path, "needed"), join(path, "link.md")] });
  const first = next();
  writeFileSync(join(path, "needed/deep/x"), "x");
  await first;
  const second = next();
  writeFileSync(join(path, "sub/c.md"), "changed");
  await second;
});

test("hidden files in a folder of documents are none", async ({ path, changes, count, next }) => {
  changes.watch({ folders: [path], files: [] });
  writeFileSync(join(path, ".a.md.swp"), "swap");
  await new Promise((done) => setTimeout(done, 150));
  assert.is(count(), 0);
  const changed = next();
  writeFileSync(join(path, "new.md"), "n");
  await changed;
});

test.run();
