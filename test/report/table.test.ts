import { suite } from "uvu";
import * as assert from "uvu/assert";
import { makePaint } from "../../src/report/paint.ts";
import { suiteTable } from "../../src/report/table.ts";
import type { DocumentReport, StepReport } from "../../src/report/report.ts";

const test = suite("where documents hold");
const plain = makePaint(false);

const step = (status: StepReport["status"], line: number, path?: string): StepReport =>
  ({ status, line, column: 3, ...(path !== undefined && { path }) }) as unknown as StepReport;

const report = (path: string, on: string | undefined, more: Partial<DocumentReport>): DocumentReport => ({
  ...{ path, status: "held", machine: null, ms: 1, steps: [], notRun: [], messages: [] },
  ...(on !== undefined && { suite: on }),
  ...more,
});

test("without suites there is none", () => {
  assert.equal(suiteTable([report("a.md", undefined, {})], plain), []);
});

test("a row for each document, a column for each suite, and the line of the first step that failed", () => {
  const failed = [step("held", 3), step("failed", 7), step("failed", 9)];
  const table = suiteTable(
    [
      report("a.md", "bookworm", {}),
      report("a.md", "trixie", { status: "broken" }),
      report("docs/b.md", "bookworm", { status: "failed", steps: failed }),
      report("docs/b.md", "trixie", { status: "failed", steps: [step("failed", 2, "included.md")] }),
      report("c\x1b.md", "bookworm", { status: "broken", steps: [step("broken", 4)] }),
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
  const reports = [report("a.md", "bookworm", {}), report("a.md", "sid", {})];
  const painted = suiteTable(reports, makePaint(true)).join("\n");
  assert.is(painted.replaceAll(/\x1b\[\d+m/g, ""), suiteTable(reports, plain).join("\n"));
  assert.match(painted, "\x1b[32mheld\x1b[39m");
});

test.run();
