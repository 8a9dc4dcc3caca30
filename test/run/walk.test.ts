import { test } from "uvu";
import * as assert from "uvu/assert";
import { FakeMachine } from "../../src/machine/fake.ts";
import { MachineError, type TerminalOptions } from "../../src/machine/machine.ts";
import { formatMessage } from "../../src/message/message.ts";
import { type Place, placeAt } from "../../src/run/place.ts";
import { Walk } from "../../src/run/walk.ts";
import type { WalkContext, Walked } from "../../src/run/walked.ts";
import type { Terminal, TerminalEnd } from "../../src/terminal/terminal.ts";
import { fence, planOf } from "../plan/read.ts";

class Machine extends FakeMachine {
  closed = 0;
  readonly #ends: ((end: TerminalEnd) => void)[] = [];

  override async open(options: TerminalOptions): Promise<Terminal> {
    const terminal = await super.open(options);
    const onEnd = terminal.onEnd.bind(terminal);
    terminal.onEnd = (listener) => {
      this.#ends.push(listener);
      onEnd(listener);
    };
    return terminal;
  }

  lose(reason: string): void {
    for (const end of this.#ends) end({ status: undefined, reason });
  }

  override async close(): Promise<void> {
    this.closed++;
    await super.close();
  }
}

interface Begun {
  readonly walk: Walk;
  readonly machines: Machine[];
}

interface How {
  readonly place?: Place;
  readonly signal?: AbortSignal;
  readonly start?: WalkContext["start"];
  readonly machine?: "host";
}

async function tryWalk(lines: readonly string[], how: How = {}): ReturnType<typeof Walk.begin> {
  const { place, signal, start, machine } = how;
  const plan = await planOf(fence("console", ...lines), machine === undefined ? {} : { machine });
  const context = { environment: {}, secrets: [], progress: () => undefined };
  const never = new AbortController().signal;
  return Walk.begin(plan, { ...context, start: start ?? (async () => new Machine()), signal: signal ?? never }, place);
}

async function begin(lines: readonly string[], how: How = {}): Promise<Begun> {
  const machines: Machine[] = [];
  const start = async (): Promise<Machine> => {
    machines.push(new Machine());
    return machines.at(-1)!;
  };
  const walk = await tryWalk(lines, { start, ...how });
  assert.instance(walk, Walk);
  return { walk: walk as Walk, machines };
}

function tell({ step, way, outcome }: Walked): string {
  const command = way.kind === "edit" ? `${step.command} as ${way.command}` : step.command;
  const printed = outcome?.observation?.screen.lines.join("|");
  return `${command}: ${outcome?.status ?? "running"}${printed ? ` ${printed}` : ""}`;
}

const end = (keep = false): Parameters<Walk["end"]>[0] => ({
  place: keep ? "keep" : "forget",
  force: new AbortController().signal,
  onCleanup: () => undefined,
});

test("steps are run one at a time, and judged as in a run", async () => {
  const { walk, machines } = await begin(["$ x=1", "$ echo $x", "1", "$ echo $x", "2"]);
  assert.equal(
    [tell(await walk.step()), tell(await walk.step()), tell(await walk.step())],
    ["x=1: held", "echo $x: held 1", "echo $x: failed 1"],
  );
  assert.is(walk.at, 3);
  const { messages, place } = await walk.end(end(true));
  assert.equal([messages, machines.map(({ closed }) => closed)], [[], [1]]);
  assert.is(place?.steps.length, 3);
});

test("a step may be skipped or edited; what is edited claims nothing", async () => {
  const { walk } = await begin(["$ x=1", "$ echo $x", "1", "$ echo $x", "1"]);
  assert.is(tell(await walk.step({ command: "x=2" })), "x=1 as x=2: held");
  assert.is(tell(await walk.step({ command: "echo two $x" })), "echo $x as echo two $x: held two 2");
  assert.is(tell(walk.skip()), "echo $x: skipped");
  await walk.end(end());
});

test("back is a new machine, where the steps before are run again as the reader had them", async () => {
  const { walk, machines } = await begin(["$ x=1", "$ y=1", "$ z=1", "$ echo $x $y $z", "1 1 1"]);
  await walk.step({ command: "x=3" });
  walk.skip();
  await walk.step();
  await walk.step();
  assert.equal(await walk.back(3), { again: 2, isNew: true });
  assert.equal(
    machines.map(({ closed }) => closed),
    [1, 0],
  );
  assert.is(walk.at, 3);
  assert.is(tell(await walk.step()), "echo $x $y $z: failed 3  1");
  assert.equal(await walk.back(0), { again: 0, isNew: true });
  assert.equal(walk.walked, []);
  await walk.end(end());
  assert.equal(
    machines.map(({ closed }) => closed),
    [1, 1, 1],
  );
});

test("going back ends where somebody wants it to", async () => {
  const { walk } = await begin(["$ x=1", "$ y=1", "$ z=1"]);
  for (let i = 0; i < 3; i++) await walk.step();
  assert.equal(await walk.back(2, AbortSignal.abort()), { again: 0, isNew: true });
  assert.is(walk.at, 0);
  await walk.end(end());
});

test("an interrupted step is not behind the reader; the next one runs", async () => {
  const { walk } = await begin(["$ sleep 100", "$ echo a", "a"]);
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 50);
  assert.is(tell(await walk.step({ signal: stop.signal })), "sleep 100: untested");
  assert.is(walk.at, 0);
  walk.skip();
  assert.is(tell(await walk.step()), "echo a: held a");
  await walk.end(end());
});

test("what it prints is heard as it comes", async () => {
  const { walk } = await begin(["$ echo one; echo two"]);
  let heard = "";
  await walk.step({ follower: { hear: (chunk) => (heard += new TextDecoder().decode(chunk)) } });
  assert.match(heard, /one\s+two/);
  await walk.end(end());
});

test("whoever comes back goes on from where they were, by running it again", async () => {
  const lines = ["$ x=1", "$ y=1", "$ echo $x $y", "1 5"];
  const first = await begin(lines);
  await first.walk.step();
  await first.walk.step({ command: "y=5" });
  const { place } = await first.walk.end(end(true));
  assert.equal(
    place?.steps.map(({ way }) => way),
    [{ kind: "run" }, { kind: "edit", command: "y=5" }],
  );
  const never = new AbortController().signal;
  const { walk } = await begin(lines, { place: place! });
  assert.equal(await walk.goTo(place!, never), { again: 2, isNew: true, isChanged: false });
  assert.is(walk.at, 2);
  assert.is(tell(await walk.step()), "echo $x $y: held 1 5");
  await walk.end(end());
  const changed = await begin([lines[0]!, "$ y=2", ...lines.slice(2)], { place: place! });
  assert.equal(await changed.walk.goTo(place!, never), { again: 1, isNew: true, isChanged: true });
  assert.is(changed.walk.at, 1);
  await changed.walk.end(end());
});

test("the cleanup steps that the reader has not come to run at the end, and what is left running is compared", async () => {
  const lines = ["$ echo a", "$ echo b", "$ x=1 # howtrue: cleanup"];
  const { walk } = await begin(lines);
  await walk.step();
  const cleaned: string[] = [];
  await walk.end({ ...end(), onCleanup: ({ command }) => cleaned.push(command) });
  assert.equal(cleaned, ["x=1"]);
  const untouched = await begin(lines);
  const { place } = await untouched.walk.end({ ...end(true), onCleanup: ({ command }) => cleaned.push(command) });
  assert.equal([cleaned.length, place], [1, undefined]);
});

test("cleanup runs also where the first step was interrupted", async () => {
  const { walk } = await begin(["$ sleep 100", "$ x=1 # howtrue: cleanup"]);
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 50);
  await walk.step({ signal: stop.signal });
  const cleaned: string[] = [];
  await walk.end({ ...end(), onCleanup: ({ command }) => cleaned.push(command) });
  assert.equal([walk.at, cleaned], [0, ["x=1"]]);
});

test("on the reader's own machine nothing is run twice when they come back", async () => {
  const lines = ["$ x=1", "$ y=1", "$ echo $x", "$ z=1 # howtrue: cleanup"];
  const first = await begin(lines, { machine: "host" });
  await first.walk.step();
  first.walk.skip();
  const { place } = await first.walk.end(end(true));
  assert.is(place?.machine, "host");
  const never = new AbortController().signal;
  const { walk } = await begin(lines, { machine: "host", place: place! });
  const before = { isCleaned: true };
  assert.equal(await walk.goTo(place!, never), { again: 0, isNew: false, isChanged: false, before });
  assert.is(walk.at, 2);
  assert.is(tell(await walk.step()), "echo $x: held");
  const again = await walk.end(end(true));
  assert.equal(
    again.place?.steps.map(({ way }) => way.kind),
    ["run", "skip", "run"],
  );
  const { machine: _, ...named } = place!;
  const from = await begin(lines, { machine: "host", place: named });
  assert.equal(await from.walk.goTo(named, never), { again: 1, isNew: false, isChanged: false });
  await from.walk.end(end());
});

test("what is interrupted while steps are run again is not behind the reader", async () => {
  const lines = ["$ x=1", "$ sleep 100", "$ y=1"];
  const { walk } = await begin(lines);
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 100);
  const arrival = await walk.goTo(placeAt(3, walk.plan), stop.signal);
  assert.equal([arrival, walk.at], [{ again: 1, isNew: true, isChanged: false }, 1]);
  await walk.end(end());
});

test("a machine that is lost is told of, and the next step has a new one", async () => {
  const { walk, machines } = await begin(["$ x=1", "$ sleep 100", "$ echo $x", "1"]);
  await walk.step();
  const running = walk.step();
  const lost = machines[0]!;
  setTimeout(() => lost.lose("the test ended it"), 50);
  assert.is(tell(await running), "sleep 100: broken");
  assert.is(walk.at, 1);
  walk.skip();
  assert.is(tell(await walk.step()), "echo $x: held 1");
  assert.is(machines.length, 2);
  await walk.end(end());
});

test("what keeps it from beginning is told", async () => {
  const bad = await tryWalk(["$ echo a # howtrue: exit=x"]);
  assert.match(Array.isArray(bad) ? bad.map(formatMessage).join() : "", "[bad-value]");
  const failing = await tryWalk(["$ echo a"], {
    start: async () => {
      throw new MachineError("no-machine", "there is none");
    },
  });
  assert.equal(Array.isArray(failing) && failing.map(formatMessage), ["a.md: error: there is none [no-machine]"]);
});

test.run();
