import { test } from "uvu";
import * as assert from "uvu/assert";
import { outlineOf } from "./outline.ts";

test("what is not indented in a test of cram's is prose", async () => {
  const text = "A *b*\nc\n\n  $ echo d\n  d\n\ne\n\n  $ f\n";
  assert.is(
    await outlineOf(text, "cram"),
    ["root", " paragraph: A *b*⏎c", " code lang=cram @0: $ echo d⏎d", " paragraph: e", " code lang=cram @1: $ f"].join(
      "\n",
    ),
  );
});

test.run();
