import type { Element } from "hast";
import { plural } from "../../report/plural.ts";
import { visible } from "../../report/visible.ts";
import { formatDuration } from "../../settings/duration.ts";
import type { IndexEntry } from "../edition.ts";
import type { Assets } from "./assets.ts";
import { type Child, el } from "./element.ts";
import { fileOf } from "./frame.ts";
import { icon, sprite } from "./icons.ts";
import { dateOf, placeOf } from "./seal.ts";

/** A folder's howtos as an HTML page: those that no longer hold first, then by title. */
export function indexOf(entries: readonly IndexEntry[], assets: Assets, title = "Howtos"): string {
  const sorted = entries.toSorted((one, other) => rank(one) - rank(other) || byTitle(one, other));
  const stale = entries.filter((entry) => rank(entry) === 0).length;
  const found = stale === 0 ? "all of them true" : `${stale} no longer true`;
  const count = entries.length === 0 ? "No howtos" : `${plural(entries.length, "howto")}, ${found}`;
  return fileOf(
    {
      title: visible(title),
      description: count,
      styles: [assets.style.index],
      scripts: [assets.script.index],
      body: [
        sprite(),
        el("div", { className: ["page"] }, [
          el("header", { className: ["head"] }, [
            el("h1", { dir: "auto" }, [visible(title)]),
            el("p", { className: ["count"], role: "status" }, [count]),
            entries.length > 1 && filterView(),
          ]),
          el("main", {}, [el("ul", { className: ["entries"] }, sorted.map(entryView))]),
        ]),
      ],
    },
    assets.digest,
  );
}

function rank({ stamp }: IndexEntry): number {
  return stamp.stale === undefined ? 1 : 0;
}

function byTitle(one: IndexEntry, other: IndexEntry): number {
  return one.title.localeCompare(other.title, "en") || (one.path < other.path ? -1 : 1);
}

/** Its place is kept where there are no scripts to make it work. */
function filterView(): Element {
  return el("p", { className: ["filter"] }, [
    el("label", { htmlFor: ["index:filter"] }, ["Find"]),
    el("input", { id: "index:filter", type: "search", autoComplete: ["off"], spellCheck: "false" }),
  ]);
}

function entryView({ path, title, page, summary, steps, stamp, recording }: IndexEntry): Element {
  const { stale, date, ms, claims } = stamp;
  const status = stale === undefined ? "verified" : "stale";
  const facts = [
    stale === undefined ? `verified on ${dateOf(date)}` : `no longer true since ${dateOf(stale)}`,
    placeOf(stamp),
    ...(steps === undefined ? [] : [plural(steps, "step")]),
    plural(claims, "claim"),
    formatDuration(ms),
    ...(recording === undefined ? [] : ["with a recording"]),
  ];
  return el("li", { className: ["entry", status] }, [
    el("span", { className: ["mark"] }, [icon(stale === undefined ? "held" : "failed")]),
    el("h2", { dir: "auto" }, [el("a", { href: hrefOf(page) }, [visible(title)])]),
    el("p", { className: ["path"] }, [visible(path)]),
    summary !== undefined && el("p", { dir: "auto" }, [visible(summary)]),
    el("p", { className: ["facts"] }, facts.flatMap(factView)),
  ]);
}

/** Lines are broken between facts. */
function factView(fact: string, i: number): Child[] {
  return [i > 0 && " · ", el("span", {}, [fact])];
}

/** A path is no URL: it may have `#`, `?`, `%` and colons in it. */
function hrefOf(page: string): string {
  return `./${page.split("/").map(encodeURIComponent).join("/")}`;
}
