import { test } from "uvu";
import * as assert from "uvu/assert";
import { render } from "../../src/terminal/screen.ts";

const SIZE = { cols: 20, rows: 5 };
const none = new Uint8Array();

async function lines(text: string): Promise<readonly string[]> {
  return (await render({ head: new TextEncoder().encode(text), dropped: 0, tail: none }, SIZE)).lines;
}

test("plain text is its lines, without blank ones at both ends", async () => {
  assert.equal(await lines("\r\n\r\na\tb\r\n\r\nc\r\n\r\n"), ["a\tb", "", "c"]);
  assert.equal(await lines("no end"), ["no end"]);
  assert.equal(await lines(""), []);
});

test("a progress bar is its last state", async () => {
  assert.equal(await lines(" 10 %\r 50 %\r100 %\r\ndone\r\n"), ["100 %", "done"]);
  assert.equal(await lines("step 1\b2\r\n"), ["step 2"]);
});

test("colours and titles do not matter", async () => {
  assert.equal(await lines("\x1b]0;title\x07\x1b[31mred\x1b[0m and \x1b[1mbold\x1b[m\r\n"), ["red and bold"]);
});

test("numbers that are no places are the last one: nobody waits while a terminal counts", async () => {
  for (const final of "@ABCDEFGHILMPSTXZ`adefr") {
    await lines(`a\x1b[999999999${final}b\r\n`);
    await lines(`a\x1b[99\x07999\x7f9999;4294967295${final}b\r\n`);
    await lines(`\x9b2147483647${final}`);
  }
  assert.equal(await lines("a\x1b[999999999bc\r\n"), [`${"a".repeat(101)}c`]);
  assert.equal(await lines("\x1b[999;999Hx\x1b[38;5;196;48;2;200;100;255m\x1b[1;3Hy\r\n"), [
    "  y",
    "",
    "",
    "",
    "                   x",
  ]);
});

test("what is above the last corner of a screen is erased, or stays; nothing ends", async () => {
  for (const erase of ["\x1b[1J", "\x1b[?1J", "\x9b1J", "\x1b[01J"]) {
    for (const [before, after] of [
      ["", ""],
      ["\x1b[?1049h", "\x1b[?1049l"],
      ["\r\n".repeat(9), ""],
    ])
      await lines(`top${before}\x1b[5;20H${erase}x${erase}${after}`);
  }
  assert.equal(await lines("a\r\nb\r\nc\x1b[1Jd\r\n"), [" d"]);
});

test("how lines look is kept beside them, also where the width broke them", async () => {
  const looks = async (text: string) => {
    const { lines: shown, styles = [] } = await render(
      { head: new TextEncoder().encode(text), dropped: 0, tail: none },
      SIZE,
    );
    return shown.map((line, i) => (styles[i] ?? []).map(({ from, to, sgr }) => `${line.slice(from, to)} ${sgr}`));
  };
  assert.equal(await looks("plain\r\n"), [[]]);
  assert.equal(await looks("a \x1b[1;31mred\x1b[0m b\r\nplain\r\n"), [["red 1;31"], []]);
  assert.equal(await looks("\x1b[2;3;4;7;9mx\x1b[m\r\n"), [["x 2;3;4;7;9"]]);
  assert.equal(await looks("\x1b[94;101my\x1b[38;5;200;48;2;1;2;3mz\x1b[m\r\n"), [
    ["y 94;101", "z 38;5;200;48;2;1;2;3"],
  ]);
  assert.equal(await looks("日\x1b[32m本語\x1b[m!\r\n"), [["本語 32"]]);
  const long = "0123456789".repeat(3);
  assert.equal(await looks(`${long.slice(0, 15)}\x1b[32m${long.slice(15)}\x1b[m\r\n`), [
    [`${long.slice(15, 20)} 32`, `${long.slice(20)} 32`],
  ]);
});

test("lines that the width broke are one, plain or not", async () => {
  const long = "0123456789".repeat(7);
  assert.equal(await lines(`${long}\r\nnext\r\n`), [long, "next"]);
  assert.equal(await lines(`\x1b[1m${long}\x1b[m\r\nnext\r\n`), [long, "next"]);
});

test("what scrolled off is kept, and the alternate screen leaves no trace", async () => {
  const many = Array.from({ length: 9_000 }, (_, i) => `line ${i}`);
  assert.equal(await lines(`\x1b[0m${many.join("\r\n")}\r\n`), many);
  assert.equal(await lines("before\r\n\x1b[?1049h\x1b[Hdrawn\x1b[?1049lafter\r\n"), ["before", "after"]);
  assert.equal(await lines("before\r\n\x1b[?1049h\x1b[Hdrawn and never left"), ["before"]);
});

test("bytes that are not UTF-8 are shown as such, and wide characters are whole", async () => {
  const head = Uint8Array.of(0x61, 0xff, 0x62);
  assert.equal((await render({ head, dropped: 0, tail: none }, SIZE)).lines, ["a\uFFFDb"]);
  assert.equal(await lines("\x1b[1m日本語\x1b[m\r\n"), ["日本語"]);
});

test("a wide character that the margin moved to the next line leaves no blank behind", async () => {
  for (const before of ["", "0", "01"]) {
    const text = `${before}${"日本語".repeat(9)}`;
    assert.equal(await lines(`\x1b[1m${text}\x1b[m\r\nnext\r\n`), [text, "next"], before);
  }
  const blank = `${"0123456789".repeat(2).slice(0, 19)} end`;
  assert.equal(await lines(`\x1b[1m${blank}\x1b[m\r\n`), [blank], "a blank that was printed stays");
});

test("where the middle was not kept, the lines cut in two go with it and the gap is told", async () => {
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  const screen = await render(
    { head: encode("\r\na\r\nb\r\ncut"), dropped: 99, tail: encode("off\r\nx\r\ny\r\n") },
    SIZE,
  );
  assert.equal(screen, { lines: ["a", "b", "x", "y"], gap: { before: 2, bytes: 99 } });
});

test.run();
