import { test } from "uvu";
import * as assert from "uvu/assert";
import { keyOfLine, keysIn } from "../../src/replay/keys.ts";

test("what was typed is told key by key", () => {
  for (const [typed, keys] of [
    ["q", ["q"]],
    ["ä€😀", ["ä", "€", "😀"]],
    ["\r\n\t\x7f", ["enter", "newline", "tab", "backspace"]],
    ["\x03\x0c\x1d", ["ctrl-c", "ctrl-l", "ctrl-}"]],
    ["\x1b", ["escape"]],
    ["\x1b[A\x1bOB\x1b[C\x1bOD", ["up", "down", "right", "left"]],
    ["\x1b[H\x1bOF\x1b[1~\x1b[3~\x1b[6~", ["home", "end", "home", "delete", "page-down"]],
    ["\x1bb\x1b[1;5C", ["word-left", "word-right"]],
    ["a\x1b[200~b\x1b[<0;1;1Mc", ["a", "b", "c"]],
  ] as const)
    assert.equal(keysIn(typed), keys, JSON.stringify(typed));
});

test("a line stands for a key where it is a letter or a whole word", () => {
  const lines = ["", " s ", "skip", "quit", "!", "nonsense", "toString", "ss"];
  assert.equal(lines.map(keyOfLine), ["enter", "s", "s", "q", "!", undefined, undefined, undefined]);
});

test.run();
