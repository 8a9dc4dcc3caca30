import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { makePages } from "../../src/publish/pages.ts";
import { folder } from "../commands/howtrue.ts";
import { editionFrom, STAMP } from "./page/editions.ts";

const PNG = Buffer.from("89504e470d0a1a0a0000", "hex");

test("a page has the images and the included files of its document", async () => {
  const text = "A howto\n=======\n\n.. image:: cat.png\n   :alt: A cat\n\n.. include:: more.txt\n";
  const { path, remove } = folder({ "a.rst": text, "cat.png": PNG, "more.txt": "Included *text*.\n" });
  const edition = await editionFrom(text, [], { path: join(path, "a.rst"), format: "rst" });
  const html = await makePages().pageOf(edition);
  assert.match(html, `<img src="data:image/png;base64,${PNG.toString("base64")}" alt="A cat">`);
  assert.match(html, "Included <em>text</em>.");
  remove();
});

test("a file that is included twice shows its steps twice, each with what came of it", async () => {
  const text = "A howto\n=======\n\n.. include:: more.txt\n\n.. include:: more.txt\n";
  const more = "More::\n\n  $ echo one\n  one\n  $ echo two\n  two\n";
  const { path, remove } = folder({ "a.rst": text, "more.txt": more });
  const screens = ["one", "two", "one", "zwei"].map((line) => ({ lines: [line] }));
  const edition = await editionFrom(text, screens, { path: join(path, "a.rst"), format: "rst" });
  const html = await makePages().pageOf(edition);
  assert.equal(
    [...html.matchAll(/id="(step:\d)" class="step (\w+)"/g)].map(([, id, status]) => `${id} ${status}`),
    [...["step:1 held", "step:2 held", "step:3 held", "step:4 failed"]],
  );
  remove();
});

test("what differs from run to run is marked by what the source claims", async () => {
  const source = await editionFrom("```console\n$ date\n... 2026\n```\n", [{ lines: ["May 2026"] }]);
  const edition = await editionFrom("```console\n$ date\nMay 2026\n```\n", [{ lines: ["May 2026"] }]);
  const { pageOf } = makePages();
  assert.match(await pageOf({ ...edition, claimed: source.outcomes }), '<span class="varies">May</span> 2026');
  assert.match(await pageOf(edition), '<pre class="output"><code>May 2026</code></pre>');
});

test("text that is not read is shown as it is written, and both the page and a warning say so", async () => {
  const pages = makePages();
  const notice = '<p class="caption" dir="auto">The text below is shown as it is written: ';
  assert.not.match(await pages.pageOf(await editionFrom("Short *text*.", [])), notice);
  assert.equal(pages.messages, []);
  const edition = await editionFrom(`> ${"*a* ".repeat(10_000)}`, [], { path: "b.md" });
  await pages.pageOf(edition);
  const html = await pages.pageOf(edition);
  assert.match(html, `${notice}it is too long, or nested too deeply, to be read.</p>\n<p dir="auto">*a* *a* `);
  assert.equal(pages.messages, [
    {
      severity: "warning",
      code: "not-read",
      what: "a paragraph is too long, or nested too deeply, to be read: its page shows it as it is written",
      hint: "break it into shorter ones",
      place: { path: "b.md" },
    },
  ]);
});

test("an index lists pages", async () => {
  const html = await makePages().indexOf([
    { path: "a.md", title: "A howto", stamp: STAMP, page: "a.html", steps: 2, summary: "It is short." },
  ]);
  assert.match(html, '<a href="./a.html">A howto</a>');
  assert.match(html, "It is short.</p>");
  assert.match(html, "<span>2 steps</span> · <span>3 claims</span>");
});

test.run();
