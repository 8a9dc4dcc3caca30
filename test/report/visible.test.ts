import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { visible, visibleText } from "../../src/report/visible.ts";

test("what would act on a terminal is shown instead", () => {
  assert.is(visible("\x1b]0;title\x07"), "^[]0;title^G");
  assert.is(visible("a\rb\x7f"), "a^Mb^?");
  assert.is(visible("\x9b31m"), "<U+009B>31m");
  assert.is(visible("\u202Egnp.exe"), "<U+202E>gnp.exe");
  assert.is(visible("tab\tand Grüße 日本語 🙂"), "tab\tand Grüße 日本語 🙂");
});

test("nothing that acts gets through", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      assert.not.match(visible(text), /[\0-\x08\x0a-\x1f\x7f-\x9f\u202A-\u202E]/);
    }),
  );
});

test("of a text the lines stay", () => {
  assert.is(visibleText("a\x1b[2J\r\n\tb\x9b\n"), "a^[[2J^M\n\tb<U+009B>\n");
});

test.run();
