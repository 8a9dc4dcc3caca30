import { test } from "uvu";
import * as assert from "uvu/assert";
import { formatMessage } from "../../src/message/message.ts";
import { jsonReporter } from "../../src/report/json.ts";
import { mergeReports, readReport, type ReportFrom } from "../../src/report/merge.ts";
import type { Report } from "../../src/report/report.ts";
import { mixedReport } from "./reports.ts";

const merged = (...reports: ReportFrom[]): Report => {
  const all = mergeReports(reports);
  assert.ok("documents" in all, JSON.stringify(all));
  return all;
};
const said = (...reports: ReportFrom[]): string[] => {
  const all = mergeReports(reports);
  assert.not("documents" in all);
  return (all as readonly Parameters<typeof formatMessage>[0][]).map(formatMessage);
};
const shard = (report: Report, index: number, more: { count?: number; shards?: string } = {}): ReportFrom => ({
  path: `${index}.json`,
  report: { ...report, shard: { index, count: 2, shards: "x", ...more } },
});

test("what json has written is read as it was, whatever a document holds", async () => {
  const report = await mixedReport();
  assert.equal(readReport("a.json", jsonReporter().whole(report)), JSON.parse(JSON.stringify(report)));
});

test("documents of several runs one after the other, counted again", async () => {
  const report = await mixedReport();
  const { documents, summary } = merged({ path: "a", report }, { path: "b", report });
  assert.equal(documents.map(({ path }) => path).slice(0, 3), ["a.md", "docs/b.md", "a.md"]);
  assert.equal(
    [summary.documents, summary.failed, summary.steps.total, summary.ms],
    [8, 4, 2 * report.summary.steps.total, 2_468],
  );
});

test("shards: in the order of their paths, and as long as the longest", async () => {
  const report = await mixedReport();
  const [a, b, ...rest] = report.documents;
  const { documents, summary } = merged(
    shard({ ...report, documents: [b!, ...rest] }, 2),
    shard({ ...report, documents: [a!] }, 1),
  );
  assert.equal(
    documents.map(({ path }) => path),
    [...report.documents.map(({ path }) => path)].toSorted(),
  );
  assert.is(summary.ms, 1_234);
});

test("a shard that is missing, there twice or of another whole is a fault", async () => {
  const report = await mixedReport();
  assert.equal(said(shard(report, 2)), [
    "2.json: error: of 2 shards there is no report of 1 [missing-shard]\n  name the reports of all shards",
  ]);
  assert.equal(said(shard(report, 1), shard(report, 1)), [
    "1.json: error: this is shard 1 again, after 1.json [same-shard]",
  ]);
  assert.match(
    said(shard(report, 1), shard(report, 2, { shards: "y" }))[0]!,
    "2.json: error: this is no part of what 1.json is [other-shards]",
  );
  assert.match(
    said(shard(report, 1), { path: "c.json", report })[0]!,
    "c.json: error: this is no part of what 1.json is",
  );
});

test("what is no report is told apart", () => {
  const fault = (text: string): string => {
    const read = readReport("a.json", text);
    assert.ok("code" in read);
    return read.what;
  };
  assert.match(fault("<xml>"), "this is no report of howtrue: it is no JSON: Unexpected token");
  assert.match(fault("[]"), "this is no report of howtrue: version: Invalid key: Expected");
  assert.match(
    fault('{"version":2}'),
    "this is no report of howtrue: version: Invalid type: Expected 1 but received 2",
  );
  assert.match(
    fault('{"version":1,"documents":[{}],"summary":{"ms":1}}'),
    "this is no report of howtrue: documents.0.",
  );
});

test.run();
