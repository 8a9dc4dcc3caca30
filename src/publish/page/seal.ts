import type { Element } from "hast";
import { plural } from "../../report/plural.ts";
import { visible } from "../../report/visible.ts";
import type { Outcome } from "../../run/outcome.ts";
import { formatDuration } from "../../settings/duration.ts";
import type { Edition, Stamp } from "../edition.ts";
import { el } from "./element.ts";

/** Whether a howto is true, as its page says at the top. */
type Verdict = "verified" | "stale" | "failed";

function verdictOf({ outcomes, stamp }: Pick<Edition, "outcomes" | "stamp">): Verdict {
  if (stamp.stale !== undefined) return "stale";
  return outcomes.some(({ status }) => isBad(status)) ? "failed" : "verified";
}

function isBad(status: Outcome["status"]): boolean {
  return status === "failed" || status === "broken" || status === "untested";
}

/** The stamp: what was found, when and on what, and behind a fold all that is known of it. */
export function sealView(edition: Edition): Element {
  const verdict = verdictOf(edition);
  const { stamp } = edition;
  return el("section", { className: ["seal", verdict], ariaLabel: "Verification" }, [
    emblem(verdict, stamp),
    el("div", { className: ["finding"] }, [
      el("p", { className: ["verdict"] }, [HEADS[verdict]]),
      el("p", {}, [sentenceOf(edition, verdict)]),
    ]),
    detailsView(stamp),
  ]);
}

const HEADS: Readonly<Record<Verdict, string>> = {
  verified: "This howto is true.",
  stale: "This howto is no longer true.",
  failed: "This howto does not hold.",
};

function sentenceOf({ outcomes, stamp }: Edition, verdict: Verdict): string {
  const count = (...wanted: readonly Outcome["status"][]): number =>
    outcomes.filter(({ status }) => wanted.includes(status)).length;
  const ran = `was run on ${dateOf(stamp.date)} ${placeOf(stamp)}`;
  const others = [
    [count("untested"), "not tested"],
    [count("skipped"), "not run"],
  ] as const;
  const rest = others.flatMap(([steps, what]) => (steps === 0 ? [] : [`; ${plural(steps, "step")} ${what}`])).join("");
  switch (verdict) {
    case "verified":
      return `Every command in it ${ran}, and ${plural(count("held"), "step")} held${rest}.`;
    case "stale":
      return `It has not held since ${dateOf(stamp.stale ?? "")}. What you read ${ran}.`;
    case "failed":
      return `It ${ran}: ${count("failed", "broken")} of ${plural(outcomes.length, "step")} did not hold${rest}.`;
  }
}

/** `in a virtual machine with Debian bookworm`. */
export function placeOf({ machine, suite }: Stamp): string {
  const system = suite === undefined ? "" : ` with Debian ${visible(suite)}`;
  return `${PLACES[machine.kind] ?? PLACES["host"]}${system}`;
}

const PLACES: Readonly<Record<string, string>> = {
  guest: "in a virtual machine",
  sandbox: "in a sandbox",
  host: "on a machine without protection",
};

/** `21 November 2026`. */
export function dateOf(iso: string): string {
  return new Date(iso).toLocaleDateString("en-GB", { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" });
}

function detailsView(stamp: Stamp): Element {
  const { date, machine, suite, kernel, claims, ms, howtrue, programs } = stamp;
  const unsaid = (value: string | undefined, text = value): string | undefined =>
    value === undefined || machine.detail.includes(value) ? undefined : text;
  const facts: [string, string | undefined][] = [
    ["When", `${dateOf(date)}, ${date.slice(11, 16)} UTC`],
    ["Machine", `${machine.kind}: ${machine.detail}`],
    ["System", unsaid(suite, `Debian ${suite}`)],
    ["Kernel", unsaid(kernel)],
    ["Claims checked", String(claims)],
    ["Time taken", formatDuration(ms)],
    ["Verified with", `howtrue ${howtrue}`],
  ];
  const rows = facts.map(
    ([name, value]) => value !== undefined && el("div", {}, [el("dt", {}, [name]), el("dd", {}, [visible(value)])]),
  );
  return el("details", {}, [
    el("summary", {}, ["What it was verified on"]),
    el("dl", {}, rows),
    programs.length > 0 && programsView(programs),
  ]);
}

/** A row for each package: most programs of a howto come from a few. */
function programsView(programs: Stamp["programs"]): Element {
  const rows = new Map<string, { version: string; from: string; names: string[] }>();
  for (const { name, version, package: from } of programs) {
    const row = rows.get(`${from} ${version}`) ?? { version, from, names: [] };
    row.names.push(name);
    rows.set(`${from} ${version}`, row);
  }
  const heads = ["Package", "Version", "Programs"].map((name) => el("th", { scope: "col" }, [name]));
  const table = el("table", {}, [
    el("thead", {}, [el("tr", {}, heads)]),
    el(
      "tbody",
      {},
      [...rows.values()].map(({ from, version, names }) =>
        el("tr", {}, [
          el("th", { scope: "row" }, [visible(from)]),
          el("td", {}, [visible(version)]),
          el("td", {}, [visible(names.join(", "))]),
        ]),
      ),
    ),
  ]);
  return el("div", { className: ["scroll"] }, [table]);
}

const SIGNS: Readonly<Record<Verdict, { path: string; word: string }>> = {
  verified: { path: "M41 61l13 13 26-29", word: "VERIFIED" },
  stale: { path: "M60 40v22l14 9", word: "NO LONGER TRUE" },
  failed: { path: "M45 45l30 30m0-30l-30 30", word: "DOES NOT HOLD" },
};

/** A stamp as of ink: two rings, the word and the date around, a sign in the middle. It says nothing that the text does not. */
function emblem(verdict: Verdict, { date }: Stamp): Element {
  const { path, word } = SIGNS[verdict];
  const ring = (r: string, name: string): Element => el("circle", { cx: "60", cy: "60", r, className: [name] });
  const along = (side: string, text: string): Element =>
    el("text", {}, [el("textPath", { href: `#seal:${side}`, startOffset: "50%", textAnchor: "middle" }, [text])]);
  const day = new Date(date).toLocaleDateString("en-GB", {
    timeZone: "UTC",
    day: "numeric",
    month: "short",
    year: "numeric",
  });
  return el("svg", { className: ["emblem"], viewBox: "0 0 120 120", ariaHidden: "true", focusable: "false" }, [
    el("path", { id: "seal:top", d: "M17 60a43 43 0 0 1 86 0", className: ["way"] }),
    el("path", { id: "seal:bottom", d: "M11 60a49 49 0 0 0 98 0", className: ["way"] }),
    ring("57", "outer"),
    ring("54", "beads"),
    ring("36", "inner"),
    along("top", word),
    along("bottom", day.toUpperCase()),
    el("path", { d: path, className: ["sign"] }),
  ]);
}
