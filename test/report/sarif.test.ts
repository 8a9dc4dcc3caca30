import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Log } from "sarif";
import { sarif } from "../../src/report/sarif.ts";
import { mixedReport } from "./reports.ts";

const read = async (base = ""): Promise<Log> =>
  JSON.parse(sarif(await mixedReport(), { version: "1.2.3", base })) as Log;

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
