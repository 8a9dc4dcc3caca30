import { spawnSync } from "node:child_process";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Format } from "../../src/document/document.ts";
import { parse } from "../../src/document/parse.ts";
import { makePlan } from "../../src/plan/make.ts";
import { scriptOf } from "../../src/report/script.ts";
import { fence, read } from "../plan/read.ts";

async function script(text: string, format: Format = "markdown"): Promise<string> {
  const document = await read(text, format);
  return scriptOf(document, makePlan(document));
}

const bash = (text: string): { status: number | null; stdout: string } => {
  const { status, stdout } = spawnSync("bash", ["-s"], { input: text, encoding: "utf8" });
  return { status, stdout };
};

const MARKDOWN = `---
howtrue:
  timeout: 5s
---

# Title

Some *text*,
and more.

${fence("console", "$ echo 'a", "b'", "a", "b", "", "$ false # howtrue: exit=1", "$ rm -r / # howtrue: skip", "gone")}
${fence("python", "print(1)")}

> ${fence("sh exit=any", "$ (exit 3)", "$ cat <<E", "$x", "E").replaceAll("\n", "\n> ")}
The end.
`;

test("prose and output are comments, commands are themselves, in order", async () => {
  assert.equal((await script(MARKDOWN)).split("\n"), [
    ...["#!/usr/bin/env bash", "# From a.md, by howtrue.", "set -e", ""],
    ...["# # Title", "", "# Some *text*,", "# and more.", ""],
    ...["echo 'a", "b'", "#   a", "#   b", ""],
    ...["status=0; {", "false", '} || status=$?; [ "$status" -eq 1 ]'],
    ...["# skipped: rm -r /", "#   gone", ""],
    ...["# ```python", "# print(1)", "# ```", ""],
    ...["{", "(exit 3)", "} || true", "{", "cat <<E", "$x", "E", "} || true"],
    ...["# >", "# The end.", ""],
  ]);
});

test("it runs, and stops at a status that is not announced", async () => {
  assert.equal(bash(await script(MARKDOWN)), { status: 0, stdout: "a\nb\n\n" });
  const stops = async (...lines: string[]) => bash(await script(fence("console", ...lines)));
  assert.equal(await stops("$ echo a", "$ (exit 3)", "$ echo b"), { status: 3, stdout: "a\n" });
  assert.equal(await stops("$ true # howtrue: exit=1", "$ echo b"), { status: 1, stdout: "" });
  assert.equal(await stops("$ true # howtrue: exit=nonzero", "$ echo b"), { status: 1, stdout: "" });
  assert.equal(await stops("$ (exit 7) # howtrue: exit=nonzero", "$ echo b"), { status: 0, stdout: "b\n" });
  assert.equal(await stops("$ (exit 7) # howtrue: exit=7", "$ x=1 # howtrue: exit=any", "$ echo $x"), {
    status: 0,
    stdout: "1\n",
  });
});

test("root's commands want root, skipped ones do not", async () => {
  const wants = async (line: string) => (await script(fence("console", line))).includes("id -u");
  assert.equal([await wants("# id"), await wants("$ id"), await wants("# id # howtrue: skip")], [true, false, false]);
});

test("what is left running is left running, until it is ready, and ended at the end", async () => {
  const made = await script(
    fence(
      "console",
      "$ sleep 100 # howtrue: background",
      "$ echo b; sleep 100 # howtrue: background until=/b/ exit=any",
      "$ echo c # howtrue: if=command:echo",
    ),
  );
  assert.equal(made.split("\n").slice(2, -1), [
    ...["set -e", "set -m"],
    ...[`trap 'for job in $(jobs -p); do kill -- "-$job" 2>/dev/null || true; done' EXIT`, ""],
    ...["{", "sleep 100", "} &"],
    ...["{", "echo b; sleep 100", "} &", "# ready when it prints /b/", "sleep 1"],
    ...["# only where this holds: if=command:echo", "echo c"],
  ]);
  assert.equal(bash(`${made}echo $?\n`), { status: 0, stdout: "b\nc\n0\n" });
  const port = await script(fence("console", "$ a # howtrue: background until=tcp:80"));
  assert.ok(port.includes("until (: < /dev/tcp/127.0.0.1/80) 2>/dev/null; do sleep 0.1; done"));
});

test("what announces a block in reStructuredText is no prose", async () => {
  const text =
    ":timeout: 5s\n\nTitle\n=====\n\n.. code-block:: console\n   :caption: x\n\n   $ a\n   1\n\nThis::\n\n  $ b\n";
  assert.equal((await script(text, "rst")).split("\n").slice(4), [
    ...["# Title", "# =====", "", "a", "#   1", "", "# This::", "", "b", ""],
  ]);
});

test("steps of an included file stand where it is included, and hide none of the document's own lines", async () => {
  const text = "One\n\ntwo\n\nthree\n\n.. include:: a.rst\n\n::\n\n  $ own\n";
  const include = (path: string) => ({ origin: { path, text: "In it\n\n::\n\n  $ a\n  1\n" } });
  const document = await parse(text, { path: "x.rst", format: "rst", include });
  assert.equal(scriptOf(document, makePlan(document)).split("\n").slice(4), [
    ...["# One", "", "# two", "", "# three", "", "# .. include:: a.rst", "a", "#   1", ""],
    ...["# ::", "", "own", ""],
  ]);
});

test("nothing of the prose is run", async () => {
  const text = `a\rtouch b\fc\0\x1bd\u2028e\n\n${fence("console", "$ echo a", "1\u2028echo c")}`;
  const made = await script(text);
  assert.ok(made.includes("# a\n# touch b?c??d\u2028e\n"), JSON.stringify(made));
  assert.equal(bash(made), { status: 0, stdout: "a\n" });
});

test.run();
