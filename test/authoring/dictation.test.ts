import { test } from "uvu";
import * as assert from "uvu/assert";
import { commandsOf } from "../../src/authoring/commands.ts";
import { Dictation } from "../../src/authoring/dictation.ts";
import type { Item } from "../../src/authoring/items.ts";
import { masked } from "../../src/authoring/masked.ts";
import { Passwords } from "../../src/authoring/passwords.ts";
import type { Heard, HeardCommand, Keys } from "../../src/terminal/scribe.ts";

const QUIET: Keys = { interrupted: false, waited: false, fullScreen: false, loose: false, untold: false, answers: [] };
const NOTHING = { head: new Uint8Array(), dropped: 0, tail: new Uint8Array() };

type Said = Partial<Omit<HeardCommand, "keys">> & { keys?: Partial<Keys>; lines?: readonly string[]; gap?: number };

/** Takes down what is said at a shell: a text alone is a line that was not run. */
function dictate(...all: (string | [string | undefined, Said?])[]): Item[] {
  const dictation = new Dictation(new Passwords(new Map([["TOKEN", "t0ken"]])));
  return all.flatMap((one, i) => {
    const [text, { lines = [], gap, keys, ...said } = {}] = typeof one === "string" ? [one] : one;
    const entry = text === undefined ? undefined : { id: said.entry?.id ?? `1:${i}`, text };
    if (typeof one === "string") return dictation.take({ kind: "prompt", entry }, { lines: [] });
    const size = { cols: 80, rows: 24 };
    const usual = { kind: "command", uid: 1000, end: "ended", status: 0, output: NOTHING, size, ms: 1 } as const;
    const heard: Heard = { ...usual, ...said, entry, keys: { ...QUIET, ...keys } };
    return dictation.take(heard, { lines, ...(gap !== undefined && { gap: { before: gap, bytes: 1 } }) });
  });
}

const step = (command: string, more: object = {}): object => ({
  ...{ kind: "step", command, user: "user", exit: 0, lines: [], ms: 1 },
  ...more,
});
const leftOut = (command: string, why: string): object => ({ kind: "left-out", command, why });
const answer = (
  question: string,
  text: string,
  how: Partial<Keys["answers"][number]> = {},
): Keys["answers"][number] => ({
  ...{ question, text, hidden: false, entered: true },
  ...how,
});
const hidden = true;

test("an entry of the history is one command, or several that were pasted", () => {
  assert.equal(commandsOf("echo a"), ["echo a"]);
  assert.equal(commandsOf("\n# a\necho a \\\n  b\n\ncat <<E\n# x\n\nE\n f() {\n x\n}\n"), [
    "# a",
    "echo a \\\n  b",
    "cat <<E\n# x\n\nE",
    "f() {\n x\n}",
  ]);
  assert.equal(commandsOf("  echo a\\   "), ["echo a\\ "]);
  assert.equal(commandsOf("echo 'a"), ["echo 'a"]);
});

test("comments are prose and titles, what was run is a step, and a mistake is nothing", () => {
  assert.equal(dictate("# Some prose", "#", "## A section ", "#!", "####### deep", "if; then", ["ls", { status: 2 }]), [
    { kind: "prose", text: "Some prose" },
    { kind: "prose", text: "" },
    { kind: "heading", level: 2, text: "A section" },
    { kind: "prose", text: "!" },
    { kind: "prose", text: "deep" },
    step("ls", { exit: 2 }),
  ]);
  const long = Array.from({ length: 3_000 }, (_, i) => `${i}`);
  const [shortened] = dictate(["seq", { lines: long }]);
  assert.equal(shortened, step("seq", { lines: [...long.slice(0, 50), ...long.slice(-50)], gap: 50 }));
  const more = { uid: 0, lines: ["a", "b"], gap: 1, ms: 7 };
  assert.equal(dictate(["id", more]), [step("id", { user: "root", lines: ["a", "b"], gap: 1, ms: 7 })]);
});

test("of what is pasted at once each command takes its own part", () => {
  const pasted = "# a\none\n# b\ntwo";
  const entry = { id: "x", text: pasted };
  assert.equal(dictate([pasted, { entry, lines: ["1"] }], [pasted, { entry }]), [
    { kind: "prose", text: "a" },
    step("one", { lines: ["1"] }),
    { kind: "prose", text: "b" },
    step("two"),
  ]);
});

test("a history that is cleared counts from one again", () => {
  const entry = { id: "1:1", text: "" };
  const again: Said = { entry };
  assert.equal(dictate(["history -c", again], ["ls", again], ["ls", again]), [
    step("history -c"),
    step("ls"),
    leftOut("", "its shell keeps no history of it"),
  ]);
});

test("what is left out, and why", () => {
  const cut = "it was not waited for, or it ended its shell";
  assert.equal(dictate(["sleep 9", { status: 130, keys: { interrupted: true } }]), [
    leftOut("sleep 9", "it was interrupted"),
  ]);
  assert.equal(dictate(["less x", { keys: { interrupted: true } }]), [step("less x")]);
  assert.equal(dictate([undefined, {}]), [leftOut("", "its shell keeps no history of it")]);
  assert.equal(dictate(["exec true", { end: "cut", status: undefined }]), [leftOut("exec true", cut)]);
  assert.equal(dictate(["exit 3", { end: "cut", status: undefined }]), []);
  assert.equal(dictate(["sudo -s", { end: "opened" }]), [step("sudo -s")]);
});

test("what a transcript does not show is said: answers, passwords, keys", () => {
  const needs = (keys: Partial<Keys>): unknown => (dictate(["x", { keys }])[0] as { needs?: object }).needs;
  const waited = true;
  assert.is(needs({ waited, answers: [answer("Go on? [y/n] ", "y")] }), undefined);
  assert.equal(needs({ waited, answers: [answer("", "blue")] }), { kind: "answer", text: "blue" });
  assert.equal(needs({ waited, answers: [answer("Password: ", "s3cret", { hidden })] }), {
    kind: "secret",
    name: "PASSWORD",
  });
  assert.equal(needs({ answers: [answer("Token: ", "t0ken", { hidden })] }), { kind: "secret", name: "TOKEN" });
  // Shown, but by a program that prints it behind its question.
  assert.equal(needs({ answers: [answer("Token: ", "t0ken")] }), { kind: "secret", name: "TOKEN" });
  assert.equal(needs({ answers: [answer("Passphrase: ", "s3cret")] }), { kind: "secret", name: "PASSWORD" });
  const twice = [answer("New: ", "s3cret", { hidden }), answer("Again: ", "s3cret", { hidden })];
  assert.equal(needs({ waited, answers: twice }), { kind: "secret", name: "PASSWORD" });
  assert.is(needs({ waited, answers: [answer("Passphrase (empty for none): ", "")] }), undefined);
  const keys = (why: string): object => ({ kind: "keys", why });
  const unseen = keys("what was typed was not to be seen, and is no password");
  assert.equal(
    needs({ waited, answers: [answer("Old: ", "s3cret", { hidden }), answer("New: ", "0ther", { hidden })] }),
    unseen,
  );
  assert.equal(needs({ waited, answers: [answer("Any key", "q", { hidden, entered: false })] }), unseen);
  assert.equal(needs({ waited, answers: [answer("PIN: ", "123", { hidden })] }), unseen);
  assert.equal(
    needs({ waited, loose: true, answers: [answer("", "a"), answer("", "b")] }),
    keys("it was given lines that no question asks for: a here-document can hold them"),
  );
  assert.equal(needs({ waited, loose: true }), keys("a document cannot give it keys"));
  assert.equal(needs({ fullScreen: true }), keys("it took the whole screen, and a document cannot give it keys"));
  assert.equal(needs({ untold: true }), keys("what is typed to a shell other than bash is not known"));
});

test("a command that is typed while another runs is not in what that prints", () => {
  const ahead = { answers: [answer("", "ls")] };
  assert.equal(dictate(["sleep 1", { lines: ["ls", "x"], keys: ahead }]), [step("sleep 1", { lines: ["x"], ms: 0 })]);
  assert.equal(dictate(["read x", { lines: ["ls"], keys: { ...ahead, waited: true } }]), [
    step("read x", { lines: ["ls"], ms: 0, needs: { kind: "answer", text: "ls" } }),
  ]);
});

test("secrets are taken out of everything, and a command with one is not run", () => {
  const secrets = new Map([["PASSWORD", "s3cret"]]);
  const hide = (item: object): Item => masked(item as Item, secrets);
  assert.equal(hide(step("x", { lines: ["a s3cret", ""] })), step("x", { lines: ["a •••", ""] }));
  const why = "a secret stands in the command";
  assert.equal(hide(step("x s3cret")), step("x •••", { needs: { kind: "keys", why } }));
  assert.equal(hide(step("x", { needs: { kind: "answer", text: "s3cret" } })), {
    ...step("x", { needs: { kind: "answer", text: "•••" } }),
  });
  assert.equal(hide({ kind: "prose", text: "s3cret" }), { kind: "prose", text: "•••" });
  assert.equal(hide(leftOut("s3cret", "w")), leftOut("•••", "w"));
});

test("each password has a name of its own", () => {
  const passwords = new Passwords(new Map([["PASSWORD", "given"]]));
  assert.equal(
    ["other", "given", "third", "other", "abc"].map((one) => passwords.nameOf(one)),
    ["PASSWORD2", "PASSWORD", "PASSWORD3", "PASSWORD2", undefined],
  );
  assert.is(passwords.values.get("PASSWORD2"), "other");
});

test.run();
