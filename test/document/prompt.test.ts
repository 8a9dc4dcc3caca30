import { test } from "uvu";
import * as assert from "uvu/assert";
import { type PromptForm, readPrompt } from "../../src/document/prompt.ts";

const ALL = new Set<PromptForm>(["sign", "percent", "hash", "address", "host"]);
const prompt = (line: string, forms: ReadonlySet<PromptForm> = ALL, own: string[] = []) => {
  const found = readPrompt(line, { forms, own });
  return found && [found.text, found.form, found.user, found.host];
};

test("a prompt tells who runs the command, and where", () => {
  const cases: readonly [string, string, PromptForm, "user" | "root", string?][] = [
    ["$ ls", "$ ", "sign", "user"],
    ["$", "$", "sign", "user"],
    ["~$ ls", "~$ ", "sign", "user"],
    ["~# ls", "~# ", "sign", "root"],
    ["~% ls", "~% ", "sign", "user"],
    ["% ls", "% ", "percent", "user"],
    ["# ls", "# ", "hash", "root"],
    ["joe@box:~$ ls", "joe@box:~$ ", "address", "user", "box"],
    ["joe@box:/etc/lvm# ls", "joe@box:/etc/lvm# ", "address", "root", "box"],
    ["joe@box ~ % ls", "joe@box ~ % ", "address", "user", "box"],
    ["root@db-1.example.org:~# ", "root@db-1.example.org:~# ", "address", "root", "db-1.example.org"],
    ["[root@box ~]# ls", "[root@box ~]# ", "address", "root", "box"],
    ["[joe@box my dir]$ ls", "[joe@box my dir]$ ", "address", "user", "box"],
    ["[joe@box]$", "[joe@box]$", "address", "user", "box"],
    ["root@box # ls", "root@box # ", "address", "root", "box"],
    ["root@box etc # ls", "root@box etc # ", "address", "root", "box"],
    ["joe@box ~/src # ls", "joe@box ~/src # ", "address", "root", "box"],
    ["joe@box $ ls", "joe@box $ ", "address", "user", "box"],
    ["joe@box% ls", "joe@box% ", "address", "user", "box"],
    ["joe@box:~% ls", "joe@box:~% ", "address", "user", "box"],
    ["joe@box src % ls", "joe@box src % ", "address", "user", "box"],
    ["box$ ls", "box$ ", "host", "user", "box"],
    ["box# ls", "box# ", "host", "root", "box"],
    ["bash$ ls", "bash$ ", "sign", "user"],
    ["sh# ls", "sh# ", "sign", "root"],
    ["bash-5.2# ls", "bash-5.2# ", "sign", "root"],
    ["-bash-4.4$ ls", "-bash-4.4$ ", "sign", "user"],
    ["(venv) $ ls", "(venv) $ ", "sign", "user"],
    ["(my-env) joe@box:~$ ls", "(my-env) joe@box:~$ ", "address", "user", "box"],
    ["(base) [joe@box ~]$ ls", "(base) [joe@box ~]$ ", "address", "user", "box"],
  ];
  for (const [line, ...expected] of cases) assert.equal(prompt(line), [...expected, undefined].slice(0, 4), line);
});

test("somebody's name is told where it stands", () => {
  for (const [line, login] of [
    ["joe@box:~$ ", "joe"],
    ["(venv) joe@box $ ", "joe"],
    ["[Joe@box ~]# ", "Joe"],
    ["joe@box src % ", "joe"],
    ["box$ ", undefined],
    ["~$ ", undefined],
  ] as const)
    assert.is(readPrompt(line, { forms: ALL, own: [] })?.login, login, line);
});

test("what only looks like one is none", () => {
  for (const line of [
    "$5 each",
    "#!/bin/sh",
    "#1",
    " $ ls",
    "$\tls",
    "price: 5 $ each",
    "~ $ ls",
    "> ls",
    "100% sure",
    "",
  ])
    assert.is(prompt(line), undefined, line);
  for (const line of [
    "stable@vger.kernel.org # version info",
    "lodash@4.17.21 # pinned",
    "joe@box.org (Joe) # maintainer",
    "joe@box.org 50% done",
    "react@18 % of all",
    "C# is a language",
    "US$ 5",
    "Total$ 5",
  ])
    assert.is(prompt(line), undefined, line);
  for (const line of ["a@b.c wrote:", "git@github.com:a/b.git", "joe@box: a b $ x", "[ok] # done", "[joe@box ~] ls"])
    assert.is(prompt(line), undefined, line);
});

test("only the forms that are looked for are found", () => {
  const lines: Record<PromptForm, string> = {
    sign: "$ a",
    percent: "% a",
    hash: "# a",
    address: "a@b:~$ a",
    host: "b$ a",
    own: "> a",
  };
  for (const form of ALL) {
    const found = Object.values(lines).filter((line) => prompt(line, new Set([form])) !== undefined);
    assert.equal(found, [lines[form]]);
  }
  assert.equal(
    Object.values(lines).filter((line) => prompt(line, new Set(), [">"])),
    [lines.own],
  );
});

test("a document may name prompts of its own", () => {
  const own = ["❯", "[1] %", "sudo#", "$$"];
  const cases: readonly [string, string, "user" | "root"][] = [
    ["❯ ls", "❯ ", "user"],
    ["❯", "❯", "user"],
    ["[1] % ls", "[1] % ", "user"],
    ["sudo# ls", "sudo# ", "root"],
    ["$$ ls", "$$ ", "user"],
  ];
  for (const [line, text, user] of cases) assert.equal(prompt(line, ALL, own), [text, "own", user, undefined], line);
  for (const line of ["❯ls", " ❯ ls", "❯\tls"]) assert.is(prompt(line, ALL, own), undefined, line);
});

test.run();
