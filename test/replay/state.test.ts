import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Plan } from "../../src/plan/plan.ts";
import { enter, hear } from "../../src/replay/hear.ts";
import type { Passage } from "../../src/replay/passages.ts";
import { paste, press, pressAll } from "../../src/replay/press.ts";
import type { Effect, Happening, Next, State } from "../../src/replay/state.ts";
import { reading, walked } from "./reading.ts";

const DOCUMENT = `# First

Some text.

\`\`\`console
$ one
$ two
\`\`\`

## Second

More text.

\`\`\`console
$ three
\`\`\`

The end.
`;

interface Context {
  plan: Plan;
  passages: Passage[];
}

const test = suite<Context>("a reader's keys");
test.before(async (context) => {
  Object.assign(context, await reading(DOCUMENT));
});

/** What is to be done, in a word each. */
function told(effects: readonly Effect[]): string[] {
  return effects.map((effect) => {
    if (effect.kind === "text") return effect.lines.filter((line) => line !== "").join("|");
    if (effect.kind === "command") return `$ ${effect.step.command}`;
    if (effect.kind === "say") return effect.saying.kind;
    if (effect.kind === "back") return `back to ${effect.to}`;
    if (effect.kind !== "run") return effect.kind;
    return `run ${effect.command ?? "it"}${effect.isHurried === true ? " in a hurry" : ""}`;
  });
}

class Reader {
  state: State;
  told: string[];

  constructor({ plan, passages }: Context, size = { columns: 80, rows: 24 }, offers = false) {
    const [state, effects] = enter({ steps: plan.steps, passages, size }, offers);
    [this.state, this.told] = [state, told(effects)];
  }

  press(...keys: string[]): string[] {
    for (const key of keys) this.#take(press(this.state, key));
    return this.told;
  }

  hear(happening: Happening): string[] {
    return this.#take(hear(this.state, happening));
  }

  #take([state, effects]: Next): string[] {
    this.state = state;
    return (this.told = told(effects));
  }
}

test("prose up to the step and its command; Enter runs it; what comes next is shown", (context) => {
  const { plan } = context;
  const reader = new Reader(context);
  assert.equal(reader.told, ["begin"]);
  assert.equal(reader.hear({ kind: "begun", walked: [] }), ["First|=====|Some text.", "$ one"]);
  assert.equal(reader.press("enter"), ["run it"]);
  assert.equal(reader.press("enter", "s", "q"), [], "what is typed meanwhile does nothing");
  assert.equal(reader.hear({ kind: "stepped", walked: walked(plan, 0), at: 1 }), ["verdict", "", "$ two"]);
  reader.press("enter");
  const second = reader.hear({ kind: "stepped", walked: walked(plan, 1), at: 2 });
  assert.equal(second, ["verdict", "Second|------|More text.", "$ three"]);
  reader.press("enter");
  assert.equal(reader.hear({ kind: "stepped", walked: walked(plan, 2), at: 3 }), ["verdict", "The end.", "end"]);
  assert.equal(reader.press("s", "e", "n", "x"), [], "there is nothing to skip, edit or run");
  assert.equal(reader.press("enter"), [], "Enter that is held does not leave");
  assert.equal(reader.press("q"), ["quit"]);
});

test("skip, back, edit, why, a shell, answers, help", (context) => {
  const { plan } = context;
  const reader = new Reader(context);
  reader.hear({ kind: "begun", walked: [] });
  assert.equal(reader.press("b"), ["at-beginning"]);
  assert.equal(reader.press("w"), ["claims", "$ one"]);
  assert.equal(reader.press("?"), ["help", "$ one"]);
  assert.equal(reader.press("s"), ["skip"]);
  reader.hear({ kind: "stepped", walked: walked(plan, 0, { way: { kind: "skip" } }), at: 1 });
  assert.equal(reader.press("w"), ["why", "$ two"]);
  assert.equal(reader.press("b"), ["back to 0"]);
  const arrival = { again: 0, isNew: false };
  assert.equal(reader.hear({ kind: "back", arrival, walked: [] }), ["back", "$ one"]);
  assert.equal(reader.press("e", "x", "escape"), ["not-edited"]);
  assert.equal(reader.press("e", "enter"), ["not-edited"]);
  assert.equal(reader.press("e", "x", "enter"), ["edited", "run onex"]);
  const edited = walked(plan, 0, { way: { kind: "edit", command: "onex" } });
  reader.hear({ kind: "stepped", walked: edited, at: 1 });
  assert.equal(reader.press("!"), ["visit"]);
  assert.equal(reader.hear({ kind: "visited" }), ["$ two"]);
  assert.equal(reader.press("a"), ["answers-all"]);
  assert.equal(reader.press("a"), ["answers-shown"]);
  assert.equal(reader.press("ctrl-c"), ["quit"]);
});

test("of what is typed at once only the first key counts, but while they edit, all up to Enter", (context) => {
  const { plan, passages } = context;
  const begun = enter({ steps: plan.steps, passages, size: { columns: 80, rows: 24 } }, false)[0];
  const [ready] = hear(begun, { kind: "begun", walked: [] });
  const at = (state: State, ...keys: string[]): unknown => {
    const [next, effects] = pressAll(state, keys);
    return [next.mode.kind, next.mode.kind === "editing" ? next.mode.editor.text : told(effects)];
  };
  assert.equal(at(ready, "e", "c", "h", "o", "enter"), ["editing", "one"]);
  assert.equal(at(ready, "s", "ctrl-c"), ["over", ["quit"]]);
  assert.equal(at(ready), ["ready", []]);
  const [editing] = press(ready, "e");
  assert.equal(at(editing, "x", "y", "backspace"), ["editing", "onex"]);
  assert.equal(at(editing, "x", "enter", "s"), ["busy", ["edited", "run onex"]]);
});

test("what is pasted is for a command that is edited", (context) => {
  const { plan, passages } = context;
  const [begun] = enter({ steps: plan.steps, passages, size: { columns: 80, rows: 24 } }, false);
  const [ready] = hear(begun, { kind: "begun", walked: [] });
  assert.equal(told(paste(ready, "s\n")[1]), ["not-pasted"]);
  assert.equal(told(paste(begun, "s\n")[1]), []);
  const [{ mode }] = paste(press(ready, "e")[0], " a\n\tb\x1b\x03\n");
  assert.is(mode.kind === "editing" && mode.editor.text, "one a\n\tb\n");
});

test("on the way to where they were, Ctrl-C interrupts and q quits", (context) => {
  const reader = new Reader(context, undefined, true);
  reader.press("enter");
  assert.equal(reader.press("x"), []);
  assert.equal(reader.press("ctrl-c"), ["interrupt"]);
  assert.equal(reader.press("q"), ["quit"]);
});

test("on the reader's own machine there is no going back", (context) => {
  const { plan, passages } = context;
  const [state] = enter({ steps: plan.steps, passages, size: { columns: 80, rows: 24 }, stays: true }, false);
  const [begun] = hear(state, { kind: "begun", walked: [walked(plan, 0)] });
  const [after, effects] = press(begun, "b");
  assert.equal([after.mode.kind, told(effects)], ["ready", ["stays"]]);
});

test("what was interrupted is not behind the reader", (context) => {
  const { plan } = context;
  const reader = new Reader(context);
  reader.hear({ kind: "begun", walked: [] });
  reader.press("enter");
  assert.equal(reader.press("ctrl-c"), ["interrupt"]);
  const interrupted = walked(plan, 0, { status: "untested" });
  assert.equal(reader.hear({ kind: "stepped", walked: interrupted, at: 0 }), ["verdict", "$ one"]);
  assert.equal(reader.press("enter"), ["run it"]);
});

test("n runs to the next section, to what does not hold, or until a key", (context) => {
  const { plan } = context;
  const after = (...happening: (readonly [string, Parameters<typeof walked>[2]])[]): string[] => {
    const reader = new Reader(context);
    reader.hear({ kind: "begun", walked: [] });
    assert.equal(reader.press("n"), ["run it in a hurry"]);
    for (const [i, [key, about]] of happening.entries()) {
      if (key !== "") reader.press(key);
      reader.hear({ kind: "stepped", walked: walked(plan, i, about), at: i + 1 });
    }
    return reader.told;
  };
  assert.equal(after(["", {}]), ["verdict", "", "$ two", "run it in a hurry"]);
  assert.equal(after(["", {}], ["", {}]), ["verdict", "Second|------|More text.", "$ three"]);
  assert.equal(after(["", { status: "failed" }]), ["verdict", "", "$ two"]);
  assert.equal(after(["x", {}]), ["verdict", "", "$ two"]);
});

test("as many sections as the screen holds, and then page by page, also when its size changes", async () => {
  const words = Array.from({ length: 60 }, (_, i) => `word${i}`);
  const { plan, passages } = await reading(
    `# A\n\nShort.\n\n# B\n\n${words.join(" ")}\n\n\`\`\`console\n$ one\n\`\`\`\n`,
  );
  const reader = new Reader({ plan, passages }, { columns: 40, rows: 8 });
  const pages = [...reader.hear({ kind: "begun", walked: [] })];
  assert.equal(pages, ["A|=|Short."]);
  for (let i = 0; reader.state.mode.kind === "more" && i < 20; i++) {
    if (i === 2) assert.equal(reader.hear({ kind: "resized", size: { columns: 30, rows: 7 } }), ["redraw"]);
    pages.push(...reader.press(" "));
  }
  assert.equal(pages.at(-1), "$ one");
  const all = pages.slice(1, -1).flatMap((page) => page.split("|"));
  for (const word of words)
    assert.ok(
      all.some((line) => line.includes(word)),
      `${word} was not shown`,
    );
  assert.ok(pages.every((page) => page.split("|").length <= 6));
  assert.equal(reader.press("q"), ["quit"]);
});

test("whoever was here before is asked where to begin, and reads on from there", (context) => {
  const { plan } = context;
  const reader = new Reader(context, undefined, true);
  assert.equal(reader.press("x"), []);
  assert.equal(reader.press("enter"), ["begin"]);
  const was = { walked: [walked(plan, 0), walked(plan, 1)], arrival: { again: 0, isNew: false } };
  assert.equal(reader.hear({ kind: "begun", ...was }), ["arrived", "Second|------|More text.", "$ three"]);
  const other = new Reader(context, undefined, true);
  assert.equal(other.press("f"), ["begin"]);
  assert.equal(new Reader(context, undefined, true).press("q"), ["quit"]);
});

test.run();
