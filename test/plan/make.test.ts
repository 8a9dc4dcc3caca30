import { test } from "uvu";
import * as assert from "uvu/assert";
import { formatMessage, formatPlace } from "../../src/message/message.ts";
import { makePlan } from "../../src/plan/make.ts";
import type { Step } from "../../src/plan/plan.ts";
import { DEFAULTS } from "../../src/settings/settings.ts";
import { readProject } from "../../src/source/project-text.ts";
import { fence, planOf, read, said } from "./read.ts";

const first = async (text: string): Promise<Step> => (await planOf(text)).steps[0]!;

test("a step says all that is to be known of it", async () => {
  const text = `# One\n## Two\n${fence("console", "$ a", "1", "", "# id  # howtrue: session=x")}`;
  const plan = await planOf(text);
  assert.equal(plan, {
    path: "a.md",
    settings: DEFAULTS,
    hosts: [],
    passed: [],
    messages: [],
    steps: [
      {
        place: { path: "a.md", line: 4, column: 3 },
        command: "a",
        section: ["One", "Two"],
        user: "user",
        session: "user",
        named: false,
        expectation: {
          output: [
            { text: "1", pattern: { kind: "ellipsis", text: "1" }, line: 5, column: 1, range: { start: 28, end: 29 } },
          ],
          exit: 0,
          ignore: false,
          strict: false,
          channel: { kind: "terminal" },
        },
        skip: false,
        cleanup: false,
        timeout: 30_000,
        stops: "status",
      },
    ],
  });
});

test("each key says what the dialect has it say, wherever it stands", async () => {
  const cases: readonly [string, (step: Step) => unknown, unknown][] = [
    ["exit=127", (step) => step.expectation.exit, 127],
    ["exit=255", (step) => step.expectation.exit, 255],
    ["exit=any", (step) => step.expectation.exit, "any"],
    ["exit=nonzero", (step) => step.expectation.exit, "nonzero"],
    ["ignore", (step) => step.expectation.ignore, true],
    ["ignore=true", (step) => step.expectation.ignore, true],
    ["skip", (step) => step.skip, true],
    ["skip=false", (step) => step.skip, false],
    ["cleanup", (step) => step.cleanup, true],
    ["timeout=500ms", (step) => step.timeout, 500],
    ["timeout=2", (step) => step.timeout, 2_000],
    ["timeout=1.5h", (step) => step.timeout, 5_400_000],
    ['timeout="2 min"', (step) => step.timeout, 120_000],
    ["session=db-1", (step) => [step.session, step.named], ["db-1", true]],
    ["strict", (step) => step.expectation.strict, true],
    ["session=user", (step) => [step.session, step.named], ["user", true]],
  ];
  for (const [annotation, look, expected] of cases) {
    const texts = [
      fence(`console ${annotation}`, "$ a"),
      `<!-- howtrue: ${annotation} -->\n${fence("console", "$ a")}`,
      fence("console", `$ a # howtrue: ${annotation}`),
    ];
    for (const text of texts) {
      assert.equal(look(await first(text)), expected, text);
      assert.equal(await said(text), []);
    }
    assert.equal(
      look((await planOf(`text\n\n.. howtrue: ${annotation}\n\n::\n\n   $ a\n`, {}, "rst")).steps[0]!),
      expected,
    );
  }
});

test("the nearest that is said holds, key by key", async () => {
  const text = `<!-- howtrue: exit=2 timeout=2s -->\n${fence("console exit=1 timeout=1s ignore", "$ a", "$ b # howtrue: exit=3 ignore=false")}`;
  const told = (await planOf(text)).steps.map(({ expectation, timeout }) => [
    expectation.exit,
    expectation.ignore,
    timeout,
  ]);
  assert.equal(told, [
    [2, true, 2_000],
    [3, false, 2_000],
  ]);
  const timeouts = async (commandLine: { timeout?: number }) =>
    (
      await planOf(`---\ntimeout: 9s\n---\n\n${fence("console", "$ a", "$ b # howtrue: timeout=3s")}`, commandLine)
    ).steps.map(({ timeout }) => timeout);
  assert.equal(await timeouts({}), [9_000, 3_000]);
  assert.equal(await timeouts({ timeout: 7 }), [7, 7]);
});

test("what is said of a document or a project holds for all its steps, the nearest first", async () => {
  const text = `---\nhowtrue: {exit: any, timeout: 9s}\n---\n\n${fence("console", "$ a", "$ b # howtrue: exit=3 strict=false")}`;
  const document = await read(text);
  const project = readProject({ path: "c.yaml", kind: "yaml", text: "timeout: 8s\nstrict: true\nterminal: 90x30\n" });
  const plan = makePlan(document, {}, project);
  assert.equal(plan.messages, []);
  assert.equal([plan.settings.timeout, plan.settings.strict, plan.settings.terminal.cols], [9_000, true, 90]);
  const claims = plan.steps.map(({ expectation: { exit, strict }, timeout }) => [exit, strict, timeout]);
  assert.equal(claims, [
    ["any", true, 9_000],
    [3, false, 9_000],
  ]);
  const above = makePlan(document, { strict: true, timeout: 7 }, project);
  assert.equal(
    above.steps.map(({ expectation, timeout }) => [expectation.strict, timeout]),
    [
      [true, 7],
      [true, 7],
    ],
  );
});

test("what is wrong with the project comes first; a project that asks for the host is refused where it does", async () => {
  const document = await read(`---\nhowtrue: {tiemout: 1}\n---\n\n${fence("console", "$ a")}`);
  const project = (content: string) => readProject({ path: "c.yaml", kind: "yaml", text: content });
  const told = (content: string, commandLine = {}) => makePlan(document, commandLine, project(content)).messages;
  assert.equal(
    told("\n\n\n\n\n\nsize: 1").map(({ place }) => formatPlace(place)),
    ["c.yaml:7:1", "a.md:2:11"],
  );
  assert.equal(formatMessage(told("machine: host").find(({ code }) => code === "host-refused")!).split("\n"), [
    "c.yaml:1:1: error: the project's settings ask to be run on this machine itself, without protection [host-refused]",
    "  if you trust it, say so: --machine host",
  ]);
  assert.is(told("machine: host", { machine: "host" }).length, 1);
  const guest = await read(`---\nmachine: guest\n---\n\n${fence("console", "$ a")}`);
  assert.equal(makePlan(guest, {}, project("machine: host")).messages, [], "the document stands above the project");
});

test("what stands behind a directive's language is no annotation: docutils refuses it", async () => {
  assert.equal(await said(".. code-tab:: sh Skip\n\n   $ a\n", {}, "rst"), []);
});

test("the user and the session are the prompt's", async () => {
  const { steps } = await planOf(fence("console", "joe@box:~$ a", "root@box:~# b", "$ c # howtrue: session=x"));
  assert.equal(
    steps.map(({ user, session, named }) => [user, session, named]),
    [
      ["user", "user", false],
      ["root", "root", false],
      ["user", "x", true],
    ],
  );
});

test("what is wrong with a key is said where it stands", async () => {
  const known =
    "\n  the keys are timeout, strict, exit, ignore, skip, if, cleanup, within, match, forbid, stderr, session, background, until, answer, secret";
  const cases: readonly [string, string, string][] = [
    ["exti=1", 'there is no key "exti" [unknown-key]', "\n  did you mean exit?"],
    ["Skip", 'there is no key "Skip" [unknown-key]', "\n  did you mean skip?"],
    ["cleanp", 'there is no key "cleanp" [unknown-key]', "\n  did you mean cleanup?"],
    ["colour=red", 'there is no key "colour" [unknown-key]', known],
    ["exit", "exit needs a value [bad-value]", "\n  expected a number from 0 to 255, any or nonzero"],
    ["exit=256", 'exit does not understand "256" [bad-value]', "\n  expected a number from 0 to 255, any or nonzero"],
    ["exit=-1", 'exit does not understand "-1" [bad-value]', "\n  expected a number from 0 to 255, any or nonzero"],
    ["exit=1x", 'exit does not understand "1x" [bad-value]', "\n  expected a number from 0 to 255, any or nonzero"],
    ["skip=maybe", 'skip does not understand "maybe" [bad-value]', "\n  expected no value, true or false"],
    ["ignore=1", 'ignore does not understand "1" [bad-value]', "\n  expected no value, true or false"],
    ["cleanup=", 'cleanup does not understand "" [bad-value]', "\n  expected no value, true or false"],
    ["timeout", "timeout needs a value [bad-value]", "\n  expected a time such as 30s, 500ms or 2m"],
    ["timeout=0s", 'timeout does not understand "0s" [bad-value]', "\n  expected a time such as 30s, 500ms or 2m"],
    ["session=a/b", 'session does not understand "a/b" [bad-value]', "\n  expected a name of letters, digits, - and _"],
    ['session=""', 'session does not understand "" [bad-value]', "\n  expected a name of letters, digits, - and _"],
  ];
  for (const [annotation, words, hint] of cases) {
    assert.equal(await said(fence("console", `$ a # howtrue: ${annotation}`)), [`a.md:2:16: error: ${words}${hint}`]);
    const comment = `text\n\n<!-- howtrue: within=9s\n ${annotation} -->\n${fence("console", "$ a")}`;
    assert.equal(await said(comment), [`a.md:4:2: error: ${words}${hint}`]);
  }
});

test("standard error, a condition and what is left running are the step's", async () => {
  const plan = await planOf(
    fence(
      "console if=suite==sid",
      "$ a # howtrue: stderr=ignore",
      "$ b # howtrue: background until=tcp:80 if=machine==host",
      "$ c # howtrue: stderr=compare background",
      "$ d # howtrue: background=false",
    ),
  );
  assert.equal(plan.messages, []);
  const is = (fact: string, value: string) => ({ kind: "is", fact, value });
  assert.equal(
    plan.steps.map(({ expectation: { channel }, condition, background }) => [channel, condition, background]),
    [
      [{ kind: "terminal", stderr: "ignore" }, is("suite", "sid"), undefined],
      [{ kind: "terminal" }, is("machine", "host"), { until: { kind: "port", port: 80 } }],
      [{ kind: "terminal" }, is("suite", "sid"), {}],
      [{ kind: "terminal" }, is("suite", "sid"), undefined],
    ],
  );
});

test("behind a fence's language other tools have their say, but slips of the pen are ours", async () => {
  for (const info of [
    'title="a b" {1,3-5} linenums=1',
    "copy",
    "exec",
    "edit",
    "showLineNumbers",
    'title="x',
    "hl=timer",
  ]) {
    assert.equal(await said(fence(`console ${info}`, "$ a")), [], info);
  }
  assert.equal(await said(fence("shell script", "$ a")), []);
  assert.equal(await said(fence("bash session", "$ a")), []);
  assert.equal(await said(fence("console copy exti=1", "$ a")), [
    'a.md:1:17: error: there is no key "exti" [unknown-key]\n  did you mean exit?',
  ]);
  assert.equal(await said(fence("console ignroe", "$ a")), [
    'a.md:1:12: error: there is no key "ignroe" [unknown-key]\n  did you mean ignore?',
  ]);
  assert.equal(await said(`> -  ~~~ console  timeout=never\n>    $ a\n>    ~~~\n`), [
    'a.md:1:19: error: timeout does not understand "never" [bad-value]\n  expected a time such as 30s, 500ms or 2m',
  ]);
});

test("what could not be read is not said to have no shell session", async () => {
  assert.equal(await said("a".repeat(5_000_001)), [
    "a.md: error: this text has more than 5 million characters: it is not read [too-long]\n  split it into documents that people can read",
  ]);
});

test("a document is refused for reasons that concern it as a whole", async () => {
  const cases: readonly [string, ...string[]][] = [
    [
      `---\nmachine: host\n---\n\n${fence("console", "$ a")}`,
      "a.md: error: the document asks to be run on this machine itself, without protection [host-refused]\n  if you trust it, say so: --machine host",
    ],
    [
      "# Title\n\n```sh\nls\n```\n",
      'a.md: error: there is no shell session in this document [nothing-to-verify]\n  its shell code has no prompts: begin commands with "$ ", or say scripts: run among its settings, and each such block is a step',
    ],
    [
      "",
      'a.md: error: there is no shell session in this document [nothing-to-verify]\n  a code block is one when its first line begins with a prompt, such as "$ "',
    ],
  ];
  for (const [text, ...messages] of cases) assert.equal(await said(text), messages, text);
  assert.equal(await said(`---\nmachine: host\n---\n\n${fence("console", "$ a")}`, { machine: "host" }), []);
  const host = (await planOf(fence("console", "$ a"), { machine: "host" })).settings.machine;
  assert.is(host, "host");
});

test("a command line that says guest does not permit the host", async () => {
  const [message] = await said(`---\nmachine: host\n---\n\n${fence("console", "$ a")}`, { machine: "guest" });
  assert.match(message ?? "", "host-refused");
});

test("no shell can be given a NUL", async () => {
  const document = await read(fence("console", "$ a"));
  const [block] = document.blocks;
  const lines = [{ ...block!.lines[0]!, text: "$ a\0" }];
  const { messages } = makePlan({ ...document, blocks: [{ ...block!, lines }] });
  assert.equal(messages.map(formatMessage), [
    "a.md:2:3: error: the command holds a NUL character, which no shell can be given [nul-in-command]",
  ]);
});

test("messages come in the order of the source, those of the whole document first", async () => {
  const text = `---\nmachine: host\ntimout: 1\n---\n\n${fence("console x exti=1", "$", "$ a # howtrue: x=1")}\n<!-- howtrue: skip -->\n`;
  const places = (await planOf(text)).messages.map(({ code, place }) => `${place.line}:${place.column} ${code}`);
  assert.equal(places, [
    ...["undefined:undefined host-refused", "3:1 unknown-setting", "6:14 unknown-key", "7:2 empty-prompt"],
    ...["8:16 unknown-key", "11:1 stray-annotation"],
  ]);
});

test.run();
