import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { fence, planOf, said, steps } from "../plan/read.ts";

test("commands, who runs them, and the output they show", async () => {
  const cases: readonly [string, readonly (readonly string[])[]][] = [
    ["$ echo a\na\n$ echo b", [["$ echo a", "a"], ["$ echo b"]]],
    ["# id -u\n0\n# id", [["# id -u", "0"], ["# id"]]],
    ["joe@box:~$ id\njoe\nroot@box:/etc# id", [["$ id", "joe"], ["# id"]]],
    ["[root@box ~]# id\n0\n[joe@box ~]$ id", [["# id", "0"], ["$ id"]]],
    ["~# id\n~$ id", [["# id"], ["$ id"]]],
    ["% id\na\n% id", [["$ id", "a"], ["$ id"]]],
    ["box$ id\na\nbox# id", [["$ id", "a"], ["# id"]]],
    // What follows a blank line is still output; blank lines at both ends do not count.
    ["$ a\n\n1\n\n\n2\n\n$ b", [["$ a", "1", "", "", "2"], ["$ b"]]],
    ["\n\n$ a\n1\n\n", [["$ a", "1"]]],
    // A prompt of another form is output.
    ["$ a\n% b\nbox$ c\n# d", [["$ a", "% b", "box$ c", "# d"]]],
    ["% a\n$ b", [["$ a"], ["$ b"]]],
    ["$ a\n> b\n>", [["$ a", "> b", ">"]]],
    ["$ a\n$5 each\n#!/bin/sh\n $ b", [["$ a", "$5 each", "#!/bin/sh", " $ b"]]],
    ["# a\n$ b\njoe@box:~$ c", [["$ b"], ["$ c"]]],
    ["# a\nb\n$ c", [["# a", "b"], ["$ c"]]],
    ["$  a  b ", [["$  a  b "]]],
  ];
  for (const [text, expected] of cases) assert.equal(await steps(fence("console", text)), expected, text);
});

test("# is a comment at the beginning of a block with other prompts and after a blank line before the next prompt, output elsewhere", async () => {
  const cases: readonly [string, readonly (readonly string[])[]][] = [
    ["# First:\n$ a\n1", [["$ a", "1"]]],
    ["# First,\n#\n# then:\n$ a", [["$ a"]]],
    ["$ a\n1\n\n# Then:\n$ b", [["$ a", "1"], ["$ b"]]],
    ["$ a\n1\n\n# Then\n# this:\n\n# And\n$ b", [["$ a", "1"], ["$ b"]]],
    ["$ cat f\n1\n\n# Title\n2\n# 3", [["$ cat f", "1", "", "# Title", "2", "# 3"]]],
    ["$ cat f\n# Title\n\n# Title\n2\n\n# Then:\n$ a", [["$ cat f", "# Title", "", "# Title", "2"], ["$ a"]]],
    ["$ a\n# 1\n\n#2", [["$ a", "# 1", "", "#2"]]],
    ["joe@box:~$ a\n1\n\n# Then:\njoe@box:~$ b", [["$ a", "1"], ["$ b"]]],
    ["[root@box ~]# a\n\n# Then:\n[root@box ~]# b\n# 1", [["# a"], ["# b", "# 1"]]],
    ["% a\n\n# Then:\n% b", [["$ a"], ["$ b"]]],
  ];
  for (const language of ["console", "sh", ""]) {
    for (const [text, expected] of cases) assert.equal(await steps(fence(language, text)), expected, text);
  }
});

test("a command goes on until a shell would run it", async () => {
  const cases: readonly [string, string, ...string[]][] = [
    ["$ echo 'a\nb'\na\nb", "echo 'a\nb'", "a", "b"],
    ["$ echo 'a\n> b'\na\nb", "echo 'a\nb'", "a", "b"],
    ["$ echo a \\\n    b\na b", "echo a \\\n    b", "a b"],
    ["$ echo a \\\n> b\na b", "echo a \\\nb", "a b"],
    ["$ f() {\n  echo a\n}\n$", "f() {\n  echo a\n}"],
    ["$ f() {\n> echo a\n>\n> }", "f() {\necho a\n\n}"],
    ["$ cat <<EOF\n$ a\n\n# b\nEOF\n$ a", "cat <<EOF\n$ a\n\n# b\nEOF", "$ a"],
    ["$ cat <<-'EOF'\n\ta $b\n\tEOF\na $b", "cat <<-'EOF'\n\ta $b\n\tEOF", "a $b"],
    ["$ cat <<A <<B\n1\nA\n2\nB\n2", "cat <<A <<B\n1\nA\n2\nB", "2"],
    ["$ cat > f <<EOF\n> a\n> > b\n> EOF", "cat > f <<EOF\na\n> b\nEOF"],
    ["$ cat <<EOF\na\n> b\nEOF\na", "cat <<EOF\na\n> b\nEOF", "a"],
    ["$ case x in\nx) echo a ;;\nesac\na", "case x in\nx) echo a ;;\nesac", "a"],
    ["$ for i in 1 2; do # twice\n> echo $i\n> done\n1\n2", "for i in 1 2; do # twice\necho $i\ndone", "1", "2"],
    ["$ echo a | # it's\n  cat\na", "echo a | # it's\n  cat", "a"],
    ["$ echo a # it's\na", "echo a # it's", "a"],
    ["$ ls )\nbash: syntax error", "ls )", "bash: syntax error"],
  ];
  for (const [text, command, ...output] of cases) {
    const [first] = await steps(fence("console", text));
    // The last case but one of a prompt without a command is said elsewhere.
    assert.equal(first?.[0], `$ ${command}`, text);
    const shown = first?.slice(1) ?? [];
    if (output[0] === "$ a") assert.equal((await steps(fence("console", text)))[1], ["$ a"]);
    else assert.equal(shown, output, text);
  }
});

test("the document's settings say which prompts there are, and whether scripts are run", async () => {
  const front = (settings: string) => `---\n${settings}\n---\n\n`;
  const cases: readonly [string, string, string, readonly (readonly string[])[]][] = [
    ["prompts: ['#']", "", "# a\n1\n# b", [["# a", "1"], ["# b"]]],
    ["prompts: ['#']", "sh", "$ a\n1\n# b\n\n# c", [["$ a", "1"], ["# b"], ["# c"]]],
    ["prompts: ['❯', 'box #']", "sh", "❯ a\n1\nbox # b\n$ c", [["$ a", "1"], ["# b"], ["$ c"]]],
    ["prompts: ['❯']", "console", "$ a\n❯ b\n% c", [["$ a"], ["$ b", "% c"]]],
    ["scripts: run", "sh", "a\nb", [["$ a\nb"]]],
    ["scripts: run", "bash", "# First:\na\n\nif b; then\n  c\nfi", [["$ # First:\na\n\nif b; then\n  c\nfi"]]],
    ["scripts: run", "shell", "$ a\nb", [["$ a", "b"]]],
    ["scripts: run", "text", "a", []],
    ["scripts: run", "", "a", []],
    ["scripts: skip", "sh", "a", []],
  ];
  for (const [settings, language, text, expected] of cases)
    assert.equal(await steps(`${front(settings)}${fence(language, text)}`), expected, `${settings}: ${text}`);
});

test("blocks that are not run and may have been meant to be are known", async () => {
  const passed = async (info: string, ...lines: string[]) =>
    (await planOf(fence(info, ...lines))).passed.map(({ doubt, place }) => `${place.line}:${place.column} ${doubt}`);
  for (const info of ["", "sh", "bash", "text"]) {
    assert.equal(await passed(info, "", "# apt update", "done"), ["3:1 hash"], info);
    assert.equal(await passed(info, "~/src$ ls"), ["2:1 unknown-prompt"], info);
    assert.equal(await passed(info, "box:/etc# ls -l"), ["2:1 unknown-prompt"], info);
    assert.equal(await passed(info, "  $ ls"), ["2:1 unknown-prompt"], info);
    assert.equal(await passed(info, "Welcome", "$ ls"), ["2:1 late-prompt"], info);
    assert.equal(await passed(info, "ls"), [], info);
    assert.equal(await passed(info, "cost: 5 $ each"), [], info);
  }
  assert.equal(await passed("console", "Welcome", "$ ls"), ["2:1 late-prompt"]);
  assert.equal(await said(`    $ a\n\n${fence("sh", "Welcome", "$ ls")}`), []);
  assert.equal(await passed("python", "# a"), []);
  assert.equal(await said(`    $ a\n\n${fence("console", "~/src$ ls")}`), [
    "a.md:4:1: warning: nothing in this block is run: it begins with a prompt that is not known [unknown-prompt]\n" +
      "  name it in the document's settings: prompts: [...]",
  ]);
  assert.equal(await said(`    $ a\n\n${fence("sh", "~/src$ ls")}`), []);
});

test("which blocks are shell sessions", async () => {
  const count = async (info: string, ...lines: string[]) => (await planOf(fence(info, ...lines))).steps.length;
  for (const language of ["console", "shell-session", "shellsession", "sh-session", "terminal", "Console"]) {
    assert.is(await count(language, "$ a"), 1, language);
    assert.is(await count(language, "# a"), 1, language);
  }
  for (const language of ["", "sh", "bash", "shell", "zsh", "text", "none", "BASH"]) {
    assert.is(await count(language, "$ a"), 1, language);
    assert.is(await count(language, "# a"), 0, `${language}: a bare # is a comment`);
    assert.is(await count(language, "# a", "", "[root@box ~]# b"), 1, language);
    assert.is(await count(language, "ls"), 0, language);
  }
  for (const language of ["python", "yaml", "pycon", "doscon", "diff", "constructor"]) {
    assert.is(await count(language, "$ a"), 0, language);
  }
  assert.is(await count("console", "hello"), 0);
  assert.is(await count("console"), 0);
});

test("places are those of the commands' first characters, and expected lines know theirs", async () => {
  const text = `- > ${fence("console", "joe@box:~$ cat <<E", "a", "E", "", "1", "2").replaceAll("\n", "\n  > ")}\n`;
  const [step] = (await planOf(text)).steps;
  assert.equal(step?.place, { path: "a.md", line: 2, column: 16 });
  assert.equal(
    step?.expectation.output.map(({ text: shown, line, range }) => [shown, line, text.slice(range.start, range.end)]),
    [
      ["1", 6, "1"],
      ["2", 7, "2"],
    ],
  );
});

test("sessions that cannot be read are said, and nothing else of them", async () => {
  const hint = "\n  close it, or begin the lines that belong to the command with >";
  const open = async (...lines: string[]) => said(fence("console", ...lines));
  assert.equal(await open("$ true", "$ echo 'a", "$ b"), [
    `a.md:3:3: error: the command ends before a single quote is closed [incomplete-command]${hint}`,
  ]);
  assert.equal(await open("joe@box:~$ cat <<EOF", "a"), [
    `a.md:2:12: error: the command ends before a here-document (EOF) is closed [incomplete-command]${hint}`,
  ]);
  assert.equal(await open("# if true; then"), [
    `a.md:2:3: error: the command ends before if is closed [incomplete-command]${hint}`,
  ]);
});

test("a prompt without a command is said, and is no step", async () => {
  const empty = (place: string) =>
    `a.md:${place}: warning: this prompt has no command [empty-prompt]\n  write the command behind it, or leave the line out`;
  assert.equal(await said(fence("console", "$ a", "$", "$ ", "joe@box:~$  ", "$ # howtrue: skip")), [
    ...[empty("3:2"), empty("4:3"), empty("5:12"), empty("6:3")],
  ]);
  assert.equal(await steps(fence("console", "$ a", "$", "1", "$ # b")), [["$ a"], ["$ # b"]]);
});

test("a fence that is never closed is an error where it holds a session, else a warning", async () => {
  const words =
    "this code fence is never closed: it runs to the end of what holds it [unclosed-fence]\n" +
    "  close it with a line of as many of the same characters";
  assert.equal(await said("text\n\n```console\n$ a\n"), [`a.md:3:1: error: ${words}`]);
  assert.equal(await said("    $ a\n\n> ```\n> text\n"), [`a.md:3:1: warning: ${words}`]);
  assert.equal(await said("    $ a\n\n```"), [`a.md:3:1: warning: ${words}`]);
});

test("what looks as if it were meant to be run is said", async () => {
  const session = "    $ a\n\n";
  assert.equal(await said(`${session}${fence("console", "Welcome!", "$ a")}`), [
    "a.md:4:1: warning: nothing in this block is run: its first line is no prompt [late-prompt]\n" +
      "  begin the block with a prompt and its command",
  ]);
  assert.equal(await said(`${session}<!-- howtrue: skip -->\n${fence("sh", "ls")}`), [
    "a.md:3:14: warning: the block behind this annotation is no shell session: nothing comes of it [unused-annotation]\n" +
      '  a code block is one when its first line begins with a prompt, such as "$ "',
  ]);
  assert.equal(await said(`${session}${fence("sh", "Welcome!", "$ a")}${fence("console", "usage: a [b]")}`), []);
});

test("nothing of a session is lost: prompts, commands and output together are its lines", async () => {
  const line = fc.constantFrom("$ a", "$ b  c", "1", "2 > 3", "", "# 4", "> 5", "...", "  6");
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 12 }), async (lines) => {
      const body = ["$ first", ...lines.map((one) => (one.startsWith("#") ? one.slice(2) : one))];
      const told = (await steps(fence("console", ...body))).flat().filter((one) => one !== "");
      assert.equal(
        told,
        body.filter((one) => one !== ""),
      );
    }),
    { numRuns: 200 },
  );
});

test.run();
