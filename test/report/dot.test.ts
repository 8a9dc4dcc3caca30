import { test } from "uvu";
import * as assert from "uvu/assert";
import { dotReporter } from "../../src/report/dot.ts";
import { fence } from "../plan/read.ts";
import { runText } from "../run/running.ts";

test("a character for each step, a document that cannot be run is one, and then what did not hold", async () => {
  const runs = [
    await runText(fence("console", "$ echo a", "a", "$ true # howtrue: skip", "$ echo b", "c", "$ false", "$ true")),
    await runText("text"),
    await runText(fence("console", "$ true")),
  ];
  const reporter = dotReporter(false);
  const events = runs.flatMap((run) => run.events.map((event) => reporter.event(event)));
  assert.is(events.join(""), ".sFF-E.");
  const end = reporter.end({ results: runs.map(({ result }) => result), ms: 5 }).replaceAll(/\d+ ms/g, "T");
  assert.match(end, /^\n\na\.md:6:1: the output is not what/);
  assert.match(end, "\na.md: error: there is no shell session in this document");
  assert.not.match(end, "✓");
  assert.match(end, /\n3 documents: 1 held, 1 failed, 1 could not be run in T\n$/);
});

test("lines of 80", async () => {
  const { events } = await runText(fence("console", ...Array.from({ length: 100 }, () => "$ true")));
  const reporter = dotReporter(false);
  const lines = events
    .map((event) => reporter.event(event))
    .join("")
    .split("\n");
  assert.equal(
    lines.map(({ length }) => length),
    [80, 20],
  );
});

test.run();
