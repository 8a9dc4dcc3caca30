import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Edited, edit, editKey } from "../../src/replay/editor.ts";
import { keysIn } from "../../src/replay/keys.ts";

/** What typing makes of a command: the text with the cursor in it, or what it came to. */
function typed(text: string, keys: string): string {
  let editor = edit(text);
  for (const key of keysIn(keys)) {
    const edited: Edited = editKey(editor, key);
    if (edited.kind !== "editing") return edited.kind === "done" ? `done: ${edited.text}` : "left";
    editor = edited.editor;
  }
  return `${editor.text.slice(0, editor.at)}|${editor.text.slice(editor.at)}`;
}

test("keys do what they do in a shell", () => {
  for (const [text, keys, expected] of [
    ["ls", " -l", "ls -l|"],
    ["ls", "\x1b[D\x1b[D\x1b[Dx", "x|ls"],
    ["ls -l", "\x01sudo \x05a", "sudo ls -la|"],
    ["ls -l", "\x17\x17", "|"],
    ["ls -l", "\x01\x0b", "|"],
    ["ab", "\x7f\x7f\x7f", "|"],
    ["ab", "\x1b[H\x1b[3~", "|b"],
    ["one two", "\x1bb\x1bbx\x1bf", "xone| two"],
    ["a😀e\u0301", "\x7f\x7f", "a|"],
    ["a😀", "\x1b[Db", "ab|😀"],
    ["ls", "\r", "done: ls"],
    ["ls", "x\x1b", "left"],
    ["ls", "x\x03", "left"],
    ["ls", "\x1b[5~", "ls|"],
  ] as const)
    assert.is(typed(text, keys), expected, JSON.stringify([text, keys]));
});

test("several lines: the cursor goes from one to another, Enter runs only what a shell would run", () => {
  const loop = "for i in 1\ndo x\ndone";
  for (const [text, keys, expected] of [
    [loop, "\x1b[A\x1b[A!", "for !|i in 1\ndo x\ndone"],
    [loop, "\x1b[A\x01\x1b[Bz", "for i in 1\ndo x\nz|done"],
    [loop, "\x1b[A\x1b[A\x1b[A", `|${loop}`],
    [loop, "\x1b[B", `${loop}|`],
    [loop, "\r", `done: ${loop}`],
    ["for i in 1", "\rdo x", "for i in 1\ndo x|"],
    ["ls", "\x01echo\n", "echo\n|ls"],
    ["a\nb", "\x15\x7f", "a|"],
    ["a\nb", "\x1b[A\x0b", "a|b"],
  ] as const)
    assert.is(typed(text, keys), expected, JSON.stringify([text, keys]));
});

test.run();
