import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { History } from "../../src/history/history.ts";
import type { DocumentReport } from "../../src/report/report.ts";
import { folder } from "../commands/howtrue.ts";

const report = (path: string, more: Partial<DocumentReport> = {}): DocumentReport => ({
  ...{ path, status: "failed", machine: null, ms: 5, steps: [], notRun: [], messages: [], digest: "x" },
  ...more,
});

test("two that run at the same time forget nothing of each other", () => {
  const { path, remove } = folder({ "package.json": "{}", "a.md": "", "b.md": "" });
  const environment = { XDG_STATE_HOME: `${path}/state` };
  const one = new History(environment);
  const other = new History(environment);
  for (const history of [one, other]) assert.equal(history.project(`${path}/a.md`).documents, {});
  one.take(report(`${path}/a.md`));
  other.take(report(`${path}/b.md`));
  one.save();
  other.save();
  assert.equal(Object.keys(new History(environment).project(`${path}/a.md`).documents), ["a.md", "b.md"]);
  remove();
});

test("nothing is kept of what was interrupted, asked for wrongly, came from the standard input, or is no file any more", () => {
  const { path, remove } = folder({ "package.json": "{}", "a.md": "" });
  const environment = { XDG_STATE_HOME: `${path}/state` };
  const history = new History(environment);
  history.take(report("-"));
  const message = { code: "interrupted", severity: "error", path: "a.md", what: "interrupted" } as const;
  for (const code of ["interrupted", "no-such-step"])
    history.take(report(`${path}/a.md`, { messages: [{ ...message, code }] }));
  history.take(report(`${path}/gone.md`));
  history.save();
  assert.equal(new History(environment).project(`${path}/a.md`).documents, {});
  remove();
});

test("a record that is not what it should be is none", () => {
  const { path, remove } = folder({ "package.json": "{}", "a.md": "" });
  const environment = { XDG_STATE_HOME: `${path}/state` };
  const known = (): object => new History(environment).project(`${path}/a.md`).documents;
  const history = new History(environment);
  history.take(report(`${path}/a.md`));
  history.save();
  const [name = ""] = readdirSync(`${path}/state/howtrue`);
  const record = JSON.parse(readFileSync(`${path}/state/howtrue/${name}`, "utf8")) as { documents: object };
  assert.equal(Object.keys(known()), ["a.md"]);
  const run = { status: "held", digest: "x", ms: 1 };
  const wrong = [
    ...[
      "{",
      "null",
      "[]",
      "7",
      { ...record, version: 2 },
      { ...record, root: "/else" },
      { ...record, documents: null },
    ],
    ...[null, {}, { runs: [] }, { runs: {}, steps: {} }, { runs: [], steps: null }].map((one) => [one]),
    ...[null, { ...run, status: "fine" }, { ...run, flaky: false }, { ...run, digest: 1 }, { ...run, ms: "1" }].map(
      (one) => [{ runs: [one], steps: {} }],
    ),
    ...[
      { runs: [run], steps: { x: 1 } },
      { runs: [run], steps: { x: ["1"] } },
    ].map((one) => [one]),
  ];
  for (const one of wrong) {
    const whole = Array.isArray(one) ? { ...record, documents: { "a.md": one[0] } } : one;
    writeFileSync(`${path}/state/howtrue/${name}`, typeof whole === "string" ? whole : JSON.stringify(whole));
    assert.equal(known(), {}, JSON.stringify(one));
  }
  remove();
});

test.run();
