import { test } from "uvu";
import * as assert from "uvu/assert";
import { playbackOf, textPlayback, withoutSequences } from "../../src/terminal/playback.ts";
import { TimedCapture } from "../../src/terminal/timed-capture.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const joined = (frames: readonly { readonly text: string }[]): string => frames.map(({ text }) => text).join("");

test("output comes when it came", () => {
  const ticks = [
    { at: 0, ms: 5 },
    { at: 4, ms: 900 },
  ];
  const captured = { head: bytes("one\ntwo\n"), dropped: 0, tail: new Uint8Array(), ticks };
  assert.equal(playbackOf(captured, { isBare: true }), {
    frames: [
      { ms: 5, text: "one\r\n" },
      { ms: 900, text: "two\r\n" },
    ],
    missing: 0,
  });
});

test("a character whose bytes came one by one is whole", () => {
  const head = bytes("日本");
  const ticks = Array.from(head, (_, at) => ({ at, ms: at }));
  assert.is(joined(playbackOf({ head, dropped: 0, tail: new Uint8Array(), ticks }, { isBare: false }).frames), "日本");
});

test("of long output both ends are played, and a line says how much is not", () => {
  const line = `${"x".repeat(99)}\n`;
  const head = bytes(line.repeat(10_000));
  const { frames, missing } = playbackOf({ head, dropped: 0, tail: new Uint8Array(), ticks: [] }, { isBare: true });
  const text = joined(frames);
  assert.is(text.length < 300_000, true);
  assert.is(missing, 738_000);
  assert.match(text, "[… 738 kB of output are not shown …]");
  assert.is(
    missing +
      withoutSequences(text)
        .replace(/\[….*?…\]/, "")
        .replaceAll("\r", "")
        .replace(/\n\n/, "\n").length,
    head.length,
  );
});

test("what the capture itself dropped is counted, too", () => {
  const capture = new TimedCapture(200_000);
  for (let i = 0; i < 2_000; i++) capture.push(bytes(`${String(i).padStart(999)}\n`));
  const { frames, missing } = playbackOf(capture.result(), { isBare: false });
  assert.is(missing > 1_700_000, true);
  assert.match(joined(frames), /\s0\n[^]*not shown[^]*1999\n/);
});

test("a capture notes times in a bounded number, and forgets them with what it forgets", () => {
  const capture = new TimedCapture();
  for (let i = 0; i < 100_000; i++) capture.push(bytes("x"));
  assert.ok((capture.result().ticks?.length ?? 0) <= 2_000);
  capture.clear();
  assert.equal(capture.result().ticks, []);
  capture.push(bytes("line\nprompt"));
  capture.dropLastLine();
  assert.is(new TextDecoder().decode(capture.result().head), "line\n");
  assert.equal(
    capture.result().ticks?.map(({ at }) => at),
    [0],
  );
});

test("lines as they would have been printed", () => {
  assert.equal(textPlayback(["a", "b\x1b]0;x\x07"], 3), { frames: [{ ms: 3, text: "a\r\nb\r\n" }], missing: 0 });
});

test.run();
