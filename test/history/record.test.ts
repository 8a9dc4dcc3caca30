import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  flakyDocuments,
  muchSlowerThan,
  type ProjectRecord,
  remember,
  type RunRecord,
  usualTime,
} from "../../src/history/record.ts";

const NOTHING: ProjectRecord = { version: 1, root: "/p", documents: {} };
const run = (status: RunRecord["status"], digest: string, more: Partial<RunRecord> = {}): RunRecord => ({
  ...{ status, digest, ms: 10 },
  ...more,
});
const withRuns = (key: string, ...runs: RunRecord[]): ProjectRecord =>
  runs.reduce((record, one) => remember(record, { key, run: one, times: [] }), NOTHING);

test("a step keeps its times while it is in the document, the last ten", () => {
  let record = NOTHING;
  for (let i = 0; i < 15; i++)
    record = remember(record, {
      key: "a.md",
      run: run("held", "x"),
      times: [
        ["s", i],
        ["t", undefined],
      ],
    });
  assert.equal(record.documents["a.md"]!.steps, { s: [5, 6, 7, 8, 9, 10, 11, 12, 13, 14], t: [] });
  const less = remember(record, { key: "a.md", run: run("held", "x"), times: [["t", 4.6]] });
  assert.equal(less.documents["a.md"]!.steps, { t: [5] });
});

test("a run of a part says nothing of the whole, and forgets nothing", () => {
  const record = remember(withRuns("a.md", run("failed", "x")), { key: "a.md", run: undefined, times: [["s", 3]] });
  assert.equal(record.documents["a.md"], { runs: [run("failed", "x")], steps: { s: [3] } });
  const more = remember(record, { key: "a.md", run: undefined, times: [["t", 4]] });
  assert.equal(more.documents["a.md"]!.steps, { s: [3], t: [4] });
});

test("twenty runs are kept, and a document usually takes what it takes in the middle of them", () => {
  const runs = Array.from({ length: 30 }, (_, i) => run("held", "x", { ms: i }));
  const { runs: kept, steps } = withRuns("a.md", ...runs).documents["a.md"]!;
  assert.is(kept.length, 20);
  assert.is(usualTime({ runs: kept, steps }), 20);
  assert.is(usualTime({ runs: [], steps }), undefined);
});

test("much slower: three times as long, and a second longer, than what is known of three runs", () => {
  assert.is(muchSlowerThan([500, 500, 500], 1_600), 500);
  assert.is(muchSlowerThan([500, 500, 500], 1_400), undefined);
  assert.is(muchSlowerThan([10, 10, 10], 900), undefined, "no second longer");
  assert.is(muchSlowerThan([500, 500], 60_000), undefined, "too little is known");
  assert.is(muchSlowerThan([100, 9_000, 110, 120, 100], 5_000), 110, "one that was slow once does not count");
});

test("flaky: held and did not hold as it was, or only at another attempt", () => {
  const flaky = (...runs: RunRecord[]): unknown[] => flakyDocuments(withRuns("a.md", ...runs));
  assert.equal(flaky(run("held", "x"), run("failed", "x")), [{ key: "a.md", failed: 1, runs: 2 }]);
  assert.equal(flaky(run("held", "x"), run("failed", "y")), [], "it was changed between");
  assert.equal(flaky(run("failed", "x"), run("broken", "x")), [], "it never held");
  assert.equal(flaky(run("held", "x"), run("broken", "x")), [], "it could not be run: no bubblewrap, no image");
  assert.equal(flaky(run("held", "x", { flaky: true })), [{ key: "a.md", failed: 1, runs: 1 }]);
});

test.run();
