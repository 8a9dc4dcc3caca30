import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Machine } from "../../src/machine/machine.ts";
import { type Execution, Shell } from "../../src/terminal/shell.ts";

/** What a real bash on a real machine does beyond what the fake one can. */
export function realShell(name: string, start: () => Promise<Machine>): void {
  const test = suite<{ machine: Machine; shell: Shell }>(`${name}, real shells`);
  test.before(async (context) => {
    context.machine = await start();
  });
  test.before.each(async (context) => {
    const terminal = await context.machine.open({ user: "root", cols: 80, rows: 24 });
    context.shell = await Shell.open(terminal, "abc123");
  });
  test.after.each(({ shell }) => shell.close());
  test.after(({ machine }) => machine.close());
  const run = (shell: Shell, command: string): Promise<Execution> => shell.run(command, { timeout: 10_000 });
  const text = ({ output }: Execution): string => new TextDecoder().decode(output.head).replaceAll("\r\n", "\n");

  for (const [command, expected] of [
    ["bash <<'EOF'\necho begin\nsleep 0.4\necho end\nEOF", "begin\nend\n"],
    ["echo 'sleep 0.4; echo one; echo two' | bash", "one\ntwo\n"],
    ["printf 'sleep 0.4\\necho three\\n' | sh -s -- --yes", "three\n"],
    ["f() { sleep 0.2; echo f; }; x=$(f); echo $x; f | cat", "f\nf\n"],
    ["for i in 1 2; do sleep 0.1; echo $i; done", "1\n2\n"],
  ] as const) {
    test(`no shell that waits for commands: ${command.split("\n")[0]}`, async ({ shell }) => {
      const ran = await run(shell, command);
      assert.equal([text(ran), ran.end, ran.status, ran.shell.depth], [expected, "done", 0, 0]);
      assert.is(text(await run(shell, "echo after")), "after\n");
    });
  }

  for (const hook of [
    "PROMPT_COMMAND=true",
    'PROMPT_COMMAND="true; $PROMPT_COMMAND"',
    "export PROMPT_COMMAND='(exit 3)'",
    "PROMPT_COMMAND+=('(exit 4)')",
    "PS1='% '",
  ]) {
    test(`what is run before each prompt changes no status: ${hook}`, async ({ shell }) => {
      await run(shell, hook);
      for (const [command, status] of [
        ["false", 1],
        ["true", 0],
        ["(exit 7)", 7],
      ] as const) {
        const ran = await run(shell, command);
        assert.equal([ran.end, ran.status, text(ran)], ["done", status, ""]);
      }
      assert.is(text(await run(shell, "false; echo $?; (exit 5)")), "1\n");
      assert.is(text(await run(shell, "echo $?")), "5\n");
    });
  }

  const asked = (shell: Shell, command: string, ...answers: string[]): Promise<Execution> =>
    shell.run(command, { timeout: 20_000, answer: (question) => (question === "" ? undefined : answers.shift()) });
  /** A tty's echo is part of what is shown. */
  for (const [command, answers, shown] of [
    ['read -p "Name: " x; echo "<$x>"', ["Ann\r"], "Name: Ann\n<Ann>\n"],
    ['read -p "1? " x; read -p "2? " y; echo "<$x$y>"', ["a\r", "b\r"], "1? a\n2? b\n<ab>\n"],
    ['read -sp "Secret: " x; echo; echo "${#x} characters"', ["abc\r"], "Secret: \n3 characters\n"],
    ["sleep 0.3; printf 'In a child: '; bash -c 'read x; echo \"[$x]\"'", ["a\r"], "In a child: a\n[a]\n"],
    ['printf "1\\n2\\nEnd with a key: "; cat', ["\x04"], null],
  ] as const) {
    test(`an answer is typed when it is asked for: ${command}`, async ({ shell }) => {
      const ran = await asked(shell, command, ...answers);
      assert.equal([ran.end, ran.status], ["done", 0]);
      if (shown !== null) assert.is(text(ran).replaceAll("\r", ""), shown);
      assert.is(text(await run(shell, "echo after")), "after\n");
    });
  }

  test("a key is typed without Enter where the program takes it", async ({ shell }) => {
    const ran = await asked(shell, 'read -n1 -p "1? " a; echo; read -n1 -p "2? " b; echo; echo "<$a$b>"', "y\r", "n\r");
    assert.is(text(ran).replaceAll("\r", ""), "1? y\n2? n\n<yn>\n");
  });

  test("what a program leaves of an answer is not the next command", async ({ shell }) => {
    for (const inner of [false, true]) {
      if (inner) await run(shell, "sh");
      for (const answer of ["y\r", "yes\r"]) {
        await asked(shell, "printf 'Key? '; stty -icanon; dd bs=1 count=1 2>/dev/null; stty icanon", answer);
        if (inner && answer === "yes\r") continue; // such a shell has no way to throw it away
        const next = await run(shell, "(exit 4)");
        assert.equal([next.end, next.status, text(next)], ["done", 4, ""], answer);
      }
    }
  });

  test("what nobody answers is ended soon, and says what it asked", async ({ shell }) => {
    for (const [command, question] of [
      ['read -p "Name: " x', "Name: "],
      ['read -sp "Password: " x', "Password: "],
      ["cat", ""],
      ["bash -c 'echo one; printf \"Two? \"; read'", "Two? "],
    ] as const) {
      const began = performance.now();
      const ran = await asked(shell, command);
      assert.equal([ran.end, ran.question], ["asked", question], command);
      assert.ok(performance.now() - began < 15_000, "not by time-out");
      assert.is(text(await run(shell, "echo after")), "after\n");
    }
  });

  const mute = (shell: Shell, command: string, timeout = 10_000): Promise<Execution> =>
    shell.run(command, { timeout, hidesStderr: true, answer: () => undefined });
  test("a command whose standard error is hidden runs in its shell like any other", async ({ shell }) => {
    assert.is(text(await mute(shell, "cd /; x=1; echo gone >&2; echo it\\'s; (exit 3)")), "it's\n");
    assert.is(text(await run(shell, "echo $? $PWD $x")), "3 / 1\n");
    const long = `echo ${"0123456789".repeat(2_000)}; echo gone >&2`;
    assert.is(text(await mute(shell, long)).trim().length, 20_000);
    assert.is(text(await mute(shell, "cat <<'EOF' | cat >&2\ngone\nEOF")), "");
    assert.equal([text(await mute(shell, ")")), text(await mute(shell, "echo $?"))], ["", "2\n"]);
    await run(shell, "set -x");
    assert.is(text(await mute(shell, "echo traced")), "traced\n");
    assert.is(text(await run(shell, "{ set +x; } 2>/dev/null")).includes("howtrue"), false);
    for (const nested of ["sh", "dash"]) {
      if ((await run(shell, `command -v ${nested}`)).status !== 0) continue;
      await run(shell, nested);
      assert.is(text(await mute(shell, "echo a >&2; echo b; nope")), "b\n");
      assert.is((await mute(shell, ")")).status, 2);
      assert.match(text(await run(shell, "nope")), "not found");
      await run(shell, "exit");
    }
  });

  test("after one that was ended, standard error is shown again", async ({ shell }) => {
    assert.is((await mute(shell, "sleep 100", 300)).end, "timed-out");
    assert.is(text(await run(shell, "echo shown >&2")), "shown\n");
  });

  test("with its standard error hidden a command that waits for input is ended, also a shell", async ({ shell }) => {
    for (const command of ['read -p "Name: " x', "bash", "bash -i", "sh"]) {
      const began = performance.now();
      const ran = await mute(shell, command, 60_000);
      assert.equal([ran.end, ran.question], ["asked", ""], command);
      assert.ok(performance.now() - began < 15_000, "not by time-out");
      assert.is(text(await run(shell, "echo after $-")).replace(/\w+\n/, ""), "after ");
    }
  });

  test("a Ctrl-C that the tty took for a character is no part of the next command", async ({ shell }) => {
    await run(shell, "stty -isig");
    const ended = await shell.run(`bash -c 'trap "" INT; sleep 100; sleep 100'`, { timeout: 300 });
    assert.is(ended.end, "timed-out");
    assert.is(text(await run(shell, "echo after")), "after\n");
    assert.is(text(await run(shell, "echo 'and then'")), "and then\n");
  });

  test("after a command that was ended the next one is heard, wherever standard output and error go", async ({
    shell,
  }) => {
    const end = (command: string): Promise<Execution> => shell.run(command, { timeout: 300 });
    for (const where of ["2>/dev/null", ">/dev/null 2>&1", "2>&-"]) {
      await run(shell, `exec ${where}`);
      assert.is((await end("sleep 100")).end, "timed-out");
      assert.equal([(await run(shell, "true")).end, (await run(shell, "false")).status], ["done", 1], where);
      await run(shell, "exec >/dev/tty 2>&1");
      assert.is(text(await run(shell, "echo $?")), "0\n");
    }
  });

  test("who does not wait for input is left alone", async ({ shell }) => {
    for (const command of ["printf 'Wait... '; sleep 1.2", "echo a | (sleep 1; cat)", "sleep 1 & wait"]) {
      const ran = await asked(shell, command);
      assert.equal([ran.end, ran.status], ["done", 0], command);
    }
  });

  test("of who polls, what it has printed of a line so far is no question", async ({ shell }) => {
    const poll = "pipe(R, W); vec($r, fileno(R), 1) = 1; select($r, undef, undef, 1.2)";
    const ran = await asked(shell, `perl -e '$| = 1; print "Loading "; ${poll}; print "done\\n"'`, "done\r");
    assert.equal([ran.end, text(ran)], ["done", "Loading done\n"]);
    const asks = "vec($r, 0, 1) = 1; select($r, undef, undef, 20)";
    const answered = await asked(shell, `perl -e '$| = 1; print "Go? "; ${asks}; print "<".<STDIN>.">"'`, "yes\r");
    assert.is(text(answered).replaceAll("\r", ""), "Go? yes\n<yes\n>");
  });

  test("a command that its shell never read has no status", async ({ shell }) => {
    await run(shell, "exec 0</dev/null");
    const ran = await run(shell, "echo never");
    assert.equal([ran.end, ran.status, text(ran)], ["lost", undefined, ""]);
  });

  test("a command whose start is not marked has an end all the same", async ({ shell }) => {
    await run(shell, "exec 2>/dev/null");
    assert.equal([(await run(shell, "false")).end, (await run(shell, "(exit 3)")).status], ["done", 3]);
    await run(shell, "exec 2>&1; PS0='running '");
    assert.is((await run(shell, "true")).end, "done");
  });

  test("a plain command is typed as it is: $_ and line editing are as for a person", async ({ shell }) => {
    await run(shell, "mkdir new");
    await run(shell, "cd $_");
    assert.is(text(await run(shell, "basename $PWD")), "new\n");
    await run(shell, "set -o vi");
    assert.is(text(await run(shell, "echo plain")), "plain\n");
    assert.is(text(await run(shell, "echo 'quoted'; echo \"twice\"")), "quoted\ntwice\n");
  });

  test("output cannot forge the start of a command either", async ({ shell }) => {
    assert.is(
      text(await run(shell, `echo lost; printf '%s' "$PS0"; echo kept`)).replace(/\x1b.*\x07/, ""),
      "lost\nkept\n",
    );
  });

  test("marks come also where standard output is a file, and under set -x, -e and -u", async ({ shell }) => {
    await run(shell, "exec 3>&1 >/dev/null");
    assert.is(text(await run(shell, "echo hidden")), "");
    assert.is(text(await run(shell, "exec >&3; echo seen")), "seen\n");
    await run(shell, "set -xeu");
    assert.is(text(await run(shell, "echo traced")), "+ echo traced\ntraced\n");
    assert.is(text(await run(shell, "{ set +xeu; } 2>/dev/null")).includes("howtrue"), false);
    assert.is(text(await run(shell, "echo plain")), "plain\n");
  });

  test.run();
}
