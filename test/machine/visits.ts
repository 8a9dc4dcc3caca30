import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Machine } from "../../src/machine/machine.ts";
import { type Heard, Scribe } from "../../src/terminal/scribe.ts";
import { type Execution, Shell } from "../../src/terminal/shell.ts";
import type { Leaving, Seat } from "../../src/terminal/visit.ts";

const SIZE = { cols: 80, rows: 24 };
const LEAVE = "\x1d";
const PROMPT = /[$#] /;
const LONGEST_MS = 60_000;
const text = ({ output }: Execution): string => new TextDecoder().decode(output.head).replaceAll("\r\n", "\n");

interface Visitor {
  readonly type: (keys: string) => void;
  readonly saw: (what: string | RegExp) => Promise<void>;
  readonly shown: () => string;
  readonly leaving: Promise<Leaving>;
  readonly resize: (size: typeof SIZE) => void;
}

interface Visiting {
  readonly signal?: AbortSignal;
  readonly scribe?: Scribe;
}

function visit(shell: Shell, { signal = new AbortController().signal, scribe }: Visiting = {}): Visitor {
  let shown = "";
  let look = (): void => undefined;
  let size = { cols: 60, rows: 20 };
  let listener: Parameters<Seat["listen"]>[0] = { keys: () => undefined, resized: () => undefined };
  const seat = {
    size: () => size,
    show: (bytes: Uint8Array) => {
      shown += new TextDecoder().decode(bytes);
      look();
    },
    listen: (one: typeof listener) => (listener = one),
  };
  let seen = 0;
  const leaving = shell.visit(seat, { size: SIZE, signal, scribe });
  const saw = (what: string | RegExp): Promise<void> =>
    new Promise((done, fail) => {
      void leaving.then(({ kind }) => fail(new Error(`${kind} before it showed ${String(what)}: ${shown}`)));
      setTimeout(() => fail(new Error(`it did not show ${String(what)}: ${shown}`)), LONGEST_MS).unref();
      look = () => {
        const since = shown.slice(seen);
        const at = typeof what === "string" ? since.indexOf(what) : since.search(what);
        if (at === -1) return;
        seen += at + (typeof what === "string" ? what.length : (what.exec(since)?.[0].length ?? 0));
        look = () => undefined;
        done();
      };
      look();
    });
  const resize = (next: typeof SIZE): void => {
    size = next;
    listener.resized();
  };
  return { type: (keys) => listener.keys(keys), saw, shown: () => shown, leaving, resize };
}

/** What a person may do in a document's shell. `real`: there is a bash at its other end. */
export function visits(name: string, start: () => Promise<Machine>, real = true): void {
  const test = suite<{ machine: Machine; shell: Shell }>(`${name}, visits`);
  test.before(async (context) => {
    context.machine = await start();
  });
  test.before.each(async (context) => {
    context.shell = await Shell.open(await context.machine.open({ user: "user", ...SIZE }), "abc123");
  });
  test.after.each(({ shell }) => shell.close());
  test.after(({ machine }) => machine.close());
  const run = (shell: Shell, command: string): Promise<Execution> => shell.run(command, { timeout: 10_000 });

  test("it is the very shell, its marks are not shown, and it is given back as it is", async ({ shell }) => {
    await run(shell, "colour=blue");
    await run(shell, "false");
    const { type, saw, shown, leaving } = visit(shell);
    await saw(PROMPT);
    type("echo is $colour\n");
    await saw(/is blue\r?\n/);
    await saw(PROMPT);
    type("colour=red\n");
    await saw(PROMPT);
    type(LEAVE);
    assert.equal(await leaving, { kind: "left" });
    assert.not.match(shown(), "133;");
    assert.not.match(shown(), "__howtrue");
    if (real) assert.is(text(await run(shell, "echo $?")), "1\n", "the status of the step before");
    assert.is(text(await run(shell, "echo $colour")), "red\n");
  });

  test("Ctrl-] ends what runs, and takes half a line away", async ({ shell }) => {
    const first = visit(shell);
    await first.saw(PROMPT);
    first.type("sleep 100\n");
    await first.saw("sleep 100");
    await new Promise((done) => setTimeout(done, 100));
    first.type(LEAVE);
    assert.equal(await first.leaving, { kind: "left" });
    assert.is(text(await run(shell, "echo here")), "here\n");
    if (!real) return;
    const second = visit(shell);
    await second.saw(PROMPT);
    second.type(`echo half${LEAVE}`);
    assert.equal(await second.leaving, { kind: "left" });
    assert.is(text(await run(shell, "echo here")), "here\n");
  });

  test("Ctrl-D at the prompt leaves it alive", async ({ shell }) => {
    const { type, saw, leaving } = visit(shell);
    await saw(PROMPT);
    type("\x04");
    assert.equal(await leaving, { kind: "left" });
    assert.is(text(await run(shell, "echo here")), "here\n");
  });

  test("a shell that they end is told", async ({ shell }) => {
    const { type, saw, leaving } = visit(shell);
    await saw(PROMPT);
    type("exit 3\n");
    assert.equal(await leaving, { kind: "ended", status: 3 });
    assert.ok(shell.ended);
    assert.is((await visit(shell).leaving).kind, "ended", "nobody can visit it any more");
  });

  test("who wants an end of the run ends the visit", async ({ shell }) => {
    const stop = new AbortController();
    const { saw, leaving } = visit(shell, { signal: stop.signal });
    await saw(PROMPT);
    stop.abort();
    assert.equal(await leaving, { kind: "left" });
  });

  if (real) {
    test("programs see the size of their terminal, and afterwards the document's", async ({ shell }) => {
      const { type, saw, resize, leaving } = visit(shell);
      await saw(PROMPT);
      type("stty size\n");
      await saw(/20 60\r?\n/);
      resize({ cols: 70, rows: 30 });
      await saw(PROMPT);
      type("stty size\n");
      await saw(/30 70\r?\n/);
      await saw(PROMPT);
      type(LEAVE);
      await leaving;
      assert.is(text(await run(shell, "stty size")), "24 80\n");
    });

    test("the prompt tells who and where, lines can be edited, and what is typed ahead is not lost", async ({
      shell,
    }) => {
      await run(shell, "cd /tmp");
      const { type, saw, leaving } = visit(shell);
      await saw(/\w+@[\w.-]+:\/tmp[$#] /);
      type("echo first; sleep 0.2\necho secund\x02\x02\x7fo\n");
      await saw(/\rfirst\r?\n/);
      await saw(/\rsecond\r?\n/);
      await saw(PROMPT);
      type(LEAVE);
      await leaving;
      const shown = text(await run(shell, "echo $PS1; set -o | grep -E 'emacs|ignoreeof'"));
      assert.match(shown, /^\\\$\nemacs +\toff\nignoreeof +\toff\n$/);
    });

    test("a shell inside a shell: the visit is to the inner one, and goes on in the outer one", async ({ shell }) => {
      const opened = await run(shell, "bash --norc");
      assert.is(opened.shell.depth, 1);
      await run(shell, "inner=yes");
      const { type, saw, leaving } = visit(shell);
      await saw(PROMPT);
      type("echo inner=$inner; exit\n");
      await saw(/inner=yes\r?\n/);
      await saw(/\w+@[\w.-]+:.*[$#] /);
      type("echo outer=$inner.\n");
      await saw(/outer=\.\r?\n/);
      await saw(PROMPT);
      type("\x04");
      assert.equal(await leaving, { kind: "left" });
      assert.is((await run(shell, "true")).shell.depth, 0);
    });

    test("a shell that they have opened is ended when they leave", async ({ shell }) => {
      const { type, saw, leaving } = visit(shell);
      await saw(PROMPT);
      type("bash --norc\n");
      await saw(PROMPT);
      type("echo $((40+2))\n");
      await saw(/42\r?\n/);
      type(LEAVE);
      assert.equal(await leaving, { kind: "left" });
      const ran = await run(shell, "echo back");
      assert.equal([text(ran), ran.shell.depth], ["back\n", 0]);
    });

    test("what they do is written down, also in a shell that they open", async ({ shell }) => {
      const heard: Heard[] = [];
      const { type, saw, shown, leaving } = visit(shell, {
        scribe: new Scribe(
          () => SIZE,
          (one) => heard.push(one),
        ),
      });
      await saw(PROMPT);
      type("# said\recho 'a \\\rb'; false\r");
      await saw(/b\r*\n.*[$#] /);
      type("bash --norc\r");
      await saw("\r\x1b[K");
      await saw(PROMPT);
      type("echo inner\r");
      await saw(/inner\r*\n.*[$#] /);
      type("\x04"); // leaves the one inside
      await saw(/exit\r*\n.*[$#] /);
      type("\x04");
      assert.equal(await leaving, { kind: "left" });
      assert.not.match(shown(), "133;");
      const lines = heard.flatMap((one) => (one.kind === "prompt" ? [one.entry?.text] : []));
      assert.equal(lines.slice(0, 2), ["# said", "echo 'a \\\nb'; false"]);
      const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes).replaceAll(/\r*\n/g, "\n");
      assert.equal(
        heard.flatMap((one) =>
          one.kind === "command" ? [[one.entry?.text, one.end, one.status, decode(one.output.head)]] : [],
        ),
        [
          ["echo 'a \\\nb'; false", "ended", 1, "a \\\nb\n"],
          ["bash --norc", "opened", 0, ""],
          ["echo inner", "ended", 0, "inner\n"],
          ["exit", "ended", 0, "exit\n"],
        ],
      );
      assert.is(text(await run(shell, "echo back")), "back\n");
    });

    test("a shell that is not bash", async ({ shell }) => {
      const opened = await run(shell, "exec dash -i");
      if (opened.shell.family !== "sh") return;
      const { type, saw, leaving, shown } = visit(shell);
      await saw(/\w+@[\w.-]+\$ /);
      type("echo $((6*7))\n");
      await saw(/42\r?\n/);
      await saw(PROMPT);
      type(LEAVE);
      assert.equal(await leaving, { kind: "left" });
      assert.not.match(shown(), "133;");
      assert.is(text(await run(shell, "echo back")), "back\n");
    });
  }

  test.run();
}
