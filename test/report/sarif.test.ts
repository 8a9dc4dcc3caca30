import { createRequire } from "node:module";
import draft04 from "ajv-draft-04";
import formats from "ajv-formats";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Log } from "sarif";
import type { DocumentReport, Report } from "../../src/report/report.ts";
import { sarif } from "../../src/report/sarif.ts";
import { mixedReport } from "./reports.ts";

const read = async (base = ""): Promise<Log> => logOf(await mixedReport(), base);

function logOf(report: Report, base = ""): Log {
  return JSON.parse(sarif(report, { version: "1.2.3", base })) as Log;
}

/** OASIS's own, as Microsoft's matchers for Jest carry it. */
const require = createRequire(import.meta.url);
const SCHEMA = require("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json") as object;
const ajv = new draft04.default({ allErrors: true, unicodeRegExp: false }); // one pattern has a bracket too many
formats.default(ajv);
const isSarif = ajv.compile(SCHEMA);

/** What is wrong with a log, by the schema. */
function faults(log: unknown): string[] {
  isSarif(log);
  return (isSarif.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** The first document with a step that failed, as if it were another. */
async function asIf(other: Partial<DocumentReport>): Promise<Report> {
  const report = await mixedReport();
  const failed = report.documents.find(({ status }) => status === "failed")!;
  return { ...report, documents: [{ ...failed, ...other }] };
}

test("it is what the schema of OASIS says, whatever a document holds", async () => {
  const log = await read("sub/");
  assert.equal(faults(log), []);
  const places = log.runs[0]!.results!.map(({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation?.uri);
  assert.ok(new Set(places).size > 1, "it is about several documents");
  assert.is.not(faults({ ...log, runs: [{}] }).length, 0, "the schema is one that refuses");
  const [run] = log.runs;
  const nowhere = { physicalLocation: { artifactLocation: { uri: "a b[" } } };
  const strange = { ...log, runs: [{ ...run, results: [{ ...run!.results![0], locations: [nowhere] }] }] };
  assert.is(faults(strange).length, 1, "and looks at addresses");
});

test("also without anything to say, and of documents of any name, suite and number of attempts", async () => {
  assert.equal(faults(logOf({ ...(await mixedReport()), documents: [] })), []);
  for (const path of [
    "-",
    "--grep",
    "/",
    "/etc/a b.md",
    "../up.md",
    "a:b.md",
    "é\u{1F600}.md",
    "100%.md",
    "a#b?c.md",
  ]) {
    const report = await asIf({ path, suite: "trixie" });
    const { attempts: _, ...first } = report.documents[0]!;
    const [document] = (await asIf({ path, status: "held", attempts: [first] })).documents;
    assert.equal(faults(logOf({ ...report, documents: [...report.documents, document!] })), [], path);
  }
});

/** What code scanning asks for beside the schema: https://docs.github.com/code-security, SARIF support. */
test("it is what GitHub takes: each result on a line of the repository, each rule named and described", async () => {
  const [run] = (await read("sub/")).runs;
  for (const { ruleId, message, locations } of run!.results!) {
    assert.ok(ruleId !== undefined && message.text !== undefined && message.text !== "");
    assert.is(locations?.length, 1);
    const { uri, uriBaseId } = locations![0]!.physicalLocation!.artifactLocation!;
    assert.ok(uriBaseId === "%SRCROOT%" && uri!.startsWith("sub/"), uri);
  }
  for (const { id, shortDescription } of run!.tool.driver.rules!) assert.ok(id !== "" && shortDescription!.text !== "");
});

test("a result for each step that failed or could not be run, and each message, on its line", async () => {
  const { version, runs } = await read("sub/");
  assert.is(version, "2.1.0");
  const [run] = runs;
  assert.equal([run!.tool.driver.name, run!.tool.driver.semanticVersion], ["howtrue", "1.2.3"]);
  const places = run!.results!.slice(0, 3).map(({ ruleId, level, locations }) => {
    const { artifactLocation, region } = locations![0]!.physicalLocation!;
    return [ruleId, level, artifactLocation?.uri, region?.startLine, region?.startColumn];
  });
  assert.equal(places, [
    ["output", "error", "sub/a.md", 7, 1],
    ["exit", "error", "sub/a.md", 9, 3],
    ["nothing-to-verify", "error", "sub/a.md", undefined, undefined],
  ]);
});

test("each result's rule is there, at the place that it names", async () => {
  const [run] = (await read()).runs;
  const { rules = [] } = run!.tool.driver;
  for (const { ruleId, ruleIndex } of run!.results!) assert.is(rules[ruleIndex!]?.id, ruleId);
  assert.is(new Set(rules.map(({ id }) => id)).size, rules.length);
});

test("an address is one, and a message has no links", async () => {
  for (const { message, locations } of (await read()).runs[0]!.results!) {
    assert.match(locations![0]!.physicalLocation!.artifactLocation!.uri!, /^[\w.!~*'()%/-]+$/);
    assert.not.match(message.text!, /(?<!\\)\[a/);
    assert.not.match(message.text!, /[\0-\x09\x0b-\x1f\x7f-\x9f\u202E]/);
  }
});

test.run();
