import * as assert from "uvu/assert";
import { test } from "uvu";
import { error, formatMessage, formatPlace, hasError, warning } from "../../src/message/message.ts";

test("a place is written as compilers write it", () => {
  assert.is(formatPlace({ path: "a.md" }), "a.md");
  assert.is(formatPlace({ path: "a.md", line: 3 }), "a.md:3");
  assert.is(formatPlace({ path: "a.md", line: 3, column: 7 }), "a.md:3:7");
});

test("a message has its place, what is wrong, its code, and advice on a line of its own", () => {
  const bare = error({ path: "a.md" }, { code: "missing-file", what: "there is no such file" });
  assert.is(formatMessage(bare), "a.md: error: there is no such file [missing-file]");
  const advised = warning({ path: "a.md", line: 2 }, { code: "x", what: "odd", hint: "do this" });
  assert.is(formatMessage(advised), "a.md:2: warning: odd [x]\n  do this");
});

test("only errors are errors", () => {
  const odd = warning({ path: "a" }, { code: "x", what: "odd" });
  assert.not(hasError([odd]));
  assert.ok(hasError([odd, error({ path: "a" }, { code: "y", what: "wrong" })]));
});

test.run();
