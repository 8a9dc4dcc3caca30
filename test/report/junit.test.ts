import { readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { validateXML } from "xmllint-wasm";
import { junit } from "../../src/report/junit.ts";
import { HOSTILE, mixedReport } from "./reports.ts";

/** That of Jenkins, which is the strictest that is in use. */
const SCHEMA = readFileSync(new URL("../fixtures/schema/jenkins-junit.xsd", import.meta.url), "utf8");
const faults = async (xml: string): Promise<string[]> => {
  const { errors } = await validateXML({ xml: [{ fileName: "report.xml", contents: xml }], schema: [SCHEMA] });
  return errors.map(({ message }) => message);
};

test("it is what Jenkins reads, whatever a document holds", async () => {
  assert.equal(await faults(junit(await mixedReport())), []);
  assert.is.not((await faults("<testsuites><testsuite/></testsuites>")).length, 0, "the schema is one that refuses");
});

test("a case for each step; what was not run is skipped, and a broken document is a case of its own", async () => {
  const lines = junit(await mixedReport())
    .replaceAll(/time="[^"]*"/g, 'time="T"')
    .split("\n");
  const suite = lines.findIndex((line) => line.startsWith('<testsuite name="docs/b.md"'));
  assert.equal(lines.slice(suite, suite + 4), [
    '<testsuite name="docs/b.md" tests="2" failures="0" errors="0" skipped="0" time="T">',
    '<testcase name="echo a" classname="docs/b.md" time="T"/>',
    '<testcase name="echo a (2)" classname="docs/b.md" time="T"/>',
    "</testsuite>",
  ]);
  assert.ok(lines.includes('<testsuites name="howtrue" tests="11" failures="3" errors="3" time="T">'), lines[1]);
  assert.ok(
    lines.includes(
      '<testcase name="First: false" classname="a.md" time="T"><failure type="exit" message="exit status 1, expected 0">a.md:9:3: exit status 1, expected 0',
    ),
  );
  assert.ok(lines.includes('<testcase name="First: true" classname="a.md" time="T"><skipped>skipped</skipped>'));
  assert.ok(
    lines.some((line) =>
      line.startsWith('<testcase name="the document itself" classname="a.md" time="T"><error type="nothing-to-verify"'),
    ),
  );
});

test("nothing that XML cannot hold, and no text that is taken for XML", async () => {
  const xml = junit(await mixedReport());
  assert.not.match(xml, /[\0-\x08\x0b-\x1f\x7f-\x9f\u202E\uFFFE\uD800]/);
  assert.not.match(xml, "<x");
  assert.match(HOSTILE, "<x");
});

test.run();
