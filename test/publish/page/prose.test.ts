import type { Nodes, PhrasingContent } from "mdast";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { proseOf } from "../../../src/prose/prose.ts";
import type { Prose } from "../../../src/prose/tree.ts";
import { pageOf } from "../../../src/publish/page/page.ts";
import { assets, editionFrom } from "./editions.ts";
import { EVERYTHING, paragraph, root, words } from "./trees.ts";

async function mainOf(prose: Prose, image?: (url: string) => string | undefined): Promise<string> {
  const edition = await editionFrom("", []);
  const html = pageOf(edition, { prose, assets, ...(image !== undefined && { image }) });
  return /<main[^>]*>(.*)<\/main>/s.exec(html)?.[1] ?? "";
}

test("every node becomes what readers know it as", async () => {
  const html = await mainOf(EVERYTHING);
  for (const part of [
    '<dl class="of-options"><dt id="-v" dir="auto"><code class="short">-v</code></dt><dd dir="auto">',
    '<div class="aside warns" role="note"><p class="label" dir="auto">Warning</p>',
    '<div class="aside informs" role="note"><p class="label" dir="auto">Better so</p>',
    '<details class="aside"><summary dir="auto">More of it</summary>',
    '<div class="verse"><div class="indent-0">one</div><div class="indent-1">two</div></div>',
    '<figure><pre class="code"><code>x = &#x3C;1></code></pre><figcaption dir="auto">A figure</figcaption></figure>',
    '<p class="attribution" dir="auto">Ann</p>',
    '<div class="scroll"><table><thead><tr><th colspan="2" scope="col" dir="auto">',
    '<th scope="row" dir="auto"><p dir="auto">c</p></th><td rowspan="2" dir="auto">',
    "H<sub>2</sub>O, x<sup>2</sup>",
    '<span id="a-b"> here</span>',
    '<a href="#note:fn-1" id="note:fnref-1" data-footnote-ref',
    '<ol start="3" class="contains-task-list">',
    '<span class="task" role="img" aria-label="done">☑</span>',
    '<a href="#a-b">this</a>',
    "<hr>",
  ])
    assert.match(html, part);
});

test("headings have no gaps, whatever the document's; the title is none of them", async () => {
  const html = await mainOf(EVERYTHING);
  assert.equal([...html.matchAll(/<h\d[^>]*id="[^"]*"/g)].map(String), [
    '<h2 id="deep"',
    '<h2 id="second"',
    '<h3 id="third"',
    '<h2 id="note:label"',
  ]);
  const twoTops = root(
    { type: "heading", depth: 1, children: [words("One")] },
    { type: "heading", depth: 1, children: [words("Two")] },
  );
  assert.match(await mainOf(twoTops), '<h2 dir="auto">One</h2>');
});

test("a heading that says nothing is none, nor in the contents", async () => {
  const heading = (...children: PhrasingContent[]): Prose["children"][number] => ({
    ...{ type: "heading", depth: 2, data: { id: "a" } },
    children,
  });
  const image: PhrasingContent = { type: "image", url: "a.png", alt: "" };
  const prose = root(
    heading(),
    heading(words(" \u200b")),
    heading(image),
    ...["b", "c"].map((one) => heading(words(one))),
  );
  assert.equal((await mainOf(prose)).match(/<h2[^>]*>.*?<\/h2>/g), [
    '<h2 id="a" dir="auto">b</h2>',
    '<h2 id="a" dir="auto">c</h2>',
  ]);
  assert.match(await mainOf(prose), '<p dir="auto"><a href="a.png" class="picture">(picture)</a></p>');
  assert.not.match(pageOf(await editionFrom("", []), { prose, assets }), 'class="contents"');
});

test("citations keep their labels, lists their letters", async () => {
  const html = async (text: string): Promise<string> =>
    mainOf(proseOf((await editionFrom(text, [], { path: "a.rst", format: "rst" })).document));
  const cited = await html("See [cit]_ and [1]_.\n\n.. [cit] A book\n.. [1] A note\n");
  assert.match(cited, ">[cit]</a></sup>");
  assert.match(cited, '<p dir="auto">[cit] A book ');
  assert.match(cited, ">2</a></sup>");
  for (const mark of ["a", "A", "i", "I"]) assert.match(await html(`${mark}. one\n#. two\n`), `<ol type="${mark}">`);
  assert.match(await html("1. one\n2. two\n"), "<ol>");
});

test("no link leads to the page's own parts", async () => {
  const link = paragraph({ type: "link", url: "#page:text", children: [words("x")] });
  assert.is(await mainOf(root(link)), '<p dir="auto"><span>x</span></p>');
  const anchor = paragraph({ type: "anchor", data: { id: "page:text" }, children: [words("y")] });
  assert.match(await mainOf(root(link, anchor)), '<a href="#page-text">x</a>');
});

test("links lead to the web, the page or files beside it, and never run anything", async () => {
  const hrefOf = async (url: string): Promise<string | undefined> =>
    /<a (?:href="([^"]*)")?/.exec(await mainOf(root(paragraph({ type: "link", url, children: [words("x")] }))))?.[1];
  for (const url of ["https://example.org/a?b=c", "mailto:a@example.org", "docs/other.md", "/top", "#there"])
    assert.is(await hrefOf(url), url);
  for (const url of [
    "javascript:alert(1)",
    "JAVASCRIPT:1",
    " javascript:1",
    "java\nscript:1",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
  ])
    assert.not.match(String(await hrefOf(url)), /script:|data:|file:/i);
});

test("pictures of the project are in the page, others are links, and none is more than pixels", async () => {
  const png = "data:image/png;base64,iVBORw0KGgo=";
  const picture = (url: string): Prose => root(paragraph({ type: "image", url, alt: "A cat" }));
  assert.match(await mainOf(picture("cat.png"), () => png), `<img src="${png}" alt="A cat">`);
  assert.match(await mainOf(picture(png)), `<img src="${png}" alt="A cat">`);
  assert.match(await mainOf(picture("cat.png")), '<a href="cat.png" class="picture">A cat</a>');
  const elsewhere = await mainOf(picture("https://example.org/cat.png"));
  assert.match(elsewhere, '<a href="https://example.org/cat.png" class="picture" rel="noreferrer">A cat</a>');
  for (const url of ["data:image/svg+xml;base64,PHN2Zz4=", "javascript:1"])
    assert.not.match(await mainOf(picture(url)), "src=");
  assert.not.match(await mainOf(picture("x"), () => "data:image/svg+xml;base64,PHN2Zz4="), "src=");
});

test("what is nested deeper than anybody reads is only its text", async () => {
  let node: Nodes = words("core");
  for (let depth = 0; depth < 20_000; depth++) node = { type: "emphasis", children: [node] } as Nodes;
  const html = await mainOf(root({ type: "paragraph", children: [node] } as Prose["children"][number]));
  assert.match(html, /<em>core<\/em>/);
  assert.ok(html.split("<em>").length < 110);
});

test.run();
