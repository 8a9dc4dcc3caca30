import { suite } from "uvu";
import * as assert from "uvu/assert";
import { enter } from "../../src/replay/hear.ts";
import { editorRegion, type Region } from "../../src/replay/region.ts";
import type { Mode, State } from "../../src/replay/state.ts";
import { statusLine } from "../../src/replay/status.ts";
import type { Place } from "../../src/run/place.ts";
import { makePaint } from "../../src/report/paint.ts";
import { PLAIN, reading } from "./reading.ts";

const test = suite<{ state: State }>("the line at the bottom");
test.before(async (context) => {
  const { plan, passages } = await reading("```console\n$ one\n$ two\n```\n");
  const [state] = enter({ steps: plan.steps, passages, size: { columns: 80, rows: 24 } }, false);
  context.state = { ...state, mode: { kind: "ready" } };
});

const NOW = { elapsed: 1_500, asks: false };

function lines(state: State, columns: readonly number[], about: Partial<State> = {}): string[] {
  return columns.map((wide) => statusLine({ ...state, ...about, size: { columns: wide, rows: 24 } }, NOW, PLAIN));
}

test("it says where the reader is and what they may type, as much as fits", ({ state }) => {
  assert.equal(lines(state, [100, 80, 40, 20], { at: 1 }), [
    "2/2 [Enter] run  [s]kip  [b]ack  [n]ext section  [e]dit  [w]hy  [!] shell  [q]uit  [?] help",
    "2/2 [Enter] run [s]kip [b]ack [n]ext [e]dit [w]hy [!] shell [q]uit [?] help",
    "2/2 Enter s b n e w ! q ?",
    "2/2 ? help",
  ]);
  assert.equal(lines(state, [80], { at: 1, stays: true }), [
    "2/2 [Enter] run [s]kip [n]ext [e]dit [w]hy [!] shell [q]uit [?] help",
  ]);
  assert.equal(lines(state, [80], { at: 0 }), ["1/2 [Enter] run [s]kip [n]ext [e]dit [w]hy [!] shell [q]uit [?] help"]);
  assert.equal(lines(state, [80], { at: 2 }), ["2/2 [q]uit  [b]ack  [w]hy  [!] shell  [?] help"]);
});

test("it never is as wide as the screen, and colours make no difference to that", ({ state }) => {
  const paint = makePaint(true);
  const modes: Mode[] = [
    { kind: "ready" },
    { kind: "more", share: 0 },
    { kind: "editing", editor: { text: "", at: 0 } },
  ];
  for (let columns = 20; columns < 120; columns++)
    for (const mode of modes) {
      const at = { ...state, mode, size: { columns, rows: 24 } };
      const plain = statusLine(at, NOW, PLAIN);
      assert.ok(plain.length < columns, `${columns}: ${plain}`);
      assert.is(statusLine(at, NOW, paint).replaceAll(/\x1b\[\d+m/g, ""), plain);
    }
});

test("what goes on, and what has been left", ({ state }) => {
  const busy: Mode = { kind: "busy", doing: "step", until: { kind: "step" } };
  const at = (mode: Mode, now: object = {}): string => statusLine({ ...state, mode }, { ...NOW, ...now }, PLAIN);
  assert.is(at(busy), "1/2 running 1.5 s  Ctrl-C interrupts");
  assert.is(at(busy, { what: "starting the guest" }), "1/2 starting the guest 1.5 s  Ctrl-C interrupts");
  assert.is(at(busy, { elapsed: 31_000 }), "1/2 running 31 s, longer than the document gives it  Ctrl-C interrupts");
  assert.is(at(busy, { asks: true }), "1/2 running 1.5 s  what you type goes to the program");
  assert.is(at({ ...busy, doing: "back" }), "1/2 going there 1.5 s  Ctrl-C interrupts, q quits");
  const section: Mode = { ...busy, until: { kind: "section", section: [] } };
  assert.is(at(section), "1/2 running 1.5 s  Ctrl-C interrupts, any key stops after this step");
  const place: Place = { began: 0, left: 0, steps: [{ key: "", way: { kind: "run" } }] };
  assert.is(at({ kind: "offer" }, { place }), "You were at step 2 of 2. [Enter] go on there  [f]rom the start  [q]uit");
  assert.is(
    statusLine({ ...state, mode: { kind: "offer" }, stays: true }, { ...NOW, place }, PLAIN),
    "You were at step 2 of 2. [Enter] go on [f]rom start [q]uit",
  );
  assert.is(at({ kind: "ready" }, { isAuto: true }), "1/2 [Space] go on by hand  [q]uit");
});

test("a command that is edited, broken into the screen's lines, with the cursor in it", ({ state }) => {
  const [step] = state.steps;
  const region = (text: string, at: number, rows = 24): Region =>
    editorRegion({ editor: { text, at }, step: step!, status: "S" }, { columns: 12, rows }, PLAIN);
  assert.equal(region("echo a\nb", 7), { lines: ["$ echo a", "> b", "S"], cursor: { row: 1, column: 2 } });
  assert.equal(region("echo a long one", 15).lines, ["$ echo a lo", "ng one", "S"]);
  assert.equal(region("echo a long one", 15).cursor, { row: 1, column: 6 });
  assert.equal(region("日本語", 2).cursor, { row: 0, column: 6 });
  assert.equal(region("a\tb\x1b", 4).lines, ["$ a  b^[", "S"]);
  const tall = region(Array.from({ length: 20 }, (_, i) => String(i)).join("\n"), 0, 7);
  assert.equal(tall.lines, ["$ 0", "> 1", "> 2", "> 3", "> 4", "S"]);
});

test.run();
