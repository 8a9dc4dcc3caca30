import { suite } from "uvu";
import * as assert from "uvu/assert";
import { makePaint } from "../../src/report/paint.ts";
import { suiteTable } from "../../src/report/table.ts";
import type { DocumentResult, Outcome } from "../../src/run/outcome.ts";

const test = suite("where documents hold");
const plain = makePaint(false);

const outcome = (status: Outcome["status"], path: string, line: number): Outcome =>
  ({ status, step: { place: { path, line, column: 3 } }, failures: [], notes: [] }) as unknown as Outcome;

const result = (path: string, on: string | undefined, more: Partial<DocumentResult>): DocumentResult => ({
  ...{ path, status: "held", ms: 1, outcomes: [], passed: [], messages: [] },
  ...(on !== undefined && { suite: on }),
  ...more,
});

test("without suites there is none", () => {
  assert.equal(suiteTable([result("a.md", undefined, {})], plain), []);
});

test("a row for each document, a column for each suite, and the line of the first step that failed", () => {
  const failed = [
    outcome("held", "docs/b.md", 3),
    outcome("failed", "docs/b.md", 7),
    outcome("failed", "docs/b.md", 9),
  ];
  const table = suiteTable(
    [
      result("a.md", "bookworm", {}),
      result("a.md", "trixie", { status: "broken" }),
      result("docs/b.md", "bookworm", { status: "failed", outcomes: failed }),
      result("docs/b.md", "trixie", { status: "failed", outcomes: [outcome("failed", "included.md", 2)] }),
      result("c\x1b.md", "bookworm", { status: "broken", outcomes: [outcome("broken", "c\x1b.md", 4)] }),
    ],
    plain,
  );
  assert.equal(table, [
    "",
    "           bookworm                  trixie",
    "a.md       held                      could not be run",
    "docs/b.md  failed: line 7            failed: included.md:2",
    "c^[.md     could not be run: line 4  -",
    "",
  ]);
});

test("colours take no room", () => {
  const results = [result("a.md", "bookworm", {}), result("a.md", "sid", {})];
  const painted = suiteTable(results, makePaint(true)).join("\n");
  assert.is(painted.replaceAll(/\x1b\[\d+m/g, ""), suiteTable(results, plain).join("\n"));
  assert.match(painted, "\x1b[32mheld\x1b[39m");
});

test.run();
