import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { isLocked, ownName, sweep, takeLock } from "../../src/machine/guest/cache.ts";
import { processNamespace, startTime } from "../../src/machine/proc.ts";
import { folder } from "../commands/howtrue.ts";

const test = suite<{ path: string; remove: () => void }>("what lies in the cache of whom");
test.before.each((context) => {
  Object.assign(context, folder({}));
});
test.after.each(({ remove }) => remove());

const NEVER = new AbortController().signal;
const here = processNamespace();
/** No process has so large an id. */
const DEAD = "99999999-1";

test("without their lock only what processes of this name space left is swept, with it all", ({ path }) => {
  const theirs = [`${DEAD}-4026999999-image`, `${DEAD}-image`, ownName("image"), "0123456789abcdef"];
  for (const name of [...theirs, `${DEAD}-${here}-image`]) mkdirSync(join(path, name));
  sweep(path, "ours");
  assert.equal(readdirSync(path), theirs.toSorted());
  sweep(path);
  assert.equal(readdirSync(path), [ownName("image"), "0123456789abcdef"].toSorted());
});

test("a lock of a process that is gone is swept, where it can be known that it is", ({ path }) => {
  const [dead, theirs, ours] = ["dead.lock", "theirs.lock", "ours.lock"].map((name) => join(path, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(dead, `99999999 1 ${here}\n`);
  writeFileSync(theirs, "99999999 1 4026999999\n");
  writeFileSync(ours, `${process.pid} ${startTime(process.pid)} ${here}\n`);
  sweep(path, "ours");
  assert.equal([dead, theirs, ours].map(existsSync), [false, true, true]);
  assert.is(isLocked(ours), true);
});

test("a lock says whose it is, and leaves nothing beside it", async ({ path }) => {
  const at = join(path, "a.lock");
  writeFileSync(at, "99999999 1\n"); // its holder is gone
  const lock = await takeLock(at, NEVER, () => assert.unreachable());
  assert.is(readFileSync(at, "utf8"), `${process.pid} ${startTime(process.pid)} ${here}\n`);
  assert.equal(readdirSync(path), ["a.lock"]);
  lock.release();
  assert.equal(readdirSync(path), []);
});

test.run();
