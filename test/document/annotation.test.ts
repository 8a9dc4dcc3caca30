import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readAnnotation, splitCommand } from "../../src/document/annotation.ts";
import { parse } from "../../src/document/parse.ts";
import { formatMessage } from "../../src/message/message.ts";
import { fence, said } from "../plan/read.ts";

const PLACE = { path: "a.md", line: 3, column: 10 };
const read = (text: string, ours = true) => readAnnotation({ text, place: PLACE }, ours);
const values = (text: string) => read(text).settings.map(({ key, value }) => [key, value]);

test("keys and values, one grammar", () => {
  const cases: readonly [string, ...(readonly [string, unknown])[]][] = [
    [""],
    [" \n\t"],
    ["skip", ["skip", true]],
    [" exit=1  ignore ", ["exit", "1"], ["ignore", true]],
    ["a=b=c", ["a", "b=c"]],
    ["a=", ["a", ""]],
    ['a="b c" d', ["a", "b c"], ["d", true]],
    ['a="b \\" \\\\ c"', ["a", 'b " \\ c']],
    ['a=""', ["a", ""]],
    ["a=/b c/i d=/e\\/f/", ["a", "/b c/i"], ["d", "/e\\/f/"]],
    ["a=/usr/bin b", ["a", "/usr/bin"], ["b", true]],
    ["a=1\n  b=2", ["a", "1"], ["b", "2"]],
  ];
  for (const [text, ...expected] of cases) assert.equal(values(text), expected, text);
});

test("each key knows its place", () => {
  const places = read("a=1 b\n  c=2").settings.map(({ place }) => [place.line, place.column]);
  assert.equal(places, [
    [3, 10],
    [3, 14],
    [4, 3],
  ]);
});

test("places hold over every kind of line end", () => {
  for (const end of ["\n", "\r\n", "\r"]) {
    const places = read(`a${end} b=1${end}${end}  c`).settings.map(({ place }) => [place.line, place.column]);
    assert.equal(places, [
      [3, 10],
      [4, 2],
      [6, 3],
    ]);
  }
});

test("a key that is said twice in one annotation, and not the same, is an error", async () => {
  for (const [text, ...expected] of [
    [
      "$ a # howtrue: exit=1 exit=2",
      "a.md:2:23: error: exit is said twice, and not the same [contradiction]\n  leave one of them",
    ],
    ["$ a # howtrue: exit=1 exit=1 skip skip=true"],
  ] as const)
    assert.equal(await said(fence("console", text)), expected);
  assert.equal(await said(fence("console exit=1 exit=2 title=a title=b", "$ a")), [
    "a.md:1:19: error: exit is said twice, and not the same [contradiction]\n  leave one of them",
  ]);
});

test("what cannot be read is said, from where on, unless it is somebody else's", () => {
  const hint = '\n  write key or key=value, separated by blanks; a value with blanks stands in "…"';
  const cases: readonly [string, string][] = [
    ['skip a="b c', 'a.md:3:15: error: cannot read the annotation from "a=\\"b c" on [bad-annotation]'],
    ["=1", 'a.md:3:10: error: cannot read the annotation from "=1" on [bad-annotation]'],
    ['a="b"c', 'a.md:3:10: error: cannot read the annotation from "a=\\"b\\"c" on [bad-annotation]'],
    ["a\n =", 'a.md:4:2: error: cannot read the annotation from "=" on [bad-annotation]'],
  ];
  for (const [text, message] of cases) {
    assert.equal(read(text).messages.map(formatMessage), [message + hint]);
    assert.equal(read(text, false).messages, []);
  }
  assert.match(read(`a="${"x".repeat(500)}`).messages[0]?.what ?? "", /from "a=\\"x{77}…" on$/);
  assert.equal(values('skip a="b'), [["skip", true]], "what stands before it is read all the same");
});

test("every key and value can be written, and is read as it was", () => {
  const key = fc.stringMatching(/^[a-z][a-z-]*$/);
  const pairs = fc.array(fc.tuple(key, fc.string()), { maxLength: 5 });
  fc.assert(
    fc.property(pairs, (all) => {
      const text = all.map(([name, value]) => `${name}="${value.replaceAll(/["\\]/g, "\\$&")}"`).join(" ");
      assert.equal(values(text), all);
    }),
  );
});

test("no text makes it throw or hang", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void read(text)));
  for (const hostile of ["a=", '"', "/", "\\", " ", "a ", "=", '"\\']) read(`x=${hostile.repeat(50_000)}`);
});

test("a command's annotation is a comment at the end of its first or last line", () => {
  const places = [PLACE, { path: "a.md", line: 4, column: 5 }, { path: "a.md", line: 5, column: 7 }] as const;
  const split = (command: string) => {
    const { command: rest, annotation } = splitCommand(command, places);
    return [
      rest,
      ...(annotation === undefined ? [] : [annotation.text, annotation.place.line, annotation.place.column]),
    ];
  };
  const cases: readonly [string, ...(string | number)[]][] = [
    ["ls", "ls"],
    ["ls # howtrue: exit=1", "ls", " exit=1", 3, 23],
    ["ls    #howtrue:skip", "ls", "skip", 3, 25],
    ["ls # why # howtrue: skip", "ls # why", " skip", 3, 29],
    ["if a; then # howtrue: x\nb\nfi", "if a; then\nb\nfi", " x", 3, 31],
    ["if a; then\nb\nfi # howtrue: x", "if a; then\nb\nfi", " x", 5, 20],
    ["if a; then # howtrue: x\nb\nfi # howtrue: y", "if a; then # howtrue: x\nb\nfi", " y", 5, 20],
    ["if a; then\nb # howtrue: x\nfi", "if a; then\nb # howtrue: x\nfi"],
    ["cat <<E # howtrue: x\na\nE", "cat <<E\na\nE", " x", 3, 28],
    ["cat <<E\na # howtrue: x\nE", "cat <<E\na # howtrue: x\nE"],
    ["echo 'a # howtrue: x'", "echo 'a # howtrue: x'"],
    ['echo "a # howtrue: x"', 'echo "a # howtrue: x"'],
    ["echo 'a # howtrue: x\nb'", "echo 'a # howtrue: x\nb'"],
    ["echo 'a\nb # howtrue: x'", "echo 'a\nb # howtrue: x'"],
    ["echo 'a # howtrue: x' # howtrue: y", "echo 'a # howtrue: x'", " y", 3, 42],
    ["echo a#howtrue: x", "echo a#howtrue: x"],
    ["echo ${#howtrue:x}", "echo ${#howtrue:x}"],
    ["ls # howtrue", "ls # howtrue"],
  ];
  for (const [command, ...expected] of cases) assert.equal(split(command), expected, command);
});

test("a comment that was meant to be an annotation is told: a skip that is lost would be run", async () => {
  const told = async (text: string, format: "markdown" | "rst" = "markdown") =>
    (await parse(text, { path: "a", format })).messages.map(formatMessage);
  const message = (column: number) => [
    `a:3:${column}: error: this comment is no annotation: those begin with howtrue, in small letters, and a colon [almost-annotation]\n` +
      "  write howtrue: key=value",
  ];
  const session = "```sh\n$ a\n```\n";
  assert.equal(await told(`x\n\n<!-- howtrue skip -->\n${session}`), message(1));
  assert.equal(await told(`x\n\n  <!--HowTrue: exit=1 -->\n${session}`), message(3));
  assert.equal(await told("x\n\n.. howtrue skip\n\n::\n\n  $ a\n", "rst"), message(1));
  assert.equal(await told("x\n\n.. Howtrue: exit=1 timeout=3s\n\n::\n\n  $ a\n", "rst"), message(1));
  for (const prose of [
    "howtrue verifies this page",
    "howtrue",
    "howtrue skips it",
    "howtrue if needed",
    "how true: skip",
  ]) {
    assert.equal(await told(`x\n\n<!-- ${prose} -->\n${session}`), [], prose);
    assert.equal(await told(`x\n\n.. ${prose}\n\n::\n\n  $ a\n`, "rst"), [], prose);
  }
});

test.run();
