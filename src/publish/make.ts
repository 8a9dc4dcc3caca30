import { judge } from "../run/judge.ts";
import type { Outcome } from "../run/outcome.ts";
import { Past } from "../run/past.ts";
import type { Read } from "../rewrite/propose.ts";
import { type Cut, film, type Scene } from "./cast.ts";
import type { Edition, Stamp } from "./edition.ts";
import { titleOf } from "./observe.ts";
import type { Shot } from "./record.ts";
import { cap } from "./take.ts";
import { typedOf } from "./typing.ts";

export interface Made {
  readonly edition: Edition;
  readonly shots: readonly Shot[];
  /** Lines of the recording that are each step's output. */
  readonly outputs: Cut["outputs"];
}

/**
 * An edition of a document as it is to be published.
 * @param read the document, its outputs as they were observed
 * @param path the document's, below the folder that is published
 * @param source the document as it is written, where it is known
 */
export function makeEdition(
  read: Read,
  all: readonly Shot[],
  { path, stamp, source }: { path: string; stamp: Stamp; source?: Read },
): Made {
  const { document, plan } = read;
  const takes = cap(all.map(({ take }) => take));
  const shots = all.map((shot, i) => (takes[i] === undefined ? shot : { ...shot, take: takes[i] }));
  const outcomes = outcomesOf(read, shots);
  const title = titleOf(document, plan);
  const typed = typedOf(document, plan, outcomes);
  const scenes = plan.steps.map((step, i): Scene | undefined => {
    const { observation, take } = shots[i] ?? {};
    if (observation === undefined || take === undefined) return undefined;
    return { line: step.place.line, typed: typed[i]!, take };
  });
  const { recording, outputs } = film({ title, size: plan.settings.terminal, scenes });
  const isEmpty = scenes.every((scene) => scene === undefined);
  const claimed = source && { claimed: outcomesOf(source, shots) };
  const edition = { path, title, document, outcomes, ...claimed, stamp, ...(!isEmpty && { recording }) };
  return { edition, shots, outputs };
}

/** What was observed, held against the lines that show it now. */
function outcomesOf({ plan }: Read, shots: readonly Shot[]): Outcome[] {
  const past = new Past();
  return plan.steps.map((step, i) => {
    const { status, notes, observation, names }: Shot = shots[i] ?? { status: "untested", notes: [] };
    if (observation === undefined) return { step, status, failures: [], notes };
    const judged = judge(step, observation, { past });
    past.remember(judged);
    const fits = judged.status === status && judged.match !== undefined;
    return {
      step,
      status,
      observation,
      ...(fits && { match: judged.match }),
      ...(names !== undefined && { names: new Map(Object.entries(names)) }),
      failures: [],
      notes,
    };
  });
}
