import { test } from "uvu";
import * as assert from "uvu/assert";
import { fromMarkdown } from "mdast-util-from-markdown";
import { githubCommands, githubSummary } from "../../src/report/github.ts";
import { mixedReport } from "./reports.ts";

test("an annotation for each line that does not hold", async () => {
  const lines = githubCommands(await mixedReport(), "sub/").split("\n");
  assert.is(
    lines[0],
    "::error file=sub/a.md,line=7,col=1,title=the output is not what the document shows::a.md:7:1: the output is not what the document shows%0A  $ echo b%0A  7 - c%0A    + b",
  );
  assert.is(lines.length - 1, 2 + 1 + 3);
  assert.match(lines[1]!, "title=exit status 1%2C expected 0::");
});

test("nothing of a document is a command or a property of its own", async () => {
  const lines = githubCommands(await mixedReport(), "")
    .split("\n")
    .slice(0, -1);
  for (const line of lines) {
    assert.match(line, /^::error (file|line|col|title)=[^,:]*(,(file|line|col|title)=[^,:]*)*::/);
    assert.not.match(line, /[\0-\x1f\x7f-\x9f\u202E]/);
  }
  assert.match(lines.at(-1)!, "%250A", "a percent sign is one");
});

test("the summary: its tables and code are all that Markdown sees", async () => {
  const text = githubSummary(await mixedReport());
  const kinds = fromMarkdown(text.replace(/\n\| document[^]*?\n\n/, "\n\n")).children.map(({ type }) => type);
  assert.equal(new Set(kinds), new Set(["heading", "code"]));
  const row = text.split("\n").find((line) => line.includes("&#64;"));
  assert.match(row!, /^\| <code>[\p{L}\p{N} &#;]*<\/code> \| ✗ failed \| 0 of 2 \| \d+ ms \|$/u);
  assert.match(text, "### howtrue: 4 documents: 1 held, 2 failed, 1 could not be run in 1.2 s\n");
});

test("a summary that is too long is cut between its parts", async () => {
  const report = await mixedReport();
  const text = githubSummary({ ...report, documents: Array.from({ length: 2_000 }, () => report.documents[0]!) });
  assert.ok(text.length < 260_000);
  assert.match(text, "The rest is left out");
  assert.equal((text.match(/^```/gm) ?? []).length % 2, 0);
});

test.run();
