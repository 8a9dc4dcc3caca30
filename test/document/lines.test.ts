import * as assert from "uvu/assert";
import { test } from "uvu";
import { indexLines, positionAt } from "../../src/document/lines.ts";

test("offsets become lines and columns from 1, over every kind of line end", () => {
  const text = "a\nbc\r\n\rd";
  const index = indexLines(text);
  assert.equal(positionAt(index, 0), { line: 1, column: 1 });
  assert.equal(positionAt(index, 1), { line: 1, column: 2 });
  assert.equal(positionAt(index, 2), { line: 2, column: 1 });
  assert.equal(positionAt(index, 6), { line: 3, column: 1 });
  assert.equal(positionAt(index, 7), { line: 4, column: 1 });
  assert.equal(positionAt(index, text.length), { line: 4, column: 2 });
});

test.run();
