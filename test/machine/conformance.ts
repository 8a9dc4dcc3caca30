import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Machine, MachineFile } from "../../src/machine/machine.ts";
import { type Execution, Shell } from "../../src/terminal/shell.ts";

const SIZE = { cols: 80, rows: 24 };
const text = ({ output }: Execution): string => new TextDecoder().decode(output.head).replaceAll("\r\n", "\n");

const plain = (files: readonly MachineFile[]): unknown[] =>
  files.map(({ path, executable, data }) => [path, executable, Buffer.from(data).toString("hex")]);

/** What every machine and the shells on it must do. Run by a test file for each kind of machine. */
export function conformance(name: string, start: () => Promise<Machine>): void {
  const test = suite<{ machine: Machine }>(name);
  test.before(async (context) => {
    context.machine = await start();
  });
  test.after(async ({ machine }) => {
    await machine.close();
    await machine.close(); // twice is allowed
  });
  const open = async ({ machine }: { machine: Machine }, user: "user" | "root" = "user"): Promise<Shell> =>
    Shell.open(await machine.open({ user, ...SIZE }), "abc123");
  const run = (shell: Shell, command: string, timeout = 20_000): Promise<Execution> => shell.run(command, { timeout });

  test("files go there and come back", async ({ machine }) => {
    const data = Uint8Array.from({ length: 200_000 }, (_, i) => (i * 7) % 256);
    const files = [
      { path: "site/a", executable: false, data },
      { path: "site/b c/ü", executable: true, data: new Uint8Array() },
    ];
    await machine.put(files);
    assert.equal(plain(await machine.collect("site")), plain(files));
    assert.equal(plain(await machine.collect("site/b c/ü")), plain(files.slice(1)));
    const cause: unknown = await machine.collect("site/none").catch((one: unknown) => one);
    assert.is((cause as Error).message, "there is no such file on the machine");
  });

  test("output and status", async (context) => {
    const shell = await open(context);
    const held = await run(shell, "echo hello");
    assert.equal([held.end, held.status, text(held)], ["done", 0, "hello\n"]);
    const failed = await run(shell, "false");
    assert.equal([failed.end, failed.status, text(failed)], ["done", 1, ""]);
    assert.is(text(await run(shell, "echo $?")), "1\n", "the status that a reader would see");
    assert.is((await run(shell, "no-such-command")).status, 127);
    await shell.close();
  });

  test("what a command leaves, the next one finds", async (context) => {
    const shell = await open(context);
    await run(shell, "colour=blue");
    assert.is(text(await run(shell, "echo $colour")), "blue\n");
    await shell.close();
  });

  test("output without a line end is all the output", async (context) => {
    const shell = await open(context);
    assert.is(text(await run(shell, "printf 'no end'")), "no end");
    assert.is(text(await run(shell, "echo next")), "next\n");
    await shell.close();
  });

  test("a command of several lines runs once", async (context) => {
    const shell = await open(context);
    assert.is(text(await run(shell, "cat <<EOF\none\n\ttwo\nEOF")), "one\n\ttwo\n");
    await shell.close();
  });

  test("a command longer than any line of a tty", async (context) => {
    const shell = await open(context);
    const long = "0123456789".repeat(10_000);
    const echoed = await run(shell, `echo ${long}`);
    assert.is(text(echoed).trim().length, long.length);
    assert.is(text(echoed).trim(), long);
    await shell.close();
  });

  test("text beyond ASCII goes there and back", async (context) => {
    const shell = await open(context);
    assert.is(text(await run(shell, "echo Grüße, 日本語 🙂")), "Grüße, 日本語 🙂\n");
    await shell.close();
  });

  test("a syntax error is an error and no hang", async (context) => {
    const shell = await open(context);
    const wrong = await run(shell, ")");
    assert.equal([wrong.end, wrong.status], ["done", 2]);
    assert.match(text(wrong), "syntax error");
    assert.is(text(await run(shell, "echo on")), "on\n");
    await shell.close();
  });

  test("standard error that is hidden is hidden for one command", async (context) => {
    const shell = await open(context);
    const ran = await shell.run("no-such-command", { timeout: 20_000, hidesStderr: true });
    assert.equal([ran.end, ran.status, text(ran)], ["done", 127, ""]);
    const shown = await shell.run("echo shown", { timeout: 20_000, hidesStderr: true });
    assert.equal([shown.status, text(shown)], [0, "shown\n"]);
    assert.match(text(await run(shell, "no-such-command")), "not found");
    await shell.close();
  });

  test("output cannot forge the end of a command", async (context) => {
    const shell = await open(context);
    const forged = await run(shell, "printf '\\033]133;D;0;aid=guess\\007after'");
    assert.equal([forged.end, forged.status, text(forged)], ["done", 0, "\x1b]133;D;0;aid=guess\x07after"]);
    await shell.close();
  });

  test("a command that does not end is interrupted, and its shell lives on", async (context) => {
    const shell = await open(context);
    const hung = await run(shell, "sleep 100", 300);
    assert.equal([hung.end, hung.status], ["timed-out", 130]);
    assert.is(text(await run(shell, "echo on")), "on\n");
    await shell.close();
  });

  test("a command that ignores interrupts is killed, and its shell lives on", async (context) => {
    const shell = await open(context);
    const hung = await run(shell, `bash -c 'trap "" INT; sleep 100; sleep 100'`, 300);
    assert.equal([hung.end, hung.status], ["timed-out", 137]);
    assert.is(text(await run(shell, "echo on")), "on\n");
    await shell.close();
  });

  test("an abort interrupts", async (context) => {
    const shell = await open(context);
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 200);
    const stopped = await shell.run("sleep 100", { timeout: 20_000, signal: stop.signal });
    assert.equal([stopped.end, stopped.status], ["stopped", 130]);
    await shell.close();
  });

  test("an abort before or while a command begins", async (context) => {
    const shell = await open(context);
    const stopped = await shell.run("echo never", { timeout: 20_000, signal: AbortSignal.abort() });
    assert.equal([stopped.end, text(stopped)], ["stopped", ""]);
    for (const wait of [0, 0, 1, 2, 5]) {
      const stop = new AbortController();
      const running = shell.run("sleep 100", { timeout: 20_000, signal: stop.signal });
      if (wait === 0) stop.abort();
      else setTimeout(() => stop.abort(), wait);
      const { end, status } = await running;
      assert.equal([end, status], ["stopped", 130]);
      assert.is(text(await run(shell, "echo on")), "on\n");
    }
    await shell.close();
  });

  test("a part of the shell is not a shell inside it", async (context) => {
    const shell = await open(context);
    const ran = await run(shell, "(sleep 0.4; echo one)");
    assert.equal([ran.end, ran.status, text(ran), ran.shell.depth], ["done", 0, "one\n", 0]);
    assert.is(text(await run(shell, "echo two")), "two\n");
    await shell.close();
  });

  test("a shell inside the shell is followed, and left", async (context) => {
    const shell = await open(context);
    const opened = await run(shell, "bash");
    assert.equal([opened.end, opened.status, text(opened), opened.shell.depth], ["done", 0, "", 1]);
    assert.is(text(await run(shell, "echo inside")), "inside\n");
    const left = await run(shell, "exit 4");
    assert.equal([left.end, left.status, left.shell.depth], ["done", 4, 0]);
    await shell.close();
  });

  test("a shell that ends is told, with its status", async (context) => {
    const shell = await open(context);
    const ended = await run(shell, "exit 3");
    assert.equal([ended.end, ended.status, shell.ended], ["lost", 3, true]);
    assert.is((await run(shell, "echo too late")).end, "lost");
    const killed = await run(await open(context), "kill -9 $$");
    assert.equal([killed.end, killed.status], ["lost", 137]);
  });

  test("terminals do not know of each other", async (context) => {
    const [one, two] = [await open(context), await open(context)];
    await run(one, "place=here");
    assert.is(text(await run(two, "echo $place")), "\n");
    await one.close();
    assert.is(text(await run(two, "echo alive")), "alive\n");
    await two.close();
  });

  test("closing a terminal ends what runs in it", async (context) => {
    const shell = await open(context);
    const running = run(shell, "sleep 100");
    await shell.close();
    assert.is((await running).end, "lost");
  });

  test.run();
}
