import type { Browser } from "playwright-core";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Edition } from "../../../src/publish/edition.ts";
import { folder } from "../../commands/howtrue.ts";
import { faultsOf, launch, open } from "./browser.ts";
import { editionOf, htmlOf, writePages } from "./editions.ts";

/** Each would leave `stung` in the page that runs it, or a dialog, or a request. */
const STINGS = [
  "<script>stung=1;alert(1)</script>",
  '"><img src=x onerror="stung=1;alert(2)">',
  "</script><script>stung=1;alert(3)</script>",
  "</code></pre></div></main><h1>Not ours</h1>",
  "<!-- <script>",
  "]]><svg onload=stung=1>",
  "' onmouseover='stung=1",
  "</style><style>*{display:none}",
  "&lt;b&gt; &amp; &#x3c;",
  "\\u003cscript>stung=1</script>",
];

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const HOSTILE = `# Title ${STINGS[0]} ${STINGS[2]}

${STINGS.map((sting) => `So: ${sting}`).join("\n\n")}

[one](javascript:stung=1) [two](JaVaScRiPt:stung=1) [three](data:text/html,<script>stung=1</script>)
[four](vbscript:stung) ![five](javascript:stung=1) ![six](https://evil.example/six.png) ![seven](data:image/svg+xml,<svg/onload=stung=1>)
<a href="javascript:stung=1">eight</a> <https://example.org/"onmouseover="stung=1>
![nine](data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==)

## ${STINGS[1]}

<div id="theatre:screen" class="step">mine</div>
<iframe src="https://evil.example/"></iframe><form action="https://evil.example/"><input name="q"></form>
<meta http-equiv="refresh" content="0;url=https://evil.example/"><base href="https://evil.example/">

\`\`\`console
${STINGS.map((sting) => `$ printf '%s\\n' ${quoted(sting)}\nsomething else`).join("\n")}
$ printf '%s\\n' ${STINGS.map(quoted).join(" ")}
$ printf '\\e[31;1mred\\e]0;title\\a\\e]52;c;aGk=\\a\\e[2J\\e[H\\e[999;999H\\u202e evil \\u2066 \\x9b31m\\e]8;;javascript:stung=1\\aclick\\e]8;;\\a\\n'
...
$ for i in $(seq 0 4999); do printf '\\e[38;2;%d;%d;%dm.' $((i % 256)) $((i / 20)) $((i * 7 % 256)); done; echo
...
$ head -c 3000000 /dev/zero | tr '\\0' x; echo
...
$ for i in $(seq 300); do echo "$i שלום עולם العربية <b>$i</b>"; done
...
\`\`\`

\`\`\`${STINGS[1]?.replaceAll("`", "")}
code
\`\`\`
`;

const test = suite("hostile documents");
let browser: Browser;
let edition: Edition;
let html: string;
let place: { path: string; remove: () => void };

test.before(async () => {
  place = folder({});
  edition = await editionOf(HOSTILE);
  const name = STINGS[1]!;
  const stamp = {
    ...edition.stamp,
    machine: { kind: "guest", detail: name },
    suite: name,
    kernel: name,
    howtrue: name,
  };
  html = htmlOf({ ...edition, path: name, stamp: { ...stamp, programs: [{ name, version: name, package: name }] } });
  writePages(place.path, { hostile: html });
  browser = await launch();
});

test.after(async () => {
  await browser.close();
  place.remove();
});

test("nothing of a document or its output runs, becomes an element, or asks another host", async () => {
  const { page, trouble } = await open(browser, `${place.path}/hostile.html`);
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
  await page.locator(".watch").first().click();
  await page.locator(".ap-player").waitFor();
  for (const link of await page.getByRole("link", { name: /^(one|two|three|four|eight)$/ }).all())
    assert.is(await link.getAttribute("href"), null);
  const found = await page.evaluate(() => ({
    stung: "stung" in globalThis,
    headings: [...document.querySelectorAll("h1")].length,
    strange: document.querySelectorAll(
      "iframe, form:not([method=dialog]), base, meta[http-equiv=refresh], object, embed",
    ).length,
    handlers: [...document.querySelectorAll("*")].filter((one) =>
      [...one.attributes].some(({ name }) => name.startsWith("on")),
    ).length,
    styled: document.querySelectorAll("main [style], header [style]").length,
    links: [...document.querySelectorAll("main a[href]")].map((one) => (one as HTMLAnchorElement).protocol),
    pictures: [...document.querySelectorAll("img")].map((one) => one.src.slice(0, 22)),
    screens: document.querySelectorAll("[id='theatre:screen']").length,
    steps: document.querySelectorAll(".step").length,
    shown: document.querySelector("main")!.innerText,
  }));
  assert.not(found.stung);
  assert.is(found.headings, 1);
  assert.is(found.strange, 0);
  assert.is(found.handlers, 0);
  assert.is(found.styled, 0);
  assert.equal(
    found.links.filter((protocol) => !["http:", "https:", "file:"].includes(protocol)),
    [],
  );
  assert.equal(found.pictures, ["data:image/png;base64,"]);
  assert.is(found.screens, 1);
  assert.is(found.steps, edition.outcomes.length);
  for (const sting of STINGS) assert.ok(found.shown.includes(sting), sting);
  assert.equal(trouble, []);
  await page.context().close();
});

test("what a hostile document prints is readable, in light and dark, and scrolls in its block", async () => {
  for (const colorScheme of ["light", "dark"] as const) {
    const options = { colorScheme, viewport: { width: 390, height: 844 } };
    const { page } = await open(browser, `${place.path}/hostile.html`, options);
    await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
    assert.equal(await faultsOf(page), [], colorScheme);
    assert.is(await page.evaluate(() => document.documentElement.scrollWidth), 390);
    await page.context().close();
  }
});

test("of much output the page holds the ends, and says how much there is", () => {
  const bare = htmlOf(edition, { recorded: false });
  assert.ok(bare.length < 400_000, `${bare.length}`);
  assert.match(bare, /… [89]\d\d,\d{3} bytes were not kept …/);
  assert.match(bare, "300 lines, which may differ from run to run");
});

test.run();
