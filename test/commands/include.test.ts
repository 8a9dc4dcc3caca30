import { suite } from "uvu";
import * as assert from "uvu/assert";
import { folder, howtrue, withoutTimes } from "./howtrue.ts";

const test = suite<{ path: string; remove: () => void }>("included files");
test.before((context) => {
  Object.assign(
    context,
    folder({
      "docs/conf.py": "",
      "docs/index.rst": "Title\n=====\n\n.. include:: /parts/steps.rst\n\n::\n\n    $ echo $mark\n    set\n",
      "docs/parts/steps.rst": "::\n\n    $ mark=set\n    $ echo b\n    B\n",
      "docs/lost.rst": "::\n\n    $ true\n\n.. include:: ../../lost.txt\n",
    }),
  );
});
test.after(({ remove }) => remove());

test("their steps run with the document's, and failures name their file", async ({ path }) => {
  const { status, stdout } = await howtrue(["verify", "--machine", "host", "docs/index.rst"], { cwd: path });
  assert.is(status, 1);
  assert.equal(withoutTimes(stdout).split("\n"), [
    "docs/parts/steps.rst:5:5: the output is not what the document shows",
    "  $ echo b",
    "  5 - B",
    "    + b",
    "  (only upper and lower case differ)",
    "",
    "✗ docs/index.rst: 1 step failed, 2 held in T (host: H)",
    "1 document: 1 failed in T",
    "",
  ]);
});

test("a document whose text is not all there is not run", async ({ path }) => {
  const { status, stdout } = await howtrue(["verify", "--machine", "host", "docs/lost.rst"], { cwd: path });
  assert.is(status, 2);
  assert.match(stdout, /^docs\/lost\.rst:5:1: error: "\.\.\/\.\.\/lost\.txt" is not included: /);
});

test.run();
