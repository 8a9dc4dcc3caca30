import { makePlan } from "../../src/plan/make.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { proseOf } from "../../src/prose/prose.ts";
import { type Passage, passagesOf } from "../../src/replay/passages.ts";
import { makePaint, type Paint } from "../../src/report/paint.ts";
import type { Outcome } from "../../src/run/outcome.ts";
import type { Walked } from "../../src/run/walked.ts";
import { read } from "../plan/read.ts";

export const PLAIN: Paint = makePaint(false);

/** A Markdown document as a reader comes to it. */
export async function reading(text: string): Promise<{ plan: Plan; passages: Passage[] }> {
  const document = await read(text);
  const plan = makePlan(document);
  return { plan, passages: passagesOf({ document, prose: proseOf(document), steps: plan.steps }, PLAIN) };
}

/** A step that is behind the reader. */
export function walked(
  plan: Plan,
  index: number,
  about: Partial<Walked> & { status?: Outcome["status"] } = {},
): Walked {
  const step = plan.steps[index]!;
  const { status = "held", ...rest } = about;
  const observation = { screen: { lines: [] }, exit: 0, ms: 5, end: "ended", uid: 0 } as const;
  const failures = status === "failed" ? ([{ kind: "exit", exit: 1, claimed: "0" }] as const) : [];
  return { step, way: { kind: "run" }, outcome: { step, status, observation, failures, notes: [] }, ...rest };
}
