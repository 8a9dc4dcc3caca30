import { test } from "uvu";
import * as assert from "uvu/assert";
import { makePaint } from "../../src/report/paint.ts";
import { farewell, welcome } from "../../src/report/visit.ts";
import { outdatedLine, watchingLine } from "../../src/report/watching.ts";
import type { DocumentResult } from "../../src/run/outcome.ts";
import type { Occasion } from "../../src/run/visits.ts";
import { fence, planOf } from "../plan/read.ts";

const PLAIN = makePaint(false);
const result = (status: DocumentResult["status"]): DocumentResult => {
  return { path: "a.md", status, ms: 1, outcomes: [], passed: [], messages: [] };
};

test("what is watched, what is known, and the keys that do something now", () => {
  const line = (person: boolean, ...statuses: DocumentResult["status"][]): string =>
    watchingLine({ documents: 3, results: statuses.map(result), person }, PLAIN);
  assert.is(line(false), "Watching 3 documents. Ctrl-C ends it.");
  assert.is(line(true, "held", "held", "held"), "Watching 3 documents (3 held). Enter runs all, q quits");
  assert.is(
    line(true, "held", "failed", "broken"),
    "Watching 3 documents (1 held, 1 failed, 1 could not be run). Enter runs all, f what failed, s a shell at the failure, q quits",
  );
});

test("a path cannot move the cursor", () => {
  assert.is(outdatedLine("\x1b[2J.md"), "^[[2J.md has changed while it ran: it is stopped, and run again.");
});

const occasion = async (rest: Partial<Occasion> = {}): Promise<Occasion> => {
  const [step] = (await planOf(fence("console", "# echo \x1b[31m", "> more"))).steps;
  return { step: step!, kind: "failure", machine: "guest", notes: [], ...rest };
};

test("where somebody is, and how they leave", async () => {
  assert.is(
    welcome(await occasion({ notes: ["in a new shell"] }), PLAIN),
    [
      "a.md:2: after the step that failed  # echo ^[[31m",
      "This is its shell, on the document's guest. Ctrl-D at the prompt, or Ctrl-] at any time, leaves it as it is; exit ends it.",
      "(in a new shell)",
      "",
    ].join("\n"),
  );
  const paused = welcome(await occasion({ kind: "pause", machine: "host" }), PLAIN);
  assert.match(paused, "a.md:2: before the step  # ");
  assert.match(paused, "on this machine itself, with no protection.");
});

test("what comes next", async () => {
  const [failure, pause] = [await occasion(), await occasion({ kind: "pause" })];
  assert.is(farewell(failure, { kind: "left" }, PLAIN), "You have left the shell: cleanup runs.\n");
  assert.is(
    farewell(pause, { kind: "ended", status: 3 }, PLAIN),
    "The shell has ended with status 3: the run goes on, in a new one.\n",
  );
  assert.is(
    farewell(pause, { kind: "ended", status: undefined }, PLAIN),
    "The shell has ended: the run goes on, in a new one.\n",
  );
  const lost = { kind: "ended", status: undefined, reason: "the guest ended: \x07" } as const;
  assert.is(farewell(pause, lost, PLAIN), "The shell is gone: the guest ended: ^G.\n");
});

test.run();
