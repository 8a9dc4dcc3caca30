import { type Report, reportOf } from "../../src/report/report.ts";
import type { DocumentResult } from "../../src/run/outcome.ts";
import { fence } from "../plan/read.ts";
import { runText } from "../run/running.ts";

/** What means something to a terminal, XML, TAP, Markdown or GitHub. */
export const HOSTILE = "\x1b[2J</failure>]]><x a='b'> # SKIP \\ ::error::x%0A ``` | @all [a](b) {0} \uD800\uFFFE\u202E";

/** Each kind of outcome, and one with hostile text wherever text of a document or its output may stand. */
export async function mixedReport(): Promise<Report> {
  const mixed = await runText(
    [
      "# First",
      "",
      fence("console", "$ echo a", "a", "$ echo b", "c", "$ true # howtrue: skip", "$ false", "$ true"),
    ].join("\n"),
  );
  const held = await runText(fence("console", "$ echo a", "a", "$ echo a", "a"));
  const broken = await runText("text");
  return reportOf({
    results: [mixed.result, { ...held.result, path: "docs/b.md" }, broken.result, await hostile()],
    ms: 1_234,
  });
}

async function hostile(): Promise<DocumentResult> {
  const { result } = await runText(fence("console", "$ echo a", "b"));
  const [outcome] = result.outcomes;
  const step = {
    ...outcome!.step,
    command: HOSTILE,
    section: [HOSTILE],
    place: { ...outcome!.step.place, path: HOSTILE },
  };
  const observation = { ...outcome!.observation!, screen: { lines: [HOSTILE] } };
  const said = { code: "left-behind", severity: "error", place: { path: HOSTILE, line: 3 }, what: HOSTILE } as const;
  const failed = { ...outcome!, step, observation, notes: [HOSTILE] };
  return { ...result, path: HOSTILE, outcomes: [failed, { ...failed, status: "broken" }], messages: [said] };
}
