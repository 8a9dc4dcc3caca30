import { test } from "uvu";
import * as assert from "uvu/assert";
import { fence, planOf, said } from "./read.ts";

const declaring = (placeholders: string, ...lines: string[]): string =>
  `---\nhowtrue: {placeholders: ${placeholders}}\n---\n${fence("console", ...lines)}`;

test("declared names are placeholders, others are themselves", async () => {
  const { steps } = await planOf(declaring("{id: int}", "$ a", "<id> <other>", "$ b <id> <id> <other> <in"));
  assert.equal(
    steps[0]!.expectation.output.map(({ pattern }) => pattern.kind),
    ["named"],
  );
  assert.equal([steps[0]!.names, steps[1]!.names], [undefined, ["id"]]);
  const [plain] = (await planOf(fence("console", "$ a <id>", "<id>"))).steps;
  assert.equal([plain!.names, plain!.expectation.output[0]!.pattern.kind], [undefined, "ellipsis"]);
});

test("a declared name where none is read is warned of", async () => {
  const warned = "<id> is itself here: only where match is ellipsis are placeholders read [unread-placeholder]";
  for (const [match, ...expected] of [
    ["unordered", `a.md:6:1: warning: ${warned}\n  write a wildcard instead`],
    ["glob", `a.md:6:1: warning: ${warned}\n  write a wildcard instead`],
    ["exact"],
    ["ellipsis"],
  ] as const)
    assert.equal(await said(declaring("{id: int}", `$ a # howtrue: match=${match}`, "<id>", "<other>")), expected);
});

test("a name in a command must have been shown before", async () => {
  const unknown = "<id> is used before it is known [unknown-placeholder]\n  a step above it must show it in its output";
  assert.equal(await said(declaring("{id: int}", "$ b <id>", "<id>")), [`a.md:5:3: error: ${unknown}`]);
  for (const annotation of ["skip", "ignore", "match=exact"])
    assert.equal(await said(declaring("{id: int}", `$ a # howtrue: ${annotation}`, "<id>", "$ b <id>")), [
      `a.md:7:3: error: ${unknown}`,
    ]);
  assert.equal(await said(declaring("{id: int}", "$ a", "x<id>", "$ b <id>")), []);
});

test("what a placeholder cannot be", async () => {
  assert.equal(await said(declaring('{v: "/x/i"}', "$ a")), [
    "a.md: error: the placeholder v has the flag i, which would say something of the whole line [bad-placeholder]",
  ]);
  for (const source of ["(a)\\\\1", "(?<x>a)", "\\\\k"])
    assert.equal(await said(declaring(`{v: "/${source}/"}`, "$ a")), [
      "a.md: error: the placeholder v names groups or refers to them, which it cannot [bad-placeholder]",
    ]);
});

test.run();
