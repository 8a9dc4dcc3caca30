import { chmodSync, lstatSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { formatMessage } from "../../src/message/message.ts";
import { replaceText } from "../../src/source/write.ts";
import { folder } from "../commands/howtrue.ts";

const test = suite<{ path: string; remove: () => void }>("replaceText");
test.before.each((context) => {
  Object.assign(context, folder({ "a.md": "old é\r\n" }));
});
test.after.each(({ remove }) => remove());

test("the new text is there whole, with the old mode, and nothing beside it", async ({ path }) => {
  const file = join(path, "a.md");
  chmodSync(file, 0o640);
  assert.is(await replaceText(file, { old: "old é\r\n", new: "new ü\n" }), undefined);
  assert.is(readFileSync(file, "utf8"), "new ü\n");
  assert.is(statSync(file).mode & 0o7777, 0o640);
  assert.equal(readdirSync(path), ["a.md"]);
});

test("a link stays one, and what it leads to is replaced", async ({ path }) => {
  symlinkSync("a.md", join(path, "link.md"));
  assert.is(await replaceText(join(path, "link.md"), { old: "old é\r\n", new: "new" }), undefined);
  assert.ok(lstatSync(join(path, "link.md")).isSymbolicLink());
  assert.is(readFileSync(join(path, "a.md"), "utf8"), "new");
});

test("a file that has changed meanwhile is left as it is", async ({ path }) => {
  const file = join(path, "a.md");
  writeFileSync(file, "somebody else's");
  const message = await replaceText(file, { old: "old é\r\n", new: "new" });
  assert.is(
    formatMessage(message!),
    `${file}: error: the file is not what it was when it was read: it is left as it is [changed-meanwhile]\n  run the update again`,
  );
  assert.is(readFileSync(file, "utf8"), "somebody else's");
  assert.equal(readdirSync(path), ["a.md"]);
});

test("what cannot be written is said, and nothing is lost", async ({ path }) => {
  const gone = await replaceText(join(path, "none.md"), { old: "", new: "x" });
  assert.match(formatMessage(gone!), /none\.md: error: the new text cannot be written: there is no such file/);
  rmSync(join(path, "a.md"));
  assert.equal(readdirSync(path), []);
});

test.run();
