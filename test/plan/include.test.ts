import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Document } from "../../src/document/document.ts";
import { parse } from "../../src/document/parse.ts";
import { formatMessage } from "../../src/message/message.ts";
import { makePlan } from "../../src/plan/make.ts";

const A = "text\n\n::\n\n  $ a\n  out\n\n::\n\n  $ 'never closed\n";

function read(text: string): Promise<Document> {
  return parse(text, { path: "x.rst", format: "rst", include: (path) => ({ origin: { path, text: A } }) });
}

test("steps of an included file, their output and what is said of them have its name and lines", async () => {
  const plan = makePlan(await read("\n.. include:: a.rst\n\n::\n\n  $ x # howtrue: exit=yes\n"));
  assert.equal(
    plan.steps.map(({ place, command, expectation }) => [place, command, expectation.output.map(({ line }) => line)]),
    [
      [{ path: "a.rst", line: 5, column: 5 }, "a", [6]],
      [{ path: "x.rst", line: 6, column: 5 }, "x", []],
    ],
  );
  assert.equal(
    plan.messages.map((message) => formatMessage(message).split("\n")[0]),
    [
      'x.rst:6:18: error: exit does not understand "yes" [bad-value]',
      "a.rst:10:5: error: the command ends before a single quote is closed [incomplete-command]",
    ],
    "the document's own come first",
  );
});

test.run();
