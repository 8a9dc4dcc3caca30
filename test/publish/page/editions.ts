import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Document } from "../../../src/document/document.ts";
import { parse } from "../../../src/document/parse.ts";
import { makePlan } from "../../../src/plan/make.ts";
import type { Planned } from "../../../src/plans.ts";
import { proseOf } from "../../../src/prose/prose.ts";
import { countClaims } from "../../../src/publish/claims.ts";
import type { Edition, Stamp } from "../../../src/publish/edition.ts";
import { makeEdition } from "../../../src/publish/make.ts";
import { observe } from "../../../src/publish/observe.ts";
import { type Assets, readAssets } from "../../../src/publish/page/assets.ts";
import { pageOf } from "../../../src/publish/page/page.ts";
import { shotOf } from "../../../src/publish/record.ts";
import { judge } from "../../../src/run/judge.ts";
import type { Outcome } from "../../../src/run/outcome.ts";
import type { Screen } from "../../../src/terminal/screen.ts";
import { includeFrom } from "../../../src/source/include.ts";
import { verify } from "../../../src/verify.ts";
import { folder } from "../../commands/howtrue.ts";

export const assets: Assets = readAssets();

/**
 * What comes of a document that is really run, in a sandbox. Its steps keep what they claimed: how a page shows what does
 * not hold, and what wildcards stand for.
 */
export async function editionOf(text: string, name = "howto.md"): Promise<Edition> {
  const { path, remove } = folder({ [name]: text });
  try {
    let planned: readonly Planned[] = [];
    const [result] = await verify([join(path, name)], {
      config: false,
      films: true,
      select: (all) => {
        planned = all.plans;
        return Promise.resolve(all);
      },
    });
    const { whole } = planned[0]!;
    const { outcomes, machine, ms } = result!;
    const shots = outcomes.map(shotOf);
    const { read } = await observe(whole!, shots);
    const stamp = { ...STAMP, machine: machine!, claims: countClaims(whole!.plan, outcomes), ms };
    const { edition } = makeEdition(read, shots, { path: `howtos/${name}`, stamp });
    return { ...edition, document: whole!.document, outcomes };
  } finally {
    remove();
  }
}

/** The same of a document whose steps print this, or are not run. */
export async function editionFrom(
  text: string,
  screens: readonly (Partial<Screen> | undefined)[],
  { path = "howto.md", format = "markdown" }: { path?: string; format?: Document["format"] } = {},
): Promise<Edition> {
  const document = await parse(text, { path, format, include: includeFrom(path) });
  const { steps } = makePlan(document);
  const outcomes = steps.map((step, i): Outcome => {
    const screen = screens[i];
    if (screen === undefined) return { step, status: "skipped", failures: [], notes: [] };
    const exit = typeof step.expectation.exit === "number" ? step.expectation.exit : 1;
    return judge(step, { screen: { lines: [], ...screen }, exit, ms: 5, end: "ended", uid: 1000 });
  });
  return { path, title: "A howto", document, outcomes, stamp: STAMP };
}

export const STAMP: Stamp = {
  date: "2026-11-21T17:27:41Z",
  machine: { kind: "guest", detail: "QEMU 7.2, Linux 6.1.0-56-amd64" },
  suite: "bookworm",
  kernel: "6.1.0-56-amd64",
  programs: [
    { name: "cut", version: "9.1-1", package: "coreutils" },
    { name: "seq", version: "9.1-1", package: "coreutils" },
    { name: "rsync", version: "3.2.7-1", package: "rsync" },
  ],
  howtrue: "0.2.0",
  claims: 3,
  ms: 1234,
};

/** Its page; without the recording where that is not what is tested. */
export function htmlOf({ recording, ...edition }: Edition, { recorded = true }: { recorded?: boolean } = {}): string {
  const shown = recorded && recording !== undefined ? { ...edition, recording } : edition;
  return pageOf(shown, { prose: proseOf(edition.document), assets });
}

export function writePages(folderPath: string, pages: Readonly<Record<string, string>>): void {
  for (const [name, html] of Object.entries(pages)) writeFileSync(join(folderPath, `${name}.html`), html);
}
