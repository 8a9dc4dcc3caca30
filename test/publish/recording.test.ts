import xterm from "@xterm/headless";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeEdition } from "../../src/publish/make.ts";
import { takeFrom } from "../../src/publish/cast.ts";
import { cap } from "../../src/publish/take.ts";
import { readOf, type Said, shotsOf, STAMP } from "./reading.ts";

type CastEvent = readonly [wait: number, code: string, data: string];

async function recorded(text: string, said: readonly (Said | string)[]) {
  const read = await readOf(text);
  const made = makeEdition(read, await shotsOf(read, said), { path: "a.md", stamp: STAMP });
  const { cast, ...recording } = made.edition.recording!;
  const [header, ...events] = cast
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  return { ...made, ...recording, cast, header, events: events as CastEvent[] };
}

/** The lines of a terminal after some events, without those that are empty at its end. */
async function screenAfter(events: readonly CastEvent[], size = { cols: 80, rows: 24 }): Promise<string[]> {
  const terminal = new xterm.Terminal({ ...size, allowProposedApi: true });
  const text = events.map(([, code, data]) => (code === "o" ? data : "")).join("");
  await new Promise<void>((done) => terminal.write(text, done));
  const { active } = terminal.buffer;
  const lines = Array.from({ length: active.length }, (_, y) => active.getLine(y)?.translateToString(true) ?? "");
  return lines.slice(0, lines.findLastIndex((line) => line !== "") + 1);
}

const TWO = `# Two hosts

\`\`\`console
web# cat <<END
> hello
> END
hello
db$ echo bye  # howtrue: exit=any
...
ann@db:~$ true
\`\`\`
`;

test("a recording is an asciicast of version 3: a header, then events of a wait, a code and a text", async () => {
  const { header, events, seconds, cast, capped } = await recorded(TWO, ["hello\r\n", "bye\r\n", ""]);
  assert.equal(header, { version: 3, term: { cols: 80, rows: 24 }, title: "Two hosts" });
  assert.is(cast.endsWith("\n"), true);
  for (const event of events) {
    assert.is(event.length, 3);
    assert.is(typeof event[0] === "number" && event[0] >= 0 && (event[1] === "o" || event[1] === "m"), true);
  }
  assert.is(Math.round(events.reduce((sum, [wait]) => sum + wait, 0) * 1_000), Math.round(seconds * 1_000));
  assert.is(capped, false);
});

test("it shows the session as a reader would see it, each step with the document's prompt", async () => {
  const { events } = await recorded(TWO, ["hello\r\n", "no line end", ""]);
  assert.equal(await screenAfter(events), [
    "web# cat <<END",
    "> hello",
    "> END",
    "hello",
    "db$ echo bye",
    "no line end",
    "ann@db:~$ true",
  ]);
});

test("a marker for each step, at the time when it begins", async () => {
  const { events, marks } = await recorded(TWO, ["hello\r\n", "bye\r\n", ""]);
  const labels = events.filter(([, code]) => code === "m").map(([, , label]) => label);
  assert.equal(labels, ["line 4: cat <<END", "line 8: echo bye", "line 10: true"]);
  let now = 0;
  const times = events.flatMap(([wait, code]) => ((now += wait), code === "m" ? [Math.round(now * 1_000)] : []));
  assert.equal(
    marks.map((mark) => Math.round(mark! * 1_000)),
    times,
  );
});

test("output comes when it came, but nobody waits for more than two seconds", async () => {
  const said: Said = {
    frames: [
      [100, "a\r\n"],
      [60_000, "b\r\n"],
      [60_500, "c\r\n"],
    ],
    ms: 90_000,
  };
  const { events, outputs } = await recorded("```console\n$ x\n...\n```\n", [said]);
  const [from, to] = outputs[0]!;
  assert.equal(events.slice(from - 1, to - 1), [
    [0.1, "o", "a\r\n"],
    [2, "o", "b\r\n"],
    [0.5, "o", "c\r\n"],
    [2, "o", ""],
  ]);
});

test("commands are typed, at most three seconds long", async () => {
  const { events } = await recorded(`\`\`\`console\n$ : ${"x".repeat(50_000)}\n\`\`\`\n`, [""]);
  const typing = events.slice(
    2,
    events.findIndex(([, , data]) => data === "\r\n"),
  );
  const time = typing.reduce((sum, [wait]) => sum + wait, 0);
  assert.is(time > 2 && time < 4 && typing.length < 100, true);
});

test("steps that were not run are not in it", async () => {
  const { events, marks } = await recorded("```console\n$ a\n$ b  # howtrue: skip\n$ c\n```\n", ["", "", ""]);
  assert.is(events.filter(([, code]) => code === "m").length, 3); // shotsOf runs all
  const read = await readOf("```console\n$ a\n$ b\n$ c\n```\n");
  const [first, , third] = await shotsOf(read, ["", "", ""]);
  const skipped = { status: "skipped", notes: [] } as const;
  const { edition } = makeEdition(read, [first!, skipped, third!], { path: "a.md", stamp: STAMP });
  assert.is(edition.recording?.marks[1], undefined);
  assert.is(edition.recording?.cast.includes("line 3"), false);
  assert.is(marks.length, 3);
});

test("in a command a placeholder is what it stood for", async () => {
  const text = `---\nplaceholders: {id: int}\n---\n\n\`\`\`console\n$ new\nmade <id>\n$ use <id>\n\`\`\`\n`;
  const { events } = await recorded(text, ["made 42\r\n", ""]);
  assert.equal(await screenAfter(events), ["$ new", "made 42", "$ use 42"]);
});

test("a command with control characters is shown as it would be read", async () => {
  const { events } = await recorded("```console\n$ echo \u001b]0;x\u0007\tend\n```\n", [""]);
  assert.equal(await screenAfter(events), ["$ echo ^[]0;x^G    end"]);
});

test("more output than a recording has room for is left out, and said", () => {
  const take = { frames: [{ wait: 0, text: "x".repeat(1_500_000) }], missing: 0 };
  const [first, second, third, fourth] = cap([take, take, take, undefined]);
  assert.equal([first, second, fourth], [take, take, undefined]);
  assert.is(third?.missing, 1_500_000);
  assert.match(third?.frames[0]?.text ?? "", "[… 1.5 MB of output are not shown …]");
  assert.equal(cap([take, take, third]), [take, take, third]);
});

test("what is taken from a recording again is what was put in", async () => {
  const { cast, outputs, shots } = await recorded(TWO, ["hello\r\n", "bye\r\n", ""]);
  for (const [i, output] of outputs.entries()) assert.equal(takeFrom(cast.split("\n"), output!, 0), shots[i]?.take);
  assert.is(takeFrom(["", '[0,"m","x"]'], [1, 2], 0), undefined);
  assert.is(takeFrom(["", "no JSON"], [1, 2], 0), undefined);
});

test("law: what a recording shows of a step is the screen that was observed", async () => {
  const printed = [
    "plain\r\ntext\r\n",
    "10%\r50%\r100%\r\n",
    "\u001b[1;32mgreen\u001b[0m \u001b[4mline\u001b[0m\r\n",
    "a\u001b[2Cb\u001b[1Dc\r\n\u001b[1A\u001b[Kgone\r\n",
    "\u001b]0;title\u0007\u001b[?1049hfull screen\u001b[?1049lback\r\n",
    "日本語 wide\r\n",
    "tab\there\r\n\u001b[0mno end",
  ];
  for (const text of printed) {
    const { events, shots, outputs } = await recorded("```console\n$ x\n...\n```\n", [text]);
    const lines = await screenAfter(events.slice(0, outputs[0]![1] - 1));
    assert.equal(lines.slice(1), shots[0]?.observation?.screen.lines, JSON.stringify(text));
  }
});

test.run();
