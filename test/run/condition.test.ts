import { test } from "uvu";
import * as assert from "uvu/assert";
import { MachineError } from "../../src/machine/machine.ts";
import { type Facts, holds, notHere } from "../../src/run/condition.ts";
import { type Condition, readCondition } from "../../src/settings/condition.ts";
import { runText, told } from "./running.ts";

const facts: Facts = {
  machine: "guest",
  suite: async () => "trixie",
  network: false,
  hasCommand: async (name) => name === "docker",
};
const read = (text: string): Condition => {
  const condition = readCondition(text);
  if ("unread" in condition) throw new Error(text);
  return condition;
};

test("facts hold, and are joined as in a shell", async () => {
  for (const [text, expected] of [
    ["machine==guest", true],
    ["machine==host", false],
    ["machine!=host", true],
    ["suite==trixie", true],
    ["suite==sid", false],
    ["command:docker", true],
    ["!command:podman", true],
    ["network", false],
    ["!network && machine==guest", true],
    ["network || command:podman", false],
    ["network && machine==host || suite==trixie", true],
    ["network && (machine==host || suite==trixie)", false],
  ] as const) {
    assert.is(await holds(read(text), facts), expected, text);
  }
});

test("the machine is asked no more than it takes to tell", async () => {
  const asked: string[] = [];
  const hasCommand = async (name: string): Promise<boolean> => asked.push(name) > 0;
  await holds(read("machine==host && command:a || command:b || command:c"), { ...facts, hasCommand });
  assert.equal(asked, ["b"]);
});

test("a step is skipped where its condition does not hold, and the reason is told", async () => {
  assert.is(notHere(read("machine==host&&!command:a")), "not here: if=machine==host && !command:a");
  const lines = [
    "$ false # howtrue: if=machine==host",
    "$ echo a # howtrue: if=machine==guest",
    "a",
    "$ false # howtrue: exit=1",
    "$ echo b # howtrue: if=command:nothing",
    "$ false # howtrue: if=suite==sid",
    "$ echo $? # howtrue: if=command:echo",
    "1",
  ];
  const { result } = await runText(["---", "machine: guest", "---", "```console", ...lines, "```", ""].join("\n"));
  assert.equal(
    result.outcomes.map(({ step, status, notes }) => [step.command, status, ...notes]),
    [
      ["false", "skipped", "not here: if=machine==host"],
      ["echo a", "held"],
      ["false", "held"],
      ["echo b", "skipped", "not here: if=command:nothing"],
      ["false", "skipped", "not here: if=suite==sid"],
      ["echo $?", "held"],
    ],
  );
});

test("the document's habit holds for its steps, cleanup steps too, and a step's own stands above it", async () => {
  const lines = ["$ echo a", "$ false # howtrue: if=machine==guest", "$ echo b # howtrue: cleanup", "$ true"];
  const text = ["---", "howtrue: {machine: guest, if: machine==host}", "---", "```console", ...lines, "```", ""].join(
    "\n",
  );
  const { result } = await runText(text);
  assert.equal(
    result.outcomes.map(({ status, notes }) => [status, ...notes]),
    [["skipped", "not here: if=machine==host"], ["failed"], ["untested", "not here: if=machine==host"], ["untested"]],
  );
  assert.equal(result.messages, []);
});

test("a shell that cannot be asked is no condition that does not hold", async () => {
  assert.equal(await told(["$ echo a # howtrue: if=command:a"], { machine: DEAD }), [
    "echo a: broken (no shell could be opened: it burnt down)",
  ]);
});

const DEAD = {
  kind: "fake" as const,
  detail: "burnt",
  close: async () => undefined,
  put: async () => undefined,
  collect: async () => [],
  open: () => Promise.reject(new MachineError("lost", "it burnt down")),
};

test.run();
