import type { Browser } from "playwright-core";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { folder } from "../../commands/howtrue.ts";
import { faultsOf, launch, open } from "./browser.ts";
import type { IndexEntry } from "../../../src/publish/edition.ts";
import { indexOf } from "../../../src/publish/page/index-page.ts";
import { pageOf } from "../../../src/publish/page/page.ts";
import { assets, editionFrom, editionOf, htmlOf, STAMP, writePages } from "./editions.ts";
import { EVERYTHING } from "./trees.ts";

const HOWTO = `# Counting

Programs count, and *people* watch them. See [the manual](https://www.gnu.org/software/coreutils/).

## A file of words

\`\`\`console
$ cat > words <<'END'
> one
>   two & <three>
> END
$ wc -l < words
2
$ join () {
    echo "name:$1"
  }
$ join alice
name:alice
\`\`\`

## Much of it

\`\`\`console
$ seq 100
1
...
100
$ echo "It is $(date +%Y) now"
It is ... now
$ printf '\\e[31mred\\e[0m \\e[48;5;226;97mbright\\e[0m \\e[2mdim\\e[0m\\n'
red bright dim
\`\`\`

## What goes wrong

> A quote, and a list:
> - [x] done

\`\`\`console
$ echo two
zwei
$ ls /nonexistent    # howtrue: exit=2
ls: cannot access '/nonexistent': No such file or directory
$ echo left    # howtrue: skip
left
$ false
$ echo never
never
\`\`\`

| a | b |
| - | - |
| 1 | 2 |
`;

const times = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join("");

/** Nested beyond reason, with headings that say nothing. */
const DEEP = `# Deep\n\n##\n\n## ![](x.png)\n\n${times(4, (i) => `## Part ${i}\n\n`)}\
${times(99, (i) => `${"  ".repeat(i)}- list ${i}\n`)}\nText.\n\n${times(90, (i) => `${">".repeat(i + 1)} quote ${i}\n${">".repeat(i + 1)}\n`)}
Term
: ${times(30, () => "> - ")}mixed
`;

const WIDE_AND_NARROW = [
  { viewport: { width: 1440, height: 900 } },
  { viewport: { width: 820, height: 1100 } },
  { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
];

const ENTRIES: readonly IndexEntry[] = [
  { path: "b/zwei.md", title: "Zwei", stamp: STAMP, page: "b/zwei.html", recording: "b/zwei.cast" },
  { path: "a#1.rst", title: "Eins <b>", stamp: STAMP, page: "a#1.html" },
  { path: "old.md", title: "Old", stamp: { ...STAMP, stale: "2026-12-01T00:00:00Z" }, page: "old.html" },
];

const test = suite("page in a browser");
let browser: Browser;
let place: { path: string; remove: () => void };
const at = (name: string): string => `${place.path}/${name}.html`;

test.before(async () => {
  place = folder({});
  const edition = await editionOf(HOWTO);
  const good = {
    ...edition,
    outcomes: edition.outcomes.map((one) => ({ ...one, status: "held" as const, failures: [] })),
  };
  writePages(place.path, {
    howto: htmlOf(edition),
    everything: pageOf(await editionFrom("", []), { prose: EVERYTHING, assets }),
    index: indexOf(ENTRIES, assets),
    deep: htmlOf(await editionFrom(DEEP, [])),
    one: indexOf(ENTRIES.slice(0, 1), assets),
    none: indexOf([], assets),
    stale: htmlOf({ ...good, stamp: { ...good.stamp, stale: "2026-12-01T00:00:00Z" } }),
  });
  browser = await launch();
});

test.after(async () => {
  await browser.close();
  place.remove();
});

test("axe finds nothing, in light and dark, wide and narrow, and no page scrolls sideways", async () => {
  for (const name of ["howto", "stale", "everything", "deep", "index", "one", "none"]) {
    const { page, trouble } = await open(browser, at(name));
    await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
    for (const [i, { viewport }] of WIDE_AND_NARROW.entries()) {
      if (i === 1 && name !== "howto") continue;
      const colorScheme = i === 2 ? "dark" : "light";
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      assert.equal(await faultsOf(page), [], `${name} ${colorScheme} ${viewport.width}`);
      assert.is(await page.evaluate(() => document.documentElement.scrollWidth), viewport.width);
    }
    assert.equal(trouble, []);
    await page.context().close();
  }
});

test("a command is copied as it was run: all its lines, no prompt", async () => {
  const { page } = await open(browser, at("howto"), { permissions: ["clipboard-read", "clipboard-write"] });
  const clipboard = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
  await page.getByRole("button", { name: "Copy the command of step 1", exact: true }).click();
  assert.is(await clipboard(), "cat > words <<'END'\none\n  two & <three>\nEND");
  await page.getByRole("status").filter({ hasText: "Copied" }).waitFor();
  await page.getByRole("button", { name: "Copy the command of step 3", exact: true }).click();
  assert.is(await clipboard(), 'join () {\n    echo "name:$1"\n  }');
  // The same, selected by hand.
  await page.evaluate(() => {
    const command = document.querySelector("[id='step:1'] .command")!;
    getSelection()!.selectAllChildren(command);
  });
  await page.keyboard.press("Control+C");
  assert.is((await clipboard()).trimEnd(), "cat > words <<'END'\none\n  two & <three>\nEND");
  await page.context().close();
});

test("keys go from step to step, copy and help, and can be switched off", async () => {
  const { page, trouble } = await open(browser, at("howto"), { permissions: ["clipboard-read", "clipboard-write"] });
  const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.id ?? "");
  await page.keyboard.press("j");
  assert.is(await focused(), "step:1");
  await page.keyboard.press("n");
  await page.keyboard.press("n");
  await page.keyboard.press("k");
  assert.is(await focused(), "step:2");
  assert.ok(page.url().endsWith("#step:2"));
  await page.keyboard.press("c");
  await page.getByRole("status").filter({ hasText: "Copied" }).waitFor();
  assert.is(await page.evaluate(() => navigator.clipboard.readText()), "wc -l < words");
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await help.waitFor();
  assert.equal(await faultsOf(page), []);
  await help.getByRole("checkbox").uncheck();
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  assert.is(await focused(), "step:2");
  await page.reload();
  await page.keyboard.press("j");
  assert.ok(page.url().endsWith("#step:2"));
  assert.equal(trouble, []);
  await page.context().close();
});

test("all that can be pressed is reached with Tab, and is seen to be", async () => {
  const { page } = await open(browser, at("howto"));
  const wanted = await page.evaluate(
    () => document.querySelectorAll("a[href], button:not(dialog *), summary, main [tabindex='0']").length,
  );
  const reached = new Set<string>();
  for (let i = 0; i < wanted * 2; i++) {
    await page.keyboard.press("Tab");
    const [key, isShown] = await page.evaluate(() => {
      const element = document.activeElement!;
      if (element === document.body) return ["", true] as const;
      const { outlineStyle, opacity, visibility } = getComputedStyle(element);
      const { width, height } = element.getBoundingClientRect();
      const all = [...document.querySelectorAll("*")];
      const isSeen = outlineStyle !== "none" && opacity !== "0" && visibility === "visible" && width > 0 && height > 0;
      return [String(all.indexOf(element)), isSeen] as const;
    });
    if (key === "") break;
    assert.ok(isShown, `what has the focus is to be seen: ${key}`);
    reached.add(key);
  }
  const hidden = await page.evaluate(() => document.querySelectorAll(".toggle, .contents summary").length);
  assert.ok(reached.size >= wanted - hidden, `${reached.size} of ${wanted}`);
  await page.context().close();
});

test("the recording plays from a step, follows the one being read, and asks for nothing", async () => {
  const { page, trouble } = await open(browser, at("howto"), { colorScheme: "dark" });
  assert.is(await page.locator(".ap-player").count(), 0);
  await page.getByRole("button", { name: "Play the recording from step 4", exact: true }).click();
  await page.locator("[id='step:4'].playing[aria-current=step]").waitFor();
  await page.locator("[id='step:5'].playing").waitFor();
  await page.locator(".ap-term", { hasText: "name:" }).waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press(" ");
  await page.locator(".ap-playback-button[aria-label=Play]").waitFor();
  const time = (): Promise<string> => page.locator(".ap-time-elapsed").innerText();
  const paused = await time();
  await page.locator("[id='step:9']").scrollIntoViewIfNeeded();
  await page.mouse.move(300, 400);
  await page.mouse.wheel(0, 400);
  await page.waitForFunction((before) => document.querySelector(".ap-time-elapsed")?.textContent !== before, paused);
  assert.equal(await faultsOf(page), []);
  assert.equal(trouble, []);
  await page.context().close();
});

test("the player is light where the page is, and goes on from where it was when that changes", async () => {
  const { page, trouble } = await open(browser, at("howto"), { colorScheme: "light" });
  await page.getByRole("button", { name: "Play the recording from step 3", exact: true }).click();
  await page.locator("[id='step:3'].playing").waitFor();
  const player = page.locator(".ap-player");
  const ground = (): Promise<string> => player.evaluate((one) => getComputedStyle(one).backgroundColor);
  const before = [await ground(), await page.locator(".ap-time-elapsed").innerText()];
  await page.emulateMedia({ colorScheme: "dark" });
  await page.waitForFunction((light) => {
    const one = document.querySelector(".ap-player");
    return one !== null && getComputedStyle(one).backgroundColor !== light;
  }, before[0]);
  await page.locator(".ap-term", { hasText: "words" }).waitFor();
  assert.not(["--:--", "00:00"].includes(await page.locator(".ap-time-elapsed").innerText()));
  assert.equal(trouble, []);
  await page.context().close();
});

test("on a telephone the recording is folded to a bar, and shows when it is played", async () => {
  const { page } = await open(browser, at("howto"), WIDE_AND_NARROW[2]);
  const screen = page.locator(".screen");
  const toggle = page.getByRole("button", { name: "Recording", exact: true });
  assert.not(await screen.isVisible());
  await page.getByRole("button", { name: "Copy the command of step 2", exact: true }).click();
  await page.getByRole("button", { name: "Play the recording from step 2", exact: true }).click();
  await page.locator(".ap-term", { hasText: "wc -l" }).waitFor();
  assert.is(await toggle.getAttribute("aria-expanded"), "true");
  const [bottom, top] = await Promise.all([
    page.locator("[id='step:2']").evaluate((one) => one.getBoundingClientRect().bottom),
    page.locator(".theatre").evaluate((one) => one.getBoundingClientRect().top),
  ]);
  assert.ok(bottom <= top, "the step that is played is not behind its recording");
  await toggle.click();
  assert.not(await screen.isVisible());
  await page.context().close();
});

/** Of the Layout Instability API, which TypeScript does not know. */
interface Shift extends PerformanceEntry {
  readonly hadRecentInput: boolean;
  readonly sources: readonly { readonly node?: Node }[];
}

test("nothing moves while it loads, is read and begins to play", async () => {
  for (const options of WIDE_AND_NARROW) {
    const { page } = await open(browser, at("howto"), options);
    await page.evaluate(() => {
      const moved: string[] = [];
      Object.assign(globalThis, { moved });
      new PerformanceObserver((list) => {
        for (const { hadRecentInput, sources } of list.getEntries() as Shift[]) {
          const elements = sources.map(({ node }) => (node instanceof Element ? node : node?.parentElement));
          // What moves in the player's own box is the player's matter.
          const ours = elements.filter((element) => !hadRecentInput && element?.closest(".screen") === null);
          moved.push(...ours.map((element) => element?.outerHTML.slice(0, 80) ?? ""));
        }
      }).observe({ ...{ type: "layout-shift", buffered: true } });
    });
    if (await page.locator(".toggle").isVisible()) await page.locator(".toggle").click();
    await page.locator(".start").click();
    await page.locator(".ap-player").waitFor();
    for (let y = 0; y < 3; y++) {
      await page.mouse.wheel(0, 500);
      await page.waitForTimeout(60);
    }
    assert.equal(await page.evaluate(() => (globalThis as unknown as { moved: string[] }).moved), []);
    await page.context().close();
  }
});

test("without scripts all of it is there to be read, and nothing that needs them", async () => {
  const { page, trouble } = await open(browser, at("howto"), { javaScriptEnabled: false });
  const text = await page.locator("body").innerText();
  for (const shown of [
    "Counting",
    "This howto does not hold.",
    "wc -l < words",
    "name:alice",
    "zwei",
    "Exit status 2, as announced.",
  ])
    assert.ok(text.includes(shown), shown);
  assert.not(await page.locator(".theatre").isVisible());
  assert.is(await page.locator("button:visible").count(), 0);
  assert.equal(trouble, []);
  await page.context().close();
});

test("on paper there are no buttons and no player, and links say where they lead", async () => {
  const { page } = await open(browser, at("howto"));
  await page.emulateMedia({ media: "print" });
  assert.is(await page.locator("button:visible").count(), 0);
  assert.not(await page.locator(".theatre").isVisible());
  const link = page.getByRole("link", { name: "the manual" });
  const behind = await link.evaluate((one) => getComputedStyle(one, "::after").content);
  assert.match(behind, "https://www.gnu.org/software/coreutils/");
  await page.context().close();
});

test("an index finds howtos by their text, and is whole without that", async () => {
  const { page, trouble } = await open(browser, at("index"));
  const titles = (): Promise<string[]> => page.locator(".entry:visible h2").allInnerTexts();
  assert.equal(await titles(), ["Old", "Eins <b>", "Zwei"]);
  assert.is(await page.getByRole("link", { name: "Eins <b>" }).getAttribute("href"), "./a%231.html");
  await page.getByRole("searchbox", { name: "Find" }).fill("virtual EINS");
  assert.equal(await titles(), ["Eins <b>"]);
  assert.is(await page.getByRole("status").innerText(), "1 of 3");
  await page.getByRole("searchbox").fill("");
  assert.equal((await titles()).length, 3);
  assert.is(await page.getByRole("status").innerText(), "3 howtos, 1 no longer true");
  assert.equal(trouble, []);
  await page.context().close();
  const bare = await open(browser, at("index"), { javaScriptEnabled: false });
  assert.is(await bare.page.locator(".entry:visible").count(), 3);
  assert.not(await bare.page.getByRole("searchbox").isVisible());
  await bare.page.context().close();
});

test.run();
