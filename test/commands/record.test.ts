import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { folder, howtrue } from "./howtrue.ts";
import { type Typist, typist } from "./terminal.ts";

const test = suite<{ path: string; remove: () => void }>("record");
test.before((context) => {
  Object.assign(context, folder({ "there.md": "# There\n\n```console\n$ x=1\n```\n" }));
});
test.after(({ remove }) => remove());

const LONGEST_MS = 60_000;
const PROMPT = /\w+@[\w.-]+:[^ ]*[$#] $/;

/** Somebody who records: `types` types a line at each prompt. */
interface Author extends Typist {
  readonly types: (...lines: readonly string[]) => Promise<void>;
  /** The same of a line that opens a shell: that shows its own prompt, and then ours. */
  readonly opens: (line: string) => Promise<void>;
}

function author(path: string, ...args: string[]): Author {
  return authorAt(typist(["record", ...args], around(path)));
}

function around(cwd: string): { cwd: string; env: Record<string, string> } {
  return { cwd, env: { XDG_STATE_HOME: join(cwd, "state"), TOKEN: "t0ken" } };
}

function authorAt(one: Typist): Author {
  const saw = async (what: string | RegExp): Promise<string> => {
    const late = new AbortController();
    const never = sleep(LONGEST_MS, undefined, { signal: late.signal }).then(async () => {
      process.kill(one.pid, "SIGKILL");
      throw new Error(`it did not show ${String(what)}: ${(await one.ended).text}`);
    });
    never.catch(() => undefined);
    return Promise.race([one.saw(what), never]).finally(() => late.abort());
  };
  const types = async (...lines: readonly string[]): Promise<void> => {
    for (const line of lines) {
      await saw(PROMPT);
      one.type(`${line}\r`);
    }
  };
  const opens = async (line: string): Promise<void> => {
    await types(line);
    await saw("\r\x1b[K");
  };
  return { ...one, saw, types, opens };
}

const text = (path: string, name: string): string => readFileSync(join(path, name), "utf8");
/** What is kept of recordings of a howto. */
function recordings(path: string, name: string): string[] {
  const kept = join(path, "state/howtrue/recordings");
  const files = readdirSync(kept).map((file) => join(kept, file));
  return files.filter((file) => readFileSync(file, "utf8").includes(`/${name}"`));
}

test("what is typed and shown becomes a howto that holds", async ({ path }) => {
  const { types, opens, saw, type, ended } = author(path, "a.md", "--title", "A *first* one");
  await saw("a.md");
  await saw("is recorded in a sandbox");
  await types("# Some prose,", "# in two lines", "echo one", "## A section", "cat > x <<'E'");
  await saw("> ");
  type("# no prompt \\\r");
  await saw("> ");
  type("E\r");
  await types("cat x; false", "", "if; then", "lss\x7f -d . \\");
  await saw("> ");
  type("  /tmp\r");
  await types("sleep 100");
  await saw(/sleep 100\r+\n/);
  type("\x03");
  await types("date +at-%N-ns; echo same");
  await opens("bash");
  await types("x=inner; read -p 'Name: ' name");
  await saw(/Name: $/);
  type("Jo\r");
  await types("echo $x $name");
  await saw(PROMPT);
  type("\x04"); // leaves the inner one
  await types("read -s -p 'Password: ' p; echo; echo ${#p}");
  await saw(/Password: $/);
  type("s3cret\r");
  await types("exit");
  const { status, text: shown } = await ended;
  assert.is(status, 0, shown);
  assert.not.match(shown, "133;");
  assert.match(shown, "The recording has ended.");
  assert.match(shown, "a.md is verified once, on a new sandbox.");
  assert.match(shown, /left out\S* sleep 100\r\n {2}it was interrupted/);
  assert.match(shown, "a.md is written: 10 steps, 1 line left open with ...; it holds. Next:");
  assert.match(shown, "  PASSWORD=... howtrue verify --secret PASSWORD a.md");
  assert.equal(recordings(path, "a.md"), []);
  assert.not.match(text(path, "a.md"), "s3cret");
  assert.fixture(text(path, "a.md"), HOWTO);
  const env = { PASSWORD: "s3cret" };
  const again = await howtrue(["verify", "--secret", "PASSWORD", join(path, "a.md")], { env });
  assert.is(again.status, 0, again.stdout);
});

const HOWTO = `---
howtrue:
  machine: sandbox
  terminal: 60x24
---

# A *first* one

Some prose,
in two lines

\`\`\`console
$ echo one
one
\`\`\`

## A section

\`\`\`console
$ cat > x <<'E'
> # no prompt \\
> E
$ cat x; false  # howtrue: exit=1
...# no prompt \\
$ ls -d . \\
>   /tmp
.  /tmp
$ date +at-%N-ns; echo same
at-...-ns
same
$ bash
$ x=inner; read -p 'Name: ' name
Name: Jo
$ echo $x $name
inner Jo
$ exit
exit
$ read -s -p 'Password: ' p; echo; echo \${#p}  # howtrue: secret=PASSWORD
Password: 
6
\`\`\`
`;

test("in a guest, as root: volumes, and another user's shell", async ({ path }) => {
  const { types, opens, saw, type, ended } = author(path, "lvm.rst", "--root");
  await saw("is recorded in a guest");
  await types("truncate -s 40M disk; d=$(losetup -f --show disk)", "vgcreate -q vg $d", "lvcreate -qn lv -L 20M vg");
  await types("lvs --noheadings -o lv_size,lv_uuid");
  await opens("su - reader");
  await types("id -un");
  await opens("sudo -s");
  await types("id -un");
  for (let shells = 0; shells < 3; shells++) {
    await saw(PROMPT);
    type("\x04");
  }
  const { status, text: shown } = await ended;
  assert.is(status, 0, shown);
  assert.fixture(text(path, "lvm.rst"), LVM);
});

const LVM = `Lvm
===

:machine: guest
:terminal: 60x24

.. code-block:: console

   # truncate -s 40M disk; d=$(losetup -f --show disk)
   # vgcreate -q vg $d
     Physical volume "/dev/loop0" successfully created.
     Volume group "vg" successfully created
   # lvcreate -qn lv -L 20M vg
     Logical volume "lv" created.
   # lvs --noheadings -o lv_size,lv_uuid
     20.00m ...
   # su - reader

.. code-block:: console

   $ id -un
   reader
   $ sudo -s

.. code-block:: console

   # id -un
   root
   # exit
   exit

.. code-block:: console

   $ exit
   logout
`;

test("what needs keys is skipped, and what does not hold without it is written and told", async ({ path }) => {
  const { types, opens, saw, type, ended } = author(path, "keys.md");
  await types("vi +q", "cat > notes");
  await saw(/cat > notes\r+\n/);
  type("typed\r");
  await saw("typed");
  type("\x04");
  await types("cat notes");
  await opens("sh");
  await saw("This shell is not bash: what you type in it is not recorded.");
  await saw(/\w\$ $/);
  type("echo unheard\r");
  await saw("unheard");
  await saw(/\w\$ $/);
  type("\x04");
  await types("read colour; echo $colour");
  await saw("read colour");
  type("blue\r");
  await saw(/blue\r+\nblue/);
  await saw(PROMPT);
  type("\x1d");
  const { status, text: shown } = await ended;
  assert.is(status, 1, shown);
  assert.match(shown, /skipped\S* cat > notes\r\n {2}it was given lines that no question asks for/);
  assert.match(shown, /skipped\S* sh\r\n {2}what is typed to a shell other than bash is not known/);
  assert.match(shown, /keys.md:\d+.*\r\n[^]*cat notes/);
  assert.match(shown, "keys.md is written: 5 steps; it does not hold yet: see above. Next:");
  const written = text(path, "keys.md");
  assert.match(
    written,
    "$ vi +q  # howtrue: skip\n$ cat > notes  # howtrue: skip\ntyped\n$ cat notes\ntyped\n$ sh  # howtrue: skip\n",
  );
  assert.match(written, '$ read colour; echo $colour  # howtrue: answer="blue"\nblue\nblue\n');
});

test("what is pasted is typed line by line, at the prompt of each", async ({ path }) => {
  const { types, saw, type, ended } = author(path, "pasted.md");
  await saw(PROMPT);
  type("\x1b[200~# Pasted\necho one\nread -p '? ' x <<E\n\ttab\nE\nbash\necho inner; echo '\x1b[201~");
  await saw("inner; echo '");
  type("'\r");
  await types("exit", "exit");
  assert.is((await ended).status, 0);
  const written = text(path, "pasted.md");
  assert.match(
    written,
    "Pasted\n\n```console\n$ echo one\none\n$ read -p '? ' x <<E\n> \ttab\n> E\n$ bash\n$ echo inner; echo ''\ninner\n$ exit\nexit\n```\n",
  );
});

test("--append goes on where a howto ends, --force begins it anew", async ({ path }) => {
  writeFileSync(join(path, "on.md"), "---\nmachine: sandbox\n---\n\n# On\n\n```console\n$ colour=blue; cd /tmp\n```");
  const { types, ended } = author(path, "--append", "on.md");
  await types("## More", "echo $colour $PWD", "exit");
  assert.is((await ended).status, 0);
  assert.match(text(path, "on.md"), "cd /tmp\n```\n\n## More\n\n```console\n$ echo $colour $PWD\nblue /tmp\n```\n");
  const anew = author(path, "--force", "on.md");
  await anew.types("echo anew", "exit");
  assert.is((await anew.ended).status, 0);
  assert.match(text(path, "on.md"), "---\n\n# On\n\n```console\n$ echo anew\nanew\n```\n");
});

test("--append writes by the rules of the document and of its project, and leaves what is there", async ({ path }) => {
  const head = "---\nhowtrue:\n  machine: sandbox\n  match: regex\n  placeholders: {n: int}\n---\n\n# On\n";
  const old = "\n```console\n$ echo a1\na\\d\n```\n";
  writeFileSync(join(path, "rules.md"), (head + old).replaceAll("\n", "\r\n"));
  const { types, ended } = author(path, "--append", "rules.md");
  await types("printf 'a+(b <%s>\\n' n", "date +%N", "exit");
  const { status, text: shown } = await ended;
  assert.is(status, 0, shown);
  const added = "\n```console\n$ printf 'a+(b <%s>\\n' n  # howtrue: match=ellipsis\na+(b ...\n$ date +%N\n...\n```\n";
  assert.fixture(text(path, "rules.md"), (head + old + added).replaceAll("\n", "\r\n"));
});

test("--append goes on from a document that has only prose", async ({ path }) => {
  writeFileSync(join(path, "prose.md"), "---\nmachine: sandbox\n---\n\nProse\n=====\n\nWords.\n");
  const { types, ended } = author(path, "--append", "prose.md");
  await types("## More", "echo a", "exit");
  assert.is((await ended).status, 0);
  assert.match(text(path, "prose.md"), "Words.\n\nMore\n----\n\n```console\n$ echo a\na\n```\n");
});

test("a killed recording is not lost: --resume writes it", async ({ path }) => {
  const first = author(path, "killed.md");
  await first.types("# Kept", "read -s -p 'Password: ' p; echo kept");
  await first.saw(/Password: $/);
  first.type("s3cret\r");
  await first.types("sleep 100");
  await first.saw(/sleep 100\r+\n/);
  process.kill(first.pid, "SIGKILL");
  await first.ended;
  assert.is(existsSync(join(path, "killed.md")), false);
  const [file = ""] = recordings(path, "killed.md");
  assert.match(readFileSync(file, "utf8"), '"needs":{"kind":"secret","name":"PASSWORD"}');
  assert.not.match(readFileSync(file, "utf8"), "s3cret");
  appendFileSync(file, '{"kind":"step","comm'); // the last line may be cut off
  const second = author(path, "killed.md");
  await second.saw("was broken off: 1 step. It is kept: howtrue record --resume");
  await second.saw(PROMPT);
  second.type("\x04");
  assert.match((await second.ended).text, "Nothing was recorded: killed.md is not written.");
  const env = { XDG_STATE_HOME: join(path, "state"), PASSWORD: "s3cret" };
  const resume = ["record", "--secret", "PASSWORD", "--resume", "killed.md"];
  const { status, stdout } = await howtrue(resume, { cwd: path, env });
  assert.is(status, 0);
  assert.match(stdout, "killed.md is written: 1 step; it holds.");
  assert.match(
    text(path, "killed.md"),
    "# Killed\n\nKept\n\n```console\n$ read -s -p 'Password: ' p; echo kept  # howtrue: secret=PASSWORD\n",
  );
  const again = await howtrue(["record", "--resume", "--force", "killed.md"], { cwd: path, env });
  assert.is(again.status, 2);
  assert.is(
    again.stderr,
    "killed.md: error: there is no recording for this file that was broken off [no-recording]\n  leave --resume out to record one\n",
  );
});

test("what was typed before it was known to be a password is masked, too, also in what is kept", async ({ path }) => {
  const { types, saw, type, pid, ended } = author(path, "early.md");
  await types("echo s3cret-word", "read -s -p 'Password: ' p");
  await saw(/Password: $/);
  type("s3cret-word");
  type("\r");
  await types("echo after", "sleep 100");
  await saw(/sleep 100\r+\n/);
  process.kill(pid, "SIGKILL");
  await ended;
  const [file = ""] = recordings(path, "early.md");
  const kept = readFileSync(file, "utf8");
  assert.not.match(kept, "s3cret-word");
  assert.match(kept, '"command":"echo •••"');
  assert.match(kept, '"command":"echo after"');
});

test("what start-up files and howtos set does not keep commands from being told", async ({ path }) => {
  const { types, ended } = authorAt(typist(["record", "set.md"], around(path)));
  await types("HISTCONTROL=ignoreboth", "echo again", "echo again", " echo blank", "PS0=; PROMPT_COMMAND=", "echo one");
  await types("shopt -u cmdhist", "for i in 1 2; do\recho $i\rdone", "exit");
  assert.is((await ended).status, 0);
  const told = readFileSync(join(path, "set.md"), "utf8")
    .split("\n")
    .filter((line) => /^[$>] /.test(line));
  assert.equal(told, [
    "$ HISTCONTROL=ignoreboth",
    "$ echo again",
    "$ echo again",
    "$ echo blank",
    "$ PS0=; PROMPT_COMMAND=",
    "$ echo one",
    "$ shopt -u cmdhist",
    "$ for i in 1 2; do",
    "> echo $i",
    "> done",
  ]);
});

test("where a recording cannot be kept that is said once, and it goes on", async ({ path }) => {
  const { types, saw, type, ended } = authorAt(typist(["record", "full.md"], { ...around(path), files: 1 }));
  await types("seq -f %020g 300");
  await saw(/cannot be kept safe[^]*EFBIG[^]*\(exit\)\./);
  type("\r"); // it may have come behind the prompt
  await types("echo after", "seq -f %020g 9", "exit");
  const { text: shown } = await ended;
  assert.is(shown.split("cannot be kept safe").length, 2);
  assert.not.match(shown, "    at ");
  assert.match(shown, "full.md: error: the new text cannot be written");
  assert.match(shown, "What was recorded is kept nowhere. This is the howto:");
  assert.match(shown, "$ echo after\r\nafter\r\n");
});

test("a signal writes what there is, unverified; what cannot be written is kept", async ({ path }) => {
  const { types, saw, pid, ended } = author(path, "stopped.md");
  await types("echo before");
  await saw(PROMPT);
  process.kill(pid, "SIGTERM");
  const { status, text: shown } = await ended;
  assert.is(status, 143);
  assert.match(shown, "stopped.md is written: 1 step; it is not verified.");
  assert.match(text(path, "stopped.md"), "$ echo before\nbefore\n");
  const late = author(path, "late.md");
  await late.types("echo late");
  writeFileSync(join(path, "late.md"), "mine");
  await late.types("exit");
  const end = await late.ended;
  assert.is(end.status, 2);
  assert.match(end.text, "late.md: error: the new text cannot be written: there is one meanwhile [unwritable-file]");
  assert.match(end.text, "What was recorded is kept: howtrue record --resume --force late.md writes it.");
  assert.is(text(path, "late.md"), "mine");
  assert.is(recordings(path, "late.md").length, 1);
});

test("where the terminal is gone, what there is is written", async ({ path }) => {
  const { types, saw, hangUp } = author(path, "gone.md");
  await types("echo before");
  await saw(PROMPT);
  hangUp();
  while (!existsSync(join(path, "gone.md"))) await sleep(20);
  assert.match(text(path, "gone.md"), "$ echo before\nbefore\n");
});

test("a password is one where nothing of it is seen as it is typed, and pasted lines are none", async ({ path }) => {
  const { types, saw, type, ended } = author(path, "unseen.md");
  await types("read -s -p 'Password: ' y; echo got $y");
  await saw(/Password: $/);
  type("hunter8secret\r");
  await saw("got hunter8secret");
  await types("seq -s ' ' 200000; read -s -p 'Password: ' y");
  await saw(/Password: $/);
  type("hunter9secret\r");
  await types("cat > notes.txt");
  await saw(/cat > notes.txt\r+\n/);
  type("first word\rsecond word\r");
  await saw("second word");
  type("\x04");
  await types("echo second word", "exit");
  const { text: shown } = await ended;
  const written = text(path, "unseen.md");
  assert.not.match(written, /hunter[89]secret/);
  assert.match(written, "echo got $y  # howtrue: secret=PASSWORD\n");
  assert.match(written, "read -s -p 'Password: ' y  # howtrue: secret=PASSWORD2\n");
  assert.match(
    written,
    "$ cat > notes.txt  # howtrue: skip\nfirst word\nsecond word\n$ echo second word\nsecond word\n",
  );
  assert.match(shown, "PASSWORD=... PASSWORD2=... howtrue verify");
});

test("a secret is written nowhere", async ({ path }) => {
  const { types, saw, type, ended } = author(path, "secret.md", "--secret", "TOKEN");
  await types("read -p 'Key: ' key; echo got $key");
  await saw(/Key: $/);
  type("t0ken\r");
  await types("echo t0ken", "exit");
  const { status, text: shown } = await ended;
  assert.is(status, 0, shown);
  assert.match(shown, /skipped\S* echo •••\r\n {2}a secret stands in the command/);
  assert.match(shown, "  TOKEN=... howtrue verify --secret TOKEN secret.md");
  const written = text(path, "secret.md");
  assert.match(
    written,
    "echo got $key  # howtrue: secret=TOKEN\nKey: •••\ngot •••\n$ echo •••  # howtrue: skip\n•••\n",
  );
});

test("what cannot be recorded is refused before there is a shell", async ({ path }) => {
  const refused = async (...args: string[]): Promise<string> => {
    const { status, text: shown } = await author(path, ...args).ended;
    assert.is(status, 2);
    return shown.replaceAll("\r\n", "\n").replaceAll(/\x1b\[[\d;]*m/g, "");
  };
  const there = "there.md: error: this is there already: it is left as it is, and nothing is recorded [file-exists]\n";
  assert.is(
    await refused("there.md"),
    `${there}  --append goes on where it ends, --force writes a new one in its place\n`,
  );
  assert.is(
    await refused("x.txt"),
    "x.txt: error: this name does not tell whether the howto is to be Markdown or reStructuredText [unknown-format]\n  name a file that ends in .md or .rst\n",
  );
  assert.is(
    await refused("no/x.md"),
    "no/x.md: error: the folder of this file is not there [missing-folder]\n  make it: mkdir -p\n",
  );
  assert.is(
    await refused("--root", "--machine", "sandbox", "x.md"),
    "howtrue: error: --root, --image and --packages are a guest's, and --machine says sandbox [no-guest]\n  leave --machine out\n",
  );
  for (const option of [["--network"], ["--packages", "rsync"], ["--title", "T"]])
    assert.is(
      await refused("--append", ...option, "there.md"),
      `howtrue: error: ${option[0]} is for a new howto, and --append goes on with one that says itself how it is run [not-new]\n  leave it out, and say it there\n`,
    );
  writeFileSync(join(path, "steps.md"), "```console\n$ true\n```\n");
  assert.is(
    await refused("--append", "--root", "steps.md"),
    "steps.md: error: --root is for the first shell, and this howto goes on in the one of its last step [not-new]\n  leave it out, and become root there: sudo -s\n",
  );
  writeFileSync(join(path, "fails.md"), "```console\n$ false\n```\n");
  const fails = await refused("--append", "--machine", "sandbox", "fails.md");
  assert.match(fails, "fails.md:2:3: exit status 1, expected 0\n  $ false\n");
  assert.match(
    fails,
    "fails.md: error: this howto does not run to its end: there is nothing to go on from [no-end]\n  mend it first: howtrue verify tells more\nNothing was recorded: fails.md is not written.\n",
  );
  const openEnds = { "\n<!-- TODO\n": OPEN, "\n<pre>\n": OPEN, "\n````console\n$ echo b\n": "[unclosed-fence]" };
  for (const [end, said] of Object.entries(openEnds)) {
    const before = `---\nmachine: sandbox\n---\n\n\`\`\`console\n$ echo bbb\nbbb\n\`\`\`\n${end}`;
    writeFileSync(join(path, "open.md"), before);
    assert.match(await refused("--append", "open.md"), said);
    assert.is(text(path, "open.md"), before);
  }
  writeFileSync(join(path, "word.md"), "---\ndialect: wordish\n---\n\n```console\n$ true\n```\n");
  assert.match(
    await refused("--append", "word.md"),
    "word.md: error: this document is read by the rules of wordish, and what is recorded is written by howtrue's own [other-dialect]\n  record another document\n",
  );
  const unsafe = typist(["record", "x.md"], { cwd: path, env: { XDG_STATE_HOME: join(path, "there.md") } });
  assert.match((await unsafe.ended).text, "cannot be kept safe until it is written: ENOTDIR");
  assert.is(
    await refused("--append", "not.md"),
    "not.md: error: there is no such file or folder [missing-file]\n  look at its spelling\n",
  );
  const { status, stderr } = await howtrue(["record", "x.md"], { cwd: path });
  assert.is(status, 2);
  assert.is(
    stderr,
    "howtrue: error: record needs a terminal [no-terminal]\n  run it where you can type, its input and its error output not redirected\n",
  );
});

const OPEN =
  "open.md: error: what stands at the end of this document would be read as something else [open-end]\n  close what is open there: a comment, a block of code, an element of HTML\n";

test.run();
