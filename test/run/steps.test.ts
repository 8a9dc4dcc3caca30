import { test } from "uvu";
import * as assert from "uvu/assert";
import { FakeMachine } from "../../src/machine/fake.ts";
import type { Machine } from "../../src/machine/machine.ts";
import { formatMessage } from "../../src/message/message.ts";
import { runText, told } from "./running.ts";

const QUICK = "# howtrue: timeout=50ms";
const GO_ON = "if it is to go on running: background until=/REGEX/; if it needs longer: timeout=2m";

test("steps are run in order, in one shell that remembers", async () => {
  assert.equal(await told(["$ a=1", "$ echo $a", "1", "$ echo $a $?", "1 0"]), [
    "a=1: held",
    "echo $a: held",
    "echo $a $?: held",
  ]);
});

test("a status that is not announced stops the document, and the rest is untested", async () => {
  assert.equal(await told(["$ true", "$ false", "$ echo a", "a", "$ false"]), [
    "true: held",
    "false: failed exit 1",
    "echo a: untested",
    "false: untested",
  ]);
  assert.equal(
    await told(["$ false # howtrue: exit=1", "$ nope # howtrue: exit=nonzero", "$ true # howtrue: exit=any"]),
    ["false: held", "nope: held (printed a line that the document does not show)", "true: held"],
  );
});

test("output that does not match stops nothing", async () => {
  assert.equal(await told(["$ echo a", "b", "$ echo c", "c"]), ["echo a: failed output", "echo c: held"]);
});

test("--keep-going goes on after a status, --bail stops at any failure", async () => {
  const lines = ["$ echo a", "b", "$ false", "$ echo c", "c"];
  assert.equal(await told(lines, { policy: { keepGoing: true } }), [
    "echo a: failed output",
    "false: failed exit 1",
    "echo c: held",
  ]);
  for (const keepGoing of [false, true]) {
    assert.equal(await told(lines, { policy: { bail: true, keepGoing } }), [
      "echo a: failed output",
      "false: untested",
      "echo c: untested",
    ]);
  }
});

test("what is skipped is not run, and is no reason to stop", async () => {
  assert.equal(await told(["$ a=1", "$ a=2 # howtrue: skip", "$ echo $a", "1"]), [
    "a=1: held",
    "a=2: skipped",
    "echo $a: held",
  ]);
});

test("a command that does not end is ended, with what it had printed, and stops the document", async () => {
  const { result } = await runText(`\`\`\`console\n$ echo a; sleep 100 ${QUICK}\na\n$ true\n\`\`\`\n`);
  const [first, second] = result.outcomes;
  assert.equal([first?.status, first?.failures[0]?.kind, first?.failures.length], ["failed", "timed-out", 1]);
  assert.equal(
    [first?.observation?.screen.lines, first?.observation?.end, first?.observation?.exit],
    [["a"], "timed-out", 130],
  );
  assert.is(second?.status, "untested");
  assert.equal(await told([`$ sleep 100 ${QUICK}`, "$ echo a", "a"], { policy: { keepGoing: true } }), [
    `sleep 100: failed timed-out (${GO_ON})`,
    "echo a: held",
  ]);
});

const NEW_SHELL = " (in a new shell: the one before had ended)";
const CLEANUP = "# howtrue: cleanup";
const later = ["$ a=1", `$ b=1 ${CLEANUP}`, `$ echo $a ${CLEANUP} skip`, `$ echo $a$b ${CLEANUP}`];
const cleaned = ["a=1: untested", "b=1: untested (ran for cleanup: exit 0)", "echo $a: untested"];

test("cleanup steps that were not come to run at the end, newest first, whatever stopped the document", async () => {
  const cases: readonly [string, string][] = [
    ["false", "failed exit 1"],
    [`sleep 100 ${QUICK}`, `failed timed-out (${GO_ON})`],
    ["exit 3", "failed shell-ended 3"],
    ["kill -9 $$", "failed shell-ended 137"],
  ];
  for (const [command, what] of cases) {
    const { events, result } = await runText(["```console", `$ ${command}`, ...later, "```"].join("\n"));
    const order = events.flatMap((event) => (event.kind === "step-start" && event.cleanup ? [event.step.command] : []));
    assert.equal(order, ["echo $a$b", "b=1"], what);
    assert.is(result.status, "failed");
    assert.equal(await told([`$ ${command}`, ...later]), [
      `${command.split(" #")[0]}: ${what}`,
      ...cleaned,
      `echo $a$b: untested (ran for cleanup: exit 0)${what.startsWith("failed shell") ? NEW_SHELL : ""}`,
    ]);
  }
});

test("what was run already is not run again, and nothing is cleaned up where the document came to its end", async () => {
  assert.equal(await told([`$ echo a ${CLEANUP}`, "a", "$ false", "$ true"]), [
    "echo a: held",
    "false: failed exit 1",
    "true: untested",
  ]);
  assert.equal(await told(["$ true", `$ echo a ${CLEANUP}`, "b"]), ["true: held", "echo a: failed output"]);
});

test("what cleanup came to is told, and one that fails does not keep the others from running", async () => {
  const lines = [
    "$ false",
    `$ echo 1 ${CLEANUP}`,
    `$ false ${CLEANUP}`,
    `$ sleep 100 ${CLEANUP} timeout=50ms`,
    `$ exit 4 ${CLEANUP}`,
  ];
  const outcomes = await told(lines);
  assert.equal(outcomes.slice(0, 3), [
    "false: failed exit 1",
    "echo 1: untested (ran for cleanup: exit 0)",
    "false: untested (ran for cleanup: exit 1)",
  ]);
  assert.match(
    outcomes[3] ?? "",
    /^sleep 100: untested \(ran for cleanup: no end after \d+ ms\) \(in a new shell: .*\)$/,
  );
  assert.is(outcomes[4], "exit 4: untested (ran for cleanup: shell-ended)");
  const { result } = await runText(["```console", ...lines.slice(0, 3), "```"].join("\n"));
  assert.equal(result.messages.map(formatMessage), [
    "a.md:4:3: warning: this cleanup step did not succeed: ran for cleanup: exit 1 [cleanup-failed]\n" +
      "  what it was to undo may still be there",
  ]);
});

test("each outcome is told once, in the document's order, and the document's start and end stand around them", async () => {
  const { events, result } = await runText(["```console", "$ false", ...later, "```"].join("\n"));
  assert.equal(
    events.map((event) => event.kind),
    [
      "document-start",
      "step-start",
      "step-end",
      "step-start",
      "step-start",
      ...Array(4).fill("step-end"),
      "document-end",
    ],
  );
  const ended = events.flatMap((event) => (event.kind === "step-end" ? [event.outcome] : []));
  assert.equal(ended, result.outcomes);
});

test("an interruption ends the running step, and cleanup runs", async () => {
  const stop = new AbortController();
  const lines = ["$ true", "$ sleep 100", `$ echo a ${CLEANUP}`, "b", "$ true"];
  const { result } = await runText(["```console", ...lines, "```"].join("\n"), {
    policy: { signal: stop.signal },
    onEvent: (event) => {
      if (event.kind === "step-start" && event.step.command === "sleep 100") stop.abort();
    },
  });
  assert.equal(
    result.outcomes.map(({ status, notes }) => [status, ...notes]),
    [["held"], ["untested", "interrupted"], ["untested", "ran for cleanup: exit 0"], ["untested"]],
  );
  assert.equal([result.status, result.messages.map(({ code }) => code)], ["broken", ["interrupted"]]);
});

test("a second interruption ends cleanup, too", async () => {
  const [stop, force] = [new AbortController(), new AbortController()];
  const lines = ["$ sleep 100", `$ echo a ${CLEANUP}`, `$ sleep 100 ${CLEANUP}`];
  const { result } = await runText(["```console", ...lines, "```"].join("\n"), {
    policy: { signal: stop.signal, force: force.signal },
    onEvent: (event) => {
      if (event.kind === "step-start") (event.cleanup ? force : stop).abort();
    },
  });
  assert.equal(
    result.outcomes.map(({ status, notes }) => [status, ...notes]),
    [["untested", "interrupted"], ["untested"], ["untested", "ran for cleanup: stopped"]],
  );
});

test("a machine that is lost is broken, not failed, and nothing is tried on it any more", async () => {
  const lines = ["$ true", "$ echo a; sleep 100", `$ echo a ${CLEANUP}`];
  const { result } = await runText(["```console", ...lines, "```"].join("\n"), {
    machine: losing("sleep"),
    policy: { keepGoing: true },
  });
  assert.equal(
    result.outcomes.map(({ status, notes }) => [status, ...notes]),
    [["held"], ["broken", "the machine was lost: it burnt down"], ["untested"]],
  );
  assert.is(result.status, "broken");
});

/** A machine that is lost when a certain word is typed. */
function losing(word: string): Machine {
  const fake = new FakeMachine();
  return {
    kind: "fake",
    detail: "fragile",
    put: (files) => fake.put(files),
    collect: (name) => fake.collect(name),
    close: () => fake.close(),
    async open(options) {
      const terminal = await fake.open(options);
      const { write, onEnd } = { write: terminal.write.bind(terminal), onEnd: terminal.onEnd.bind(terminal) };
      let lose = (): void => undefined;
      return Object.assign(Object.create(terminal) as typeof terminal, {
        onData: terminal.onData.bind(terminal),
        processes: terminal.processes.bind(terminal),
        kill: terminal.kill.bind(terminal),
        close: terminal.close.bind(terminal),
        onEnd(listener: Parameters<typeof onEnd>[0]) {
          lose = () => listener({ status: undefined, reason: "it burnt down" });
          onEnd(listener);
        },
        write(text: string) {
          if (text.includes(word)) setImmediate(lose);
          else write(text);
        },
      });
    },
  };
}

test.run();
