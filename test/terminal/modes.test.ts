import { test } from "uvu";
import * as assert from "uvu/assert";
import { Modes } from "../../src/terminal/modes.ts";

const after = (...chunks: string[]): string => {
  const modes = new Modes();
  for (const chunk of chunks) modes.see(new TextEncoder().encode(chunk));
  return modes.restore();
};

test("the alternate screen is left first, if it was entered: otherwise the cursor would jump", () => {
  assert.ok(after("\x1b[?1049h\x1b[H").startsWith("\x1b[?1049l\x1b[!p"));
  assert.not.match(after("text"), "1049");
  assert.not.match(after("\x1b[?1049h", "\x1b[?1049l"), "1049");
});

test("mouse, paste, cursor, keyboard, colours and title are put right whether or not they were changed", () => {
  const text = after("\x1b[31m");
  for (const part of [
    "\x1b[!p",
    "\x1b[?1000l",
    "\x1b[?2004l",
    "\x1b[?25h",
    "\x1b[?7h",
    "\x1b>",
    "\x1b[0m",
    "\x1b[23;0t",
  ])
    assert.ok(text.includes(part), JSON.stringify(part));
});

test("what else was turned on is turned off, also where a chunk ends within", () => {
  assert.match(after("\x1b[?66;2031h"), "\x1b[?66l\x1b[?2031l");
  for (let cut = 1; cut < 8; cut++) {
    const sequence = "a\x1b[?1049hb";
    assert.ok(after(sequence.slice(0, cut), sequence.slice(cut)).startsWith("\x1b[?1049l"), String(cut));
  }
});

test("what was turned off again is not remembered, however it was cut", () => {
  assert.not.match(after("\x1b[?1049h\x1b[?10", "49l", "more"), "1049");
});

test.run();
