import { test } from "uvu";
import * as assert from "uvu/assert";
import type { IndexEntry } from "../../../src/publish/edition.ts";
import { indexOf } from "../../../src/publish/page/index-page.ts";
import { assets, STAMP } from "./editions.ts";

const entry = (title: string, more: Partial<IndexEntry> = {}): IndexEntry => ({
  ...{ path: `${title}.md`, title, stamp: STAMP, page: `${title}.html` },
  ...more,
});

const factsOf = (html: string): string[] =>
  [...html.matchAll(/<p class="facts">(.*?)<\/p>/g)].map(([, facts = ""]) => facts.replaceAll(/<[^>]*>/g, ""));

const countOf = (entries: readonly IndexEntry[]): string | undefined =>
  /<p class="count"[^>]*>([^<]*)</.exec(indexOf(entries, assets))?.[1];

test("an index says how many howtos there are, and whether they are true", () => {
  assert.is(countOf([]), "No howtos");
  assert.is(countOf([entry("a")]), "1 howto, all of them true");
  const stale = entry("b", { stamp: { ...STAMP, stale: "2026-12-01T00:00:00Z" } });
  assert.is(countOf([entry("a"), stale]), "2 howtos, 1 no longer true");
});

test("each entry tells its status, date, machine, claims and time", () => {
  const known = "verified on 21 November 2026 · in a virtual machine with Debian bookworm · 3 claims · 1.2 s";
  const stale = entry("c", { stamp: { ...STAMP, stale: "2026-12-01T00:00:00Z" }, steps: 1 });
  assert.equal(factsOf(indexOf([entry("a", { recording: "a.cast" }), entry("b"), stale], assets)), [
    "no longer true since 1 December 2026 · in a virtual machine with Debian bookworm · 1 step · 3 claims · 1.2 s",
    `${known} · with a recording`,
    known,
  ]);
});

test("names and titles are no markup, and no scheme", () => {
  const html = indexOf([entry("<script>", { page: "javascript:alert(1)/a b?c#d%.html" })], assets, "<i>");
  assert.match(html, 'href="./javascript%3Aalert(1)/a%20b%3Fc%23d%25.html"');
  assert.match(html, "&#x3C;script></a>");
  assert.match(html, "<title>&#x3C;i></title>");
});

test.run();
