import { suite } from "uvu";
import * as assert from "uvu/assert";
import { folder, howtrue, withoutTimes } from "./howtrue.ts";

const test = suite<{ path: string; remove: () => void }>("howtrue verify --on");
test.before((context) => {
  Object.assign(
    context,
    folder({
      "fails.md": "# No\n\n```console\n$ echo a\nb\n```\n",
      "holds.md":
        "---\nimage: trixie\n---\n\n```console\n$ grep -o bookworm /etc/os-release | head -1\nbookworm\n```\n",
    }),
  );
});
test.after(({ remove }) => remove());

test("each document in a guest of that suite, whatever it says, and a table at the end", async ({ path }) => {
  const { status, stdout } = await howtrue(["verify", "--on", "bookworm"], { cwd: path });
  assert.is(status, 1);
  assert.match(stdout, /✓ holds\.md: 1 step held in .*Debian bookworm/);
  assert.match(
    withoutTimes(stdout),
    "\n          bookworm\nfails.md  failed: line 4\nholds.md  held\n\n2 runs: 1 held, 1 failed in T\n",
  );
});

test("--reporter json: each entry says its suite", async ({ path }) => {
  const args = ["verify", "--on", "bookworm,bookworm", "--reporter", "json", "holds.md", "missing.md"];
  const { status, stdout } = await howtrue(args, { cwd: path });
  const { documents, summary } = JSON.parse(stdout);
  const entries = documents.map(({ path: name, status: came, suite: on }: Record<string, string>) => [name, came, on]);
  assert.equal(entries, [
    ["missing.md", "broken", undefined],
    ["holds.md", "held", "bookworm"],
  ]);
  assert.equal([status, summary.documents], [2, 2]);
});

test("the standard input is read once", async () => {
  const args = ["verify", "--on", "bookworm", "--format", "markdown", "-"];
  const { status, stdout } = await howtrue(args, { input: "```console\n$ true\n```\n" });
  assert.equal([status, stdout.split("\n").at(-4)], [0, "-  held"]);
});

test("a document that runs elsewhere: one error", async ({ path }) => {
  const { status, stdout } = await howtrue(["verify", "--machine", "host", "--on", "bookworm,trixie", "fails.md"], {
    cwd: path,
  });
  assert.is(status, 2);
  assert.equal(withoutTimes(stdout).split("\n"), [
    "fails.md: error: --on names suites of guests, and this document runs on the host [no-suite]",
    "  leave --on out, or say --machine guest",
    "1 document: 1 could not be run in T",
    "",
  ]);
});

test("suites that there are none of", async () => {
  const { status, stderr } = await howtrue(["verify", "--on", "bookworm,woody", "x.md"]);
  assert.is(status, 2);
  assert.match(stderr, "argument 'bookworm,woody' is invalid. Write some of bookworm, trixie, sid, with commas.");
});

test.run();
