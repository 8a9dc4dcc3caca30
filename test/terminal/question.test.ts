import { test } from "uvu";
import * as assert from "uvu/assert";
import { Capture } from "../../src/terminal/capture.ts";
import { isForPassword, isPrompt, isQuestion, questionIn } from "../../src/terminal/question.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test("a question is what stands on the last line, as a reader sees it", () => {
  const cases: readonly [string, string][] = [
    ["one\r\nName: ", "Name: "],
    ["", ""],
    ["one\r\n", ""],
    ["\x1b[1;32m?\x1b[0m Which? \x1b[?25h", "? Which? "],
    ["50 %\r100 %\rGo on? ", "Go on? "],
    ["\x1b]0;title\x07Go on? ", "Go on? "],
    ["\x1b]0;title\x1b\\Go on? ", "Go on? "],
    ["Wie heißt du? ", "Wie heißt du? "],
    ["a\x07b\x9b ", "ab "],
    ["\x1b[1;1H~  ~\x1b[24;63H0,0-1\x1b[1;1H", ""],
    ["\x1b[2J\x1b[H\x1b[1mName:\x1b[0m ", "Name: "],
  ];
  for (const [printed, question] of cases) assert.is(questionIn(bytes(printed)), question, JSON.stringify(printed));
});

test("the last line is found however it came", () => {
  const lastLine = (limit: number, ...chunks: string[]): string => {
    const capture = new Capture(limit);
    for (const chunk of chunks) capture.push(bytes(chunk));
    return new TextDecoder().decode(capture.lastLine());
  };
  assert.is(lastLine(100, "one\ntwo"), "two");
  assert.is(lastLine(100, "one\n", ...Array.from("Name: ")), "Name: ");
  assert.is(lastLine(100, "one\n"), "");
  assert.is(lastLine(100), "");
  assert.is(lastLine(4, ...Array.from("0123456789\n0123456789Name")), "Name", "what was dropped is gone");
  assert.is(lastLine(100_000, "x".repeat(90_000), "y").length, 90_001, "whole chunks");
});

test("what ends as questions do may be one", () => {
  for (const text of ["Name: ", "Go on? [y/n]", "Go on (yes/no)? ", "mysql> ", "shop=# "])
    assert.ok(isQuestion(text), text);
  for (const text of ["", "Loading ", "10 %", "Connecting...", "a"]) assert.not(isQuestion(text), text);
});

test("who asks for a password waits for a person", () => {
  for (const text of ["Password: ", "[sudo] password for ann: ", "Enter passphrase for key 'x':", "joe's password: "])
    assert.ok(isForPassword(text), text);
  for (const text of ["Name: ", "password accepted", "Downloading password list"])
    assert.not(isForPassword(text), text);
});

test("what ends as shells' prompts do is one", () => {
  for (const text of ["$ ", "root@web:~# ", "web> ", "~/src ❯ ", "% ", "$"]) assert.ok(isPrompt(text), text);
  for (const text of ["Password: ", "Continue (yes/no)? ", "", "50 % done", "$ ls"]) assert.not(isPrompt(text), text);
});

test.run();
