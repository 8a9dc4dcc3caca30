import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { Output, type Showing } from "../../src/replay/output.ts";

const ALL: Showing = { colours: true, moves: true };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function shown(text: string, showing = ALL): string {
  return new Output(showing).feed(bytes(text));
}

test("text, colours, and what moves the cursor within its line are shown; nothing else that acts on a terminal", () => {
  for (const [printed, expected] of [
    ["plain\r\n\tümläut\n", "plain\n\tümläut\n"],
    ["10%\r20%\r\x1b[K30%", "10%\r20%\r\x1b[K30%"],
    ["\x1b[1;31mred\x1b[0m\x1b[38:2::1:2:3m", "\x1b[1;31mred\x1b[0m\x1b[38:2::1:2:3m"],
    ["a\x1b[2Db\x1b[5G\x1b[3Cc\bd", "a\x1b[2Db\x1b[5G\x1b[3Cc\bd"],
    ["\x1b]0;title\x07\x1b]52;c;aGk=\x1b\\x", "x"],
    ["\x1bP+q544e\x1b\\y\x1b_G;\x1b\\\x1b^pm\x1b\\", "y"],
    ["\x1b[6n\x1b[c\x1b[>c\x1b[?1049h\x1b[2J\x1b[H\x1b[5A\x1b[?2004h\x1bcz", "z"],
    ["\x07\0bell", "bell"],
    ["\x9b31mc1 \x85\u202e", "<U+009B>31mc1 <U+0085><U+202E>"],
    ["\x1b(Bset\x1b7\x1b8", "set"],
    ["\x0e\x01", "^N^A"],
  ] as const)
    assert.is(shown(printed.replaceAll("\x9b", "\u009b").replaceAll("\x85", "\u0085")), expected);
});

test("what is concealed is shown, and colours that are left open end where others write", () => {
  assert.is(
    shown("\x1b[8ma\x1b[1;08;31mb\x1b[38;5;8mc\x1b[48;2;8;8;8md"),
    "a\x1b[1;31mb\x1b[38;5;8mc\x1b[48;2;8;8;8md",
  );
  const output = new Output(ALL);
  const seen = ["\x1b[31ma\n", "b\x1b[1m", "c\x1b[0m", "d\n"].map((text) => output.feedApart(bytes(text)));
  assert.equal(seen, ["\x1b[31ma\n\x1b[0m", "\x1b[31mb\x1b[1m\x1b[0m", "\x1b[31m\x1b[1mc\x1b[0m\x1b[0m", "d\n"]);
});

test("without colours, and where the terminal is too plain to move its cursor", () => {
  assert.is(shown("\x1b[31mred\x1b[0m\r\x1b[Kx", { colours: false, moves: true }), "red\r\x1b[Kx");
  assert.is(shown("10%\r20%\x1b[K\r\nab\bc", { colours: false, moves: false }), "10%\n20%\nabc");
});

test("it does not matter in which pieces it comes", () => {
  const part = fc.constantFrom(
    "a",
    "é",
    "\r\n",
    "\x1b[31m",
    "\x1b]0;t\x07",
    "\x1b[2J",
    "\x1bP1\x1b\\",
    "\x1b[6n",
    "😀",
    "\x1b",
  );
  const check = (parts: readonly string[], cuts: readonly number[]): void => {
    const all = bytes(parts.join(""));
    const output = new Output(ALL);
    const at = [0, ...cuts.map((cut) => cut % (all.length + 1)).toSorted((a, b) => a - b), all.length];
    const piecemeal = at.slice(1).map((to, i) => output.feed(all.subarray(at[i], to)));
    assert.is(piecemeal.join(""), new Output(ALL).feed(all));
  };
  fc.assert(fc.property(fc.array(part), fc.array(fc.nat()), check));
});

test("nothing that is shown is a control that is not meant to be", () => {
  const allowed = /^(?:[^\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f]|[\b]|\x1b\[[\d;:]*m|\x1b\[\d{0,3}[KCDG@PX])*$/u;
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (data) => assert.ok(allowed.test(new Output(ALL).feed(data)))),
  );
  const hostile = fc.stringMatching(/^(\x1b[[\]P_^()#]?[\d;?<>=!]{0,4}[a-zA-Z@\\]?|\x07|x){0,30}$/);
  fc.assert(fc.property(hostile, (text) => assert.ok(allowed.test(shown(text)), JSON.stringify(shown(text)))));
});

test("it tells what stands on the last line, and that it would have looked otherwise", () => {
  const output = new Output(ALL);
  output.feed(bytes("one\ntwo \x1b[31mthree"));
  assert.equal([output.line, output.isRough], ["two three", false]);
  output.feed(bytes("\x1b[2A"));
  assert.ok(output.isRough);
});

test("of very much output a part is shown", () => {
  const output = new Output(ALL);
  const line = bytes(`${"x".repeat(999)}\n`);
  let length = 0;
  for (let i = 0; i < 1_000; i++) length += output.feed(line).length;
  assert.ok(length < 101_000, String(length));
  assert.is(output.feed(line), "");
});

test.run();
