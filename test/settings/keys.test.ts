import { test } from "uvu";
import * as assert from "uvu/assert";
import { formatMessage } from "../../src/message/message.ts";
import { check } from "../../src/settings/check.ts";
import { KEY_NAMES, type KeyName, KEYS, WHERE, type Where } from "../../src/settings/keys.ts";
import { parseYaml, readPairs } from "../../src/settings/yaml.ts";
import { examples } from "./examples.ts";

const PLACE = { path: "a.md", line: 2, column: 1 };
const one = (key: string, value: unknown, where: Where) => check([{ key, value, place: PLACE, ours: true }], where);
const said = (key: string, value: unknown, where: Where): string[] =>
  one(key, value, where).messages.map((message) => formatMessage(message).replace("a.md:2:1: error: ", ""));
const nearestPlace = (name: KeyName): Where => KEYS[name].where.at(-1)!;

test("every key is in the examples, understood in each form, and refused with what is right", () => {
  assert.equal(Object.keys(examples), KEY_NAMES);
  for (const name of KEY_NAMES) {
    const where = nearestPlace(name);
    const { good, bad } = examples[name];
    for (const [written, value] of good) {
      const { options, claims } = one(name, written, where);
      assert.equal({ ...options, ...claims }, { [name]: value }, `${name}: ${JSON.stringify(written)}`);
      assert.equal(said(name, written, where), [], `${name}: ${JSON.stringify(written)}`);
    }
    for (const [written, hint] of bad) {
      const [message = "", ...more] = said(name, written, where);
      assert.is(message.slice(message.indexOf("\n  ") + 3), hint, `${name}: ${JSON.stringify(written)}`);
      assert.equal(more, []);
      const { options, claims } = one(name, written, where);
      assert.equal([options, claims], [{}, {}], "what is wrong is left out");
    }
  }
});

test("the forms that the documentation shows are understood", () => {
  for (const name of KEY_NAMES) {
    for (const form of KEYS[name].forms) {
      const source = { text: `x: ${form}`, placeAt: () => PLACE, words: { code: "", hint: "" } };
      const yaml = parseYaml(source);
      if ("severity" in yaml) throw new Error(form);
      const { settings } = readPairs(yaml, (yaml.contents as { items?: never[] }).items ?? [], {
        ...source,
        ours: true,
      });
      assert.equal(said(name, settings[0]?.value, nearestPlace(name)), [], `${name}: ${form}`);
    }
  }
});

test("each key is said where it may be said, and nowhere else", () => {
  const places = Object.fromEntries(KEY_NAMES.map((name) => [name, KEYS[name].where.join(" ")]));
  const [run, anywhere, waiver, step] = [
    ...["project document", "project document block command", "document block command", "block command"],
  ];
  assert.equal(places, {
    ...{ machine: run, image: run, timeout: anywhere, env: run, terminal: run, network: run, hosts: run, files: run },
    ...{ prompts: run, scripts: run, strict: anywhere, placeholders: run, dialect: run },
    ...{ exit: waiver, ignore: waiver, skip: waiver, if: anywhere, cleanup: step, within: anywhere, match: anywhere },
    ...{ forbid: anywhere, stderr: anywhere, session: step, background: step, until: step, answer: step, secret: step },
  });
  for (const name of KEY_NAMES) {
    const [[written]] = examples[name].good as [readonly [unknown, unknown]];
    for (const where of WHERE) {
      const codes = one(name, written, where).messages.map(({ code }) => code);
      assert.is(codes.includes("misplaced-key"), !KEYS[name].where.includes(where), `${name} at ${where}`);
    }
  }
  assert.equal(said("image", "trixie", "command"), [
    "image cannot be said of a command [misplaced-key]\n  it is said of a project or a document",
  ]);
  assert.equal(said("exit", 1, "project"), [
    "exit cannot be said of a project [misplaced-key]\n  it is said of a document, a block or a command",
  ]);
});

test("a long text is shown in part", () => {
  const [message = ""] = said("timeout", "x".repeat(500), "document");
  assert.is(
    message,
    `the setting timeout does not understand "${"x".repeat(79)}… [bad-setting]\n  expected a time such as 30s, 500ms or 2m`,
  );
});

test("where other tools read too, their keys are theirs", () => {
  const theirs: readonly [string, unknown][] = [
    ["images", ["a.png"]],
    ["image", "/card.png"],
    ["files", { a: "zip" }],
    ["script", ["a.js"]],
    ["scripts", ["a.js"]],
    ["scripts", "/a.js"],
    ["network", "mainnet"],
    ["hosts", ["Ann", "Bob"]],
    ["background", "/sky.png"],
    ["match", "Chelsea"],
    ["exits", 3],
    ["answer", 42],
  ];
  for (const [key, value] of theirs) {
    const { messages, options, claims } = check([{ key, value, place: PLACE, ours: false }], "document");
    assert.equal([messages, options, claims], [[], {}, {}], key);
  }
  const ours = check([{ key: "strict", value: true, place: PLACE, ours: false }], "document");
  assert.equal(ours.options, { strict: true });
});

test("a claim that stands there is not read, and that is said", () => {
  const { messages, claims } = check([{ key: "exit", value: 1, place: PLACE, ours: false }], "document");
  assert.equal(claims, {});
  assert.equal(messages.map(formatMessage), [
    'a.md:2:1: warning: exit says nothing here, where other tools read too [unread-claim]\n  if it is said to howtrue, write it below "howtrue:"',
  ]);
});

test("files are read below howtrue alone, and a warning says so; yes is no boolean of YAML's", async () => {
  const told = (key: string, value: unknown): string[] =>
    check([{ key, value, place: PLACE, ours: false }], "document").messages.map(formatMessage);
  assert.equal(told("files", ["site/"]), [
    'a.md:2:1: warning: files says nothing here, where other tools read too [unread-claim]\n  if it is said to howtrue, write it below "howtrue:"',
  ]);
  assert.equal(told("files", { a: 1 }), []);
  assert.equal(told("network", "yes"), [
    'a.md:2:1: error: the setting network does not understand "yes" [bad-setting]\n  expected no value, true or false',
  ]);
});

test.run();
