import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { emulate } from "../../src/terminal/emulator.ts";
import { SequenceFilter } from "../../src/terminal/sequences.ts";

const SIZE = { cols: 20, rows: 6 };

function filtered(...pieces: readonly string[]): string {
  const filter = new SequenceFilter();
  return pieces.map((piece) => filter.feed(piece)).join("") + filter.end();
}

test("what moves the cursor, erases and colours passes", () => {
  for (const text of [
    "plain\r\n\ttab\b\v\f",
    "\x1b[1;38:2:1:2:3mred\x1b[0m",
    "\x1b[2J\x1b[H\x1b[10;5H\x1b[K\x1b[3A\x1b7\x1b8",
    "\x1b[?1049hfull\x1b[?1049l",
    "\x1b(0lqk\x1b(B",
    "日本語 🎉 é",
  ])
    assert.is(filtered(text).replace(/\x1b\(B\x0f$/, ""), text);
});

/** Each with what is left of it. */
const ATTACKS: readonly (readonly [string, string])[] = [
  ["\x1b]0;title\x07a", "a"],
  ["\x1b]8;;http://evil\x1b\\link\x1b]8;;\x1b\\", "link"],
  ["\x1b]52;c;ZXZpbA==\x07a", "a"],
  ["\x9d52;c;ZXZpbA==\x9ca", "a"],
  ["\x1bP+q544e\x1b\\a", "a"],
  ["\x1b_G payload\x1b\\a\x1b^private\x1b\\b\x1bXstring\x1b\\c", "abc"],
  ["\x1b[c\x1b[>c\x1b[5n\x1b[6n\x1b[?6n\x1b[18t\x1b[?1$p\x1b[>q\x1bZa", "a"],
  ["\x1b[?1000h\x1b[?2004h\x1b[?1h\x1b[20h\x1b[?5h\x1b=a", "a"],
  ["\x1b[3J\x1b#8\x1b[!p\x1b[5 qa", "a"],
  ["\x05\x07\0\x7fa", "a"],
  ["\x1b[999999999Ca", "\x1b[1000Ca"],
  ["\x1b[1\x18a\x1b[1\x1ab", "ab"],
  ["\x1b[31", ""],
  ["\x1b]0;never ended", ""],
  ["a\u202Eb\u2066c", "a<U+202E>b<U+2066>c"],
  ["\x9b31mred", "\x1b[31mred\x1b[0m"],
];

test("what acts on a terminal in another way, or has it answer, does not pass", () => {
  for (const [text, left] of ATTACKS) assert.is(filtered(text), left, JSON.stringify(text));
});

test("the same in pieces of a character", () => {
  for (const [text, left] of ATTACKS) assert.is(filtered(...text.split("")), left, JSON.stringify(text));
});

test("at the end the terminal is as it was before", () => {
  assert.is(filtered("\x1b[?1049h\x1b[?25l\x1b[31m"), "\x1b[?1049h\x1b[?25l\x1b[31m\x1b[?1049l\x1b[?25h\x1b[0m");
  assert.is(filtered("\x1b[2;5r"), "\x1b[2;5r\x1b7\x1b[r\x1b8");
  assert.is(filtered("\x1b[?7;25l\x1b[?7h"), "\x1b[?7l\x1b[?25l\x1b[?7h\x1b[?25h");
});

const word = fc.stringMatching(/^[ -~é日]{0,12}$/);
const number = fc.integer({ min: 0, max: 30 });
const harmless = fc.oneof(
  word,
  fc.constantFrom(
    "\r\n",
    "\r",
    "\b",
    "\t",
    "\x1b[K",
    "\x1b[2J",
    "\x1b[H",
    "\x1b7",
    "\x1b8",
    "\x1b[?1049h",
    "\x1b[?1049l",
    "\x1bM",
  ),
  fc
    .tuple(number, fc.constantFrom(..."ABCDGLMPSTX@Jdm".split("")))
    .map(([count, final]) => `\x1b[${final === "J" ? count % 3 : count}${final}`),
  fc.tuple(number, number).map(([row, column]) => `\x1b[${row};${column}H`),
  fc.constantFrom(1, 4, 7, 31, 96).map((sgr) => `\x1b[${sgr}m`),
);
const attack = fc.oneof(
  word.map((text) => `\x1b]0;${text}\x07`),
  word.map((text) => `\x1bPq${text}\x1b\\`),
  fc.constantFrom("\x1b[6n", "\x1b[c", "\x1b[?2004h", "\x07", "\0"),
);
const shown = (text: string): Promise<string[]> => emulate(text, SIZE).then((lines) => lines.map((line) => line.text));

test("law: the filtered bytes show the screen that the bytes showed, however they come", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(harmless, attack), { maxLength: 40 }),
      fc.integer({ min: 1, max: 9 }),
      async (all, size) => {
        const text = all.join("");
        const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
          text.slice(i * size, (i + 1) * size),
        );
        assert.equal(await shown(filtered(...pieces)), await shown(text));
        assert.not.match(filtered(text), /[\0-\x07\x10-\x1a\x1c-\x1f\x7f-\x9f]|\x1b[\]PX^_]|\x1b\[[\d;]*[nc]/);
      },
    ),
    { numRuns: 200 },
  );
});

test.run();
