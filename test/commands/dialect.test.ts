import { suite } from "uvu";
import * as assert from "uvu/assert";
import { folder, howtrue, withoutTimes } from "./howtrue.ts";

const test = suite<{ path: string; remove: () => void }>("howtrue verify, with suites of other tools");
test.before((context) => {
  Object.assign(
    context,
    folder({
      "t/holds.t": 'A test\n\n  $ cat "$TESTDIR"/data; (exit 3)\n  d* (glob)\n  [3]\n',
      "t/fails.t": "  $ (exit 2)\n  [3]\n  $ echo a\n  a\n  x (?)\n",
      "t/skips.t": "  $ echo a\n  b\n  $ exit 80\n  $ echo a\n",
      "t/perl.t": "use Test;\n  my $x = 1;\n",
      "t/data": "data\n",
      "readme.txt": "Prose\n\n  $ echo a\n  [ab] (re)\n",
      "wordish.rst": ".. sourcecode:: sh\n\n   ~$ seq 1 9\n   1...8\n   9\n   ~$ echo e >&2\n",
      "scrut.md": "```scrut\n$ seq 1 3\n* (glob*)\n3\n```\n\n```console\n$ false\n```\n",
    }),
  );
});
test.after(({ remove }) => remove());

test("a folder's .t files are cram's, those without a command none at all", async ({ path }) => {
  const { status, stdout } = await howtrue(["verify", "--machine", "host", "t"], { cwd: path });
  assert.is(status, 1);
  assert.equal(withoutTimes(stdout).split("\n"), [
    "t/fails.t:2:4: the output is not what the document shows",
    "  $ (exit 2)",
    "  2 - [3]",
    "    + [2]",
    "",
    "✗ t/fails.t: 1 step failed, 1 held in T (host: H)",
    "✓ t/holds.t: 1 step held in T (host: H)",
    // What failed before was said as it happened.
    "t/skips.t:2:3: the output is not what the document shows",
    "  $ echo a",
    "  2 - b",
    "    + a",
    "",
    "t/skips.t:3:5: warning: skipped: the command ended with status 80 [skipped-document]",
    "✓ t/skips.t: 3 steps skipped in T (host: H)",
    "3 documents: 2 held, 1 failed in T",
    "",
  ]);
});

test("--dialect says whose rules hold", async ({ path }) => {
  const cases: readonly (readonly string[])[] = [
    ["cram", "readme.txt"],
    ["wordish", "wordish.rst"],
    ["scrut", "scrut.md"],
  ];
  for (const [dialect = "", name = ""] of cases) {
    const args = ["verify", "--machine", "host", "--dialect", dialect, name];
    const { status, stdout, stderr } = await howtrue(args, { cwd: path });
    assert.equal([status, stderr], [0, ""], stdout);
  }
  assert.is((await howtrue(["verify", "--machine", "host", "scrut.md"], { cwd: path })).status, 1);
});

test("a dialect that there is not is refused", async ({ path }) => {
  const { status, stderr } = await howtrue(["verify", "--dialect", "doctest", "t"], { cwd: path });
  assert.is(status, 2);
  assert.match(stderr, "Allowed choices are howtrue, wordish, cram, scrut.");
});

test.run();
