import { test } from "uvu";
import * as assert from "uvu/assert";
import { fence, planOf, said } from "./read.ts";

const of = async (lines: readonly string[], hosts?: string) => {
  const top = hosts === undefined ? "" : `---\nhowtrue: {hosts: ${hosts}}\n---\n\n`;
  const { hosts: all, steps } = await planOf(top + lines.map((line) => fence("console", line)).join(""));
  return [all.join(" "), ...steps.map(({ host }) => host ?? "-")];
};

test("one name is the one machine, two are two, and what has none is another", async () => {
  for (const lines of [
    ["joe@one:~$ a", "$ b", "root@one:~# c", "[joe@one ~]$ d"],
    ["one$ a", "one# b"],
    ["$ a", "~# b"],
  ])
    assert.equal(await of(lines), ["", ...lines.map(() => "-")]);
  assert.equal(await of(["db1# a", "web$ b", "db1$ c"]), ["db1 web", "db1", "web", "db1"]);
  assert.equal(await of(["joe@one:~$ a", "$ b", "[joe@two x]$ c"]), ["one two howto", "one", "-", "two"]);
  assert.equal(await of(["joe@one:~$ a", "howto$ b", "~$ c"]), ["one howto", "one", "howto", "-"]);
});

test("a host is the same by its full name, in capitals, and before another sign", async () => {
  assert.equal(await of(["joe@Web.example.org:~$ a", "web# b", "root@db:~# c"]), ["web db", "web", "web", "db"]);
  assert.equal(await of(["joe@web.example.org:~$ a", "web# b"]), ["", "-", "-"]);
});

test("neither localhost, nor root, nor a container is a host", async () => {
  assert.equal(await of(["joe@one:~$ a", "root@localhost:~# b", "root# c"]), ["", "-", "-", "-"]);
  assert.equal(await of(["root@d6c0fe130dba:/# a", "root@bc338942ef20:/# b"]), ["", "-", "-"]);
  const lines = ["one# docker run x", "root@d6c0fe130dba:/# a", "two# b", "root@localhost:~# c"];
  assert.equal(await of(lines), ["one two howto", "one", "one", "two", "-"]);
  assert.equal(await of(["added$ a", "deadbeefcafe$ b"]), ["added deadbeefcafe", "added", "deadbeefcafe"]);
});

test("hosts says which names are machines", async () => {
  assert.equal(await of(["one$ a", "two$ b"], "false"), ["", "-", "-"]);
  assert.equal(await of(["one$ a", "two$ b"], "[two]"), ["two howto", "-", "two"]);
  assert.equal(await of(["$ ping one"], "[one, two]"), ["one two howto", "-"]);
  assert.equal(await of(["one$ a"], "[one]"), ["one", "one"]);
});

test("other tools' tests have no hosts", async () => {
  const { hosts, steps } = await planOf(fence("console", "one$ a", "two$ b") + fence("scrut", "$ c"));
  assert.equal(hosts, ["one", "two", "howto"]);
  assert.equal(
    steps.map(({ host }) => host),
    ["one", "two", undefined],
  );
});

test("who is named", async () => {
  const logins = async (lines: readonly string[], hosts = "auto") => {
    const plan = await planOf(
      `---\nhowtrue: {hosts: ${hosts}}\n---\n\n${lines.map((line) => fence("console", line)).join("")}`,
    );
    return plan.steps.map(({ login }) => login && (login.sure ? login.name : `${login.name}?`));
  };
  const lines = ["ann@one:~$ a", "ann@one:~# b", "root@one:~$ c", "one$ d", "$ e"];
  assert.equal(await logins(lines), ["ann", undefined, undefined, "one?", undefined]);
  assert.equal(await logins([...lines, "two$ f"]), ["ann", undefined, undefined, undefined, undefined, undefined]);
  assert.equal(await logins(["ann@one:~$ a", "ann$ b"], "false"), ["ann?", "ann?"]);
  assert.equal(await logins(["app@d6c0fe130dba:~$ a"]), [undefined]);
});

test("hosts that cannot be had are refused", async () => {
  const two = fence("console", "$ a", "joe@one:~$ b", "joe@one:~$ c", "joe@two:~$ d", "joe@three:~$ e");
  assert.equal(await said(two), []);
  assert.equal(await said(two, { machine: "host" }), [
    "a.md:5:12: error: the document has hosts of their own, one and two and three, and the host is one machine [several-hosts]\n  machine: guest has a guest for each; hosts: false makes one machine of them",
  ]);
  assert.equal(await said(two, { machine: "host", hosts: [] }), []);
  assert.equal(await said(fence("console", "root@one:~# a", "root@192.168.1.5:~# b")), [
    "a.md:3:21: error: 192.168.1.5 is no name that a guest could have [no-host-name]\n  hosts: false makes one machine of them",
  ]);
  assert.equal(await said(fence("console", "root@192.168.1.5:~# b")), []);
  const many = fence("console", ...Array.from({ length: 9 }, (_, i) => `h${i}$ a`));
  assert.equal(await said(many), [
    "a.md:3:5: error: the prompts name 9 hosts, and 8 is the most that a run has [too-many-hosts]\n  hosts: false makes one machine of them",
  ]);
});

test.run();
