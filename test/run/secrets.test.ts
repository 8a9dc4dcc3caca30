import { test } from "uvu";
import * as assert from "uvu/assert";
import { formatMessage } from "../../src/message/message.ts";
import { mask, maskScreen, readSecrets } from "../../src/run/secrets.ts";
import { fence, planOf, said } from "../plan/read.ts";
import { runText } from "./running.ts";

const ASKS = fence("console", "$ a # howtrue: secret=TOKEN", "$ b # howtrue: secret=NONE skip");

test("a secret is typed only where the user says so, and only if there is one", async () => {
  const plan = await planOf(ASKS);
  const read = (environment: Record<string, string>, ...allowed: string[]) => {
    const { secrets, messages } = readSecrets(plan, { environment, allowed });
    return [[...secrets], messages.map(formatMessage)];
  };
  assert.equal(read({ TOKEN: "s3cret" }, "TOKEN"), [[["TOKEN", "s3cret"]], []]);
  assert.equal(read({ TOKEN: "s3cret" }, "OTHER"), [
    [],
    [
      "a.md:2:3: error: the document asks to type the secret TOKEN of your environment [secret-refused]\n" +
        "  if you trust it with that, say so: --secret TOKEN",
    ],
  ]);
  assert.equal(read({ TOKEN: "s3cret", NOT_TYPED: "x", EMPTY: "" }, "TOKEN", "NOT_TYPED", "EMPTY")[0], [
    ["TOKEN", "s3cret"],
    ["NOT_TYPED", "x"],
  ]);
  assert.equal(read({ TOKEN: "" }, "TOKEN"), [
    [],
    [
      "a.md:2:3: error: the secret TOKEN is not in the environment [missing-secret]\n" +
        "  set it: TOKEN=... howtrue verify",
    ],
  ]);
  assert.equal(read({ TOKEN: "a\nb" }, "TOKEN"), [
    [],
    ["a.md:2:3: error: the secret TOKEN has several lines, and an answer is one [bad-secret]"],
  ]);
});

test("a document whose secrets are refused is not run", async () => {
  const { result } = await runText(ASKS);
  assert.equal([result.status, result.outcomes.length], ["broken", 0]);
});

test("a secret is shown nowhere, also where it is part of another", () => {
  const secrets = new Map([
    ["A", "abc"],
    ["B", "abcdef"],
  ]);
  assert.is(mask("abcdef, abc and xabcx", secrets), "•••, ••• and x•••x");
  assert.equal(maskScreen({ lines: ["abc", "d"] }, secrets), { lines: ["•••", "d"] });
});

test("a secret is hidden also where a line ends within it, or a terminal has changed its blanks", () => {
  const masked = (secret: string, ...lines: string[]): readonly string[] =>
    maskScreen({ lines }, new Map([["A", secret]])).lines;
  assert.equal(masked("hunter2", "x hun", "ter2 y", "hunter"), ["x •••", "••• y", "hunter"]);
  assert.equal(
    masked("hunter2", ...Array.from("hunter2")),
    Array.from("hunter2", () => "•••"),
  );
  assert.equal(masked("a\tb c ", "a      b c", "a b", "c"), ["•••", "•••", "•••"]);
  assert.equal(masked("ab", "a", "b", "ab"), ["a", "b", "•••"], "a short one only as a whole");
  assert.equal(masked("a.*+$(b\\", "a.*+$(b\\", "axb"), ["•••", "axb"]);
  assert.equal(masked("日本語字", "日本", "語字"), ["•••", "•••"]);
  assert.equal(masked("   ", "a   b", "c"), ["a•••b", "c"]);
  assert.equal(maskScreen({ lines: [] }, new Map([["A", "x"]])).lines, []);
});

test("an answer and a secret at one command contradict each other", async () => {
  assert.equal(await said(fence("console", "$ a # howtrue: secret=TOKEN answer=y")), [
    "a.md:2:3: error: answer and secret both say what is to be typed [contradiction]\n  leave one of them",
  ]);
});

test.run();
