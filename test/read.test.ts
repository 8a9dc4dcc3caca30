import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { read, type ReadBefore } from "../src/read.ts";
import { folder } from "./commands/howtrue.ts";

const test = suite<{ path: string; remove: () => void }>("read");
const RST = "A\n=\n\n.. include:: part.txt\n\n::\n\n    $ true\n";
test.before.each((context) => {
  Object.assign(context, folder({ "a.md": "```console\n$ echo a\n```\n", "b.rst": RST, "part.txt": "text\n" }));
});
test.after.each(({ remove }) => remove());

test("what was read before is given again, unless its text, its project or what it includes may be another", async ({
  path,
}) => {
  const readBefore: ReadBefore = new Map();
  const plans = async () => (await read([path], { readBefore })).readings.map(({ plan }) => plan);
  const [a, b] = await plans();
  const [same, other] = await plans();
  assert.ok(same === a, "not even parsed");
  assert.equal(other, b);
  assert.ok(other !== b, "it includes something");
  writeFileSync(join(path, "howtrue.config.yaml"), "timeout: 5s\n");
  assert.is((await plans())[0]?.steps[0]?.timeout, 5_000);
  writeFileSync(join(path, "a.md"), "```console\n$ echo other\n```\n");
  assert.is((await plans())[0]?.steps[0]?.command, "echo other");
});

test("what decided what was read: documents, what they include and need, settings, also what is not there", async ({
  path,
}) => {
  writeFileSync(join(path, "a.md"), "---\nhowtrue:\n  files: [data]\n---\n```console\n$ echo a\n```\n");
  writeFileSync(join(path, "b.rst"), `${RST}\n.. include:: missing.txt\n`);
  const { folders, files } = (await read([path], {})).sources;
  assert.equal(folders, [path]);
  for (const name of ["a.md", "b.rst", "data", "part.txt", "missing.txt", "howtrue.config.yaml", "package.json"])
    assert.ok(files.includes(join(path, name)), name);
});

test.run();
