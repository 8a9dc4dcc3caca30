import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { Capture } from "../../src/terminal/capture.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (bytes_: Uint8Array): string => new TextDecoder().decode(bytes_);

test("up to the limit, and to the same for the tail, all is kept", () => {
  const capture = new Capture(4);
  for (const chunk of ["ab", "cdef", "gh"]) capture.push(bytes(chunk));
  const { head, dropped, tail } = capture.result();
  assert.equal([text(head), dropped, text(tail)], ["abcdefgh", 0, ""]);
});

test("of more, head and tail stay and the rest is counted", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 9 })), fc.integer({ min: 1, max: 20 }), (chunks, limit) => {
      const capture = new Capture(limit);
      const all = chunks.map((chunk) => bytes(chunk));
      for (const chunk of all) capture.push(chunk);
      const whole = Buffer.concat(all);
      const { head, dropped, tail } = capture.result();
      assert.is(head.length + dropped + tail.length, whole.length);
      assert.equal(Buffer.from(head), whole.subarray(0, head.length));
      assert.equal(Buffer.from(tail), whole.subarray(whole.length - tail.length));
      if (dropped > 0) assert.ok(head.length === limit && tail.length >= limit);
    }),
  );
});

test("the last line can be taken back", () => {
  const capture = new Capture();
  capture.push(bytes("one\ntwo\nprompt# "));
  capture.dropLastLine();
  assert.is(text(capture.result().head), "one\ntwo\n");
});

test("what is kept does not hold on to the buffer it came in", () => {
  const chunk = bytes("abc");
  const capture = new Capture();
  capture.push(chunk);
  chunk.fill(0);
  assert.is(text(capture.result().head), "abc");
});

test.run();
