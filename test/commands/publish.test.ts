import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Ended, folder, howtrue, startHowtrue } from "./howtrue.ts";

type Files = Readonly<Record<string, string>>;

interface Published extends Ended {
  /** About editions, and what is said beside the report. */
  readonly told: string;
}

interface Project {
  readonly path: string;
  readonly publish: (...args: readonly string[]) => Promise<Published>;
  readonly write: (name: string, text: string) => void;
  /** Of the folder of editions, by name. */
  readonly editions: () => Record<string, string>;
}

async function inProject(files: Files, use: (project: Project) => Promise<void>): Promise<void> {
  const { path, remove } = folder(files);
  const editions = (): Record<string, string> => {
    const out = join(path, "snapshots");
    const names = existsSync(out) ? readdirSync(out, { recursive: true, encoding: "utf8" }) : [];
    const isFile = (name: string): boolean => /\.\w+$/.test(name);
    return Object.fromEntries(
      names
        .filter(isFile)
        .toSorted()
        .map((name) => [name, readFileSync(join(out, name), "utf8")]),
    );
  };
  try {
    await use({
      path,
      editions,
      publish: async (...args) => {
        const ended = await howtrue(["publish", ...args], { cwd: path });
        const lines = ended.stdout.match(/^[+~=!?-] (?!.*steps? failed).*\n/gm) ?? [];
        return { ...ended, told: lines.join("") + ended.stderr };
      },
      write: (name, text) => writeFileSync(join(path, name), text),
    });
  } finally {
    remove();
  }
}

const STAMP = /^\*?(?:This does not hold.*?\. )?Verified on .*$/m;

/** Of pages, without when it was and how long things took. */
function withoutStamps(editions: Record<string, string>): Record<string, string> {
  const bare = (name: string, text: string): string =>
    name.endsWith(".html")
      ? text.replaceAll(/\b\d+(\.\d+)? m?s\b|\b\d\d:\d\d UTC|\d{4}-\d\d-\d\dT[\d:]+Z/g, "T")
      : text.replace(STAMP, "STAMP").replace(/"stamp": \{[^]*?\n {2}\}/, '"stamp": {}');
  return Object.fromEntries(Object.entries(editions).map(([name, text]) => [name, bare(name, text)]));
}

/** That two folders are the same; of files that are not, their names alone: pages are long. */
function assertSame(now: Record<string, string>, before: Record<string, string>): void {
  assert.equal(Object.keys(now), Object.keys(before));
  assert.equal(
    Object.keys(now).filter((name) => now[name] !== before[name]),
    [],
  );
}

const md = (...lines: readonly string[]): string => `# A howto\n\n\`\`\`console\n${lines.join("\n")}\n\`\`\`\n`;

const SIMPLE = md("$ echo one; echo two", "one", "...", "$ false  # howtrue: exit=1");

/** Much in it is never the same. */
const RANDOM = `# Random *things*

\`\`\`console
$ echo $RANDOM$RANDOM; date +%s%N
...
$ echo "pid $$, at $(date +%N), that is all"
pid ..., at ..., that is all
$ echo $RANDOM
$ echo $RANDOM  # howtrue: ignore
something
$ cat /proc/sys/kernel/random/uuid  # howtrue: match=regex
[0-9a-f-]{36}
$ printf '\\e[31mred %s\\e[0m\\n' $RANDOM; sleep 0.0$((RANDOM % 10)); echo done
red ...
done
\`\`\`
`;

test("of a document that holds: itself with what was observed, a recording, a still, an entry for programs", async () => {
  await inProject({ "docs/a.md": SIMPLE }, async ({ publish, editions }) => {
    const { status, stdout, told } = await publish("docs");
    assert.is(status, 0, told);
    assert.match(stdout, "docs/a.md: 2 steps held");
    assert.is(told, "+ snapshots/docs/a.md: published\n");
    const files = editions();
    const kinds = ["cast", "html", "json", "md", "svg"].map((kind) => `docs/a.${kind}`);
    assert.equal(Object.keys(files), [...kinds, "editions.json", "index.html"]);
    const text = files["docs/a.md"]!;
    assert.match(text, STAMP);
    assert.is(text.replace(STAMP, "STAMP"), `${SIMPLE.replace("\n...", "\ntwo")}\nSTAMP\n`);
    const entry = JSON.parse(files["docs/a.json"]!);
    assert.equal([entry.path, entry.title, entry.stamp.claims], ["docs/a.md", "A howto", 3]);
    assert.match(entry.stamp.date, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert.equal(entry.steps[0].output, ["one", "two"]);
    assert.equal([entry.steps[0].line, entry.steps[1].line, entry.steps[1].exit], [4, 7, 1]);
    assert.match(files["docs/a.svg"]!, "two</text>");
    const listing = JSON.parse(files["editions.json"]!);
    assert.equal(listing.editions[0].files, ["docs/a.json", "docs/a.md", "docs/a.html", "docs/a.cast", "docs/a.svg"]);
  });
});

test("published twice: the same bytes, but for the stamp", async () => {
  await inProject({ "random.md": RANDOM }, async ({ publish, editions }) => {
    assert.is((await publish("random.md")).status, 0);
    const first = editions();
    const second = await publish("random.md");
    assert.is(second.told, "= snapshots/random.md: nothing changed but its stamp\n");
    assertSame(withoutStamps(editions()), withoutStamps(first));
    assert.is(first["random.md"]?.includes("..."), false);
    const check = await publish("random.md", "--check");
    assert.equal([check.status, check.told], [0, ""]);
  });
});

test("what an edition shows is of one run", async () => {
  const body = (first: string): string =>
    md(`$ dir=$(mktemp -d); echo ${first} $dir; rmdir $dir`, `${first} /tmp/...`, "$ echo work in $dir", "work in ...");
  await inProject({ "a.md": body("made") }, async ({ publish, editions, write }) => {
    await publish("a.md");
    const before = editions()["a.md"]!;
    write("a.md", `Above it.\n\n${body("made").replace("work in ...", "work ...")}`);
    assert.match((await publish("a.md")).told, "published anew");
    assert.is(editions()["a.md"]!.replace(STAMP, "STAMP"), `Above it.\n\n${before.replace(STAMP, "STAMP")}`);
    write("a.md", body("new"));
    await publish("a.md");
    const [, made, used] = /^new (\S+)\n.*\nwork in (\S+)$/m.exec(editions()["a.md"]!) ?? [];
    assert.is(made, used);
    assert.is(before.includes(made!), false);
  });
  await inProject({ "a.md": md("$ pwd", "...") }, async ({ publish, editions, write }) => {
    await publish("a.md");
    write("a.md", md("$ cd /etc", "$ pwd", "..."));
    await publish("a.md");
    assert.match(editions()["a.md"]!, "$ pwd\n/etc\n");
  });
});

test("what has become a secret is not kept", async () => {
  await inProject({ "a.md": md("$ echo tr0ub4dor", "...") }, async ({ path, publish, editions, write }) => {
    await publish("a.md");
    const options = { cwd: path, env: { TOKEN: "tr0ub4dor" } };
    const shown = (): string => editions()["a.json"]!.replaceAll("echo tr0ub4dor", "");
    assert.match(shown(), "tr0ub4dor");
    assert.is((await howtrue(["publish", "a.md", "-s", "TOKEN"], options)).status, 0);
    assert.is(shown().includes("tr0ub4dor"), false);
    await publish("a.md", "--anew");
    write("a.md", md("$ false"));
    const { status, stderr } = await howtrue(["publish", "a.md", "-s", "TOKEN"], options);
    assert.is(status, 2);
    assert.match(
      stderr,
      "a.md: error: the last edition shows what is a secret now, and the document does not hold [secret-edition]",
    );
  });
});

test("a document that does not hold: its last edition stays, and says so; when it holds again, it does not", async () => {
  await inProject({ "a.md": SIMPLE }, async ({ publish, editions, write }) => {
    await publish("a.md");
    const first = editions();
    write("a.md", SIMPLE.replace("\none\n", "\neins\n"));
    const failed = await publish("a.md");
    assert.is(failed.status, 1);
    assert.is(failed.told, "! snapshots/a.md: the document does not hold: marked stale\n");
    const stale = editions();
    assert.match(
      stale["a.md"]!,
      /^\*This does not hold any more: since .* UTC\. What is shown held before\. Verified on /m,
    );
    assert.ok(JSON.parse(stale["a.json"]!).stamp.stale);
    assert.ok(JSON.parse(stale["editions.json"]!).editions[0].stale);
    assert.match(stale["a.html"]!, /no longer/);
    assert.match(stale["index.html"]!, "1 howto, 1 no longer true");
    const marked = { "editions.json": "", "index.html": "", "a.html": "" };
    assertSame(withoutStamps({ ...stale, ...marked }), withoutStamps({ ...first, ...marked }));
    await publish("a.md");
    assertSame(editions(), stale);
    write("a.md", SIMPLE);
    const check = await publish("a.md", "--check");
    assert.equal([check.status, check.told.split(":")[1]], [1, " not up to date"]);
    assert.is((await publish("a.md")).status, 0);
    assertSame(withoutStamps(editions()), withoutStamps(first));
  });
});

test("a document that never held has no edition", async () => {
  await inProject({ "a.md": md("$ false") }, async ({ publish, editions }) => {
    const { status, told } = await publish("a.md");
    assert.equal([status, told, editions()], [1, "! a.md: it does not hold, and has no edition\n", {}]);
  });
});

test("a document that cannot be run keeps its edition as it is", async () => {
  await inProject({ "a.md": SIMPLE }, async ({ publish, editions, write }) => {
    await publish("a.md");
    const before = editions();
    write("a.md", SIMPLE.replace("$ false  # howtrue: exit=1", "$ echo 'open"));
    const { status, told } = await publish("a.md");
    assert.equal([status, told], [2, "! a.md: not published\n"]);
    assertSame(editions(), before);
  });
});

test("interrupted: what was not run to its end keeps its edition", async () => {
  await inProject({ "a.md": SIMPLE }, async ({ path, publish, editions, write }) => {
    await publish("a.md");
    const before = editions();
    write("a.md", md("$ echo begun; sleep 60"));
    const { child, ended, saw } = startHowtrue(["publish", "a.md", "-v"], { cwd: path });
    const waiting = setInterval(() => child.kill("SIGINT"), 1_500);
    await saw("Stopping");
    clearInterval(waiting);
    const { status } = await ended;
    assert.is(status, 130);
    assertSame(editions(), before);
  });
});

test("--check writes nothing, and says what is missing, changed, stale, and gone", async () => {
  await inProject({ "a.md": SIMPLE, "b.md": SIMPLE, "c.md": SIMPLE }, async ({ path, publish, editions, write }) => {
    assert.is((await publish(".")).status, 0);
    rmSync(join(path, "c.md"));
    write("a.md", SIMPLE.replace("echo two", "echo drei"));
    write("b.md", SIMPLE.replace("\none\n", "\neins\n"));
    write("d.md", SIMPLE);
    const before = editions();
    const { status, told } = await publish(".", "--check");
    assert.is(status, 1);
    assert.equal(told.split("\n"), [
      "~ snapshots/a.md: not up to date: snapshots/a.json, snapshots/a.md, snapshots/a.html, snapshots/a.cast, snapshots/a.svg",
      "! snapshots/b.md: the document does not hold",
      "+ snapshots/d.md: missing",
      "? snapshots/c.md: its document is gone; --prune removes it",
      "",
    ]);
    assertSame(editions(), before);
  });
});

test("--prune removes editions of documents that are gone, and nothing else", async () => {
  await inProject({ "a.md": SIMPLE, "b.md": SIMPLE }, async ({ path, publish, editions }) => {
    await publish(".");
    rmSync(join(path, "b.md"));
    writeFileSync(join(path, "snapshots/b.txt"), "by hand");
    assert.match((await publish(".")).told, "? snapshots/b.md: its document is gone; --prune removes it");
    assert.ok(editions()["b.md"]);
    assert.match((await publish(".", "--prune")).told, "- snapshots/b.md: removed: its document is gone");
    assert.equal(Object.keys(editions()), [
      "a.cast",
      "a.html",
      "a.json",
      "a.md",
      "a.svg",
      "b.txt",
      "editions.json",
      "index.html",
    ]);
    assert.is(JSON.parse(editions()["editions.json"]!).editions.length, 1);
  });
});

test("editions are named from where the first ones were published, wherever howtrue is run", async () => {
  await inProject({ "a.md": SIMPLE, "sub/c.md": SIMPLE }, async ({ path, publish, editions }) => {
    await publish(".");
    const before = Object.keys(editions());
    const sub = { cwd: join(path, "sub") };
    const below = await howtrue(["publish", "-o", "../snapshots", "--prune", "c.md"], sub);
    assert.equal([below.status, Object.keys(editions())], [0, before]);
    assert.match(below.stdout, "= ../snapshots/sub/c.md: nothing changed but its stamp");
    const away = folder({ "x.md": SIMPLE });
    const elsewhere = await howtrue(["publish", "-o", join(path, "snapshots"), "--prune", "x.md"], { cwd: away.path });
    away.remove();
    assert.is(elsewhere.status, 2);
    assert.match(elsewhere.stdout, "x.md: error: it lies outside of the folder that these editions are of (");
    assert.equal(Object.keys(editions()), before);
    rmSync(join(path, "snapshots/editions.json"));
    assert.match((await howtrue(["publish", "-o", "../snapshots", "--prune", "c.md"], sub)).stdout, "gone");
    assert.is(Object.hasOwn(editions(), "a.md"), true);
  });
});

test("a document that was renamed, with --prune", async () => {
  await inProject({ "a.md": SIMPLE }, async ({ path, publish, editions, write }) => {
    await publish(".");
    rmSync(join(path, "a.md"));
    write("a.rst", "Title\n=====\n\n::\n\n    $ echo x\n    x\n");
    const { status, told } = await publish(".", "--prune");
    assert.equal([status, told.split("\n").length], [0, 3]);
    assert.equal(Object.keys(editions()), [
      "a.cast",
      "a.html",
      "a.json",
      "a.rst",
      "a.svg",
      "editions.json",
      "index.html",
    ]);
  });
});

test("index.md has an edition; one whose files would be its own, or the list, has none; nor has an edition", async () => {
  await inProject({ "index.md": SIMPLE, "editions.md": "", "b.json": "" }, async ({ publish, editions, write }) => {
    assert.is((await publish("index.md")).status, 0);
    assert.match(editions()["index.html"]!, "one");
    const before = editions();
    for (const name of ["editions.md", "b.json", "b.html"]) {
      write(name, SIMPLE);
      const { status, told } = await publish(name, "-f", "markdown");
      assert.is(status, 2);
      assert.match(
        told,
        `snapshots/${name}: error: an edition of this name would write over its own files, or over the list of all editions`,
      );
    }
    assert.equal(editions(), before);
    const { status, stdout } = await publish("-o", ".", "index.md");
    assert.is(status, 2);
    assert.match(stdout, "index.md: error: it lies in the folder of editions [not-published]");
  });
});

test("an entry that is damaged is told, and what to do", async () => {
  await inProject({ "a.md": SIMPLE }, async ({ publish, editions, write }) => {
    await publish(".");
    const entry = editions()["a.json"]!;
    for (const [text, why] of [
      [JSON.stringify({ ...JSON.parse(entry), steps: [null] }, undefined, 2), "steps.0 is not what it should be"],
      [`<<<<<<< HEAD\n${entry}=======\n${entry}>>>>>>> x\n`, "it is no JSON"],
    ] as const) {
      write("snapshots/a.json", text);
      const { status, told } = await publish(".");
      assert.is(status, 2);
      assert.match(
        told,
        `snapshots/a.json: error: what the last edition says of itself cannot be read: ${why} [damaged-edition]`,
      );
      assert.match(told, "take back the change, or remove all files of the edition");
    }
  });
});

test("a file that is no edition of ours is never written over", async () => {
  for (const name of ["a.md", "a.json", "a.cast", "editions.json"]) {
    await inProject({ "a.md": SIMPLE, [`snapshots/${name}`]: "by hand" }, async ({ publish, editions }) => {
      const { status, stdout, told } = await publish("a.md");
      assert.is(status, 2);
      assert.match(stdout, "2 steps held");
      assert.match(
        told,
        `snapshots/${name}: error: this is none of the editions that howtrue wrote: it is left as it is [foreign-file]`,
      );
      assert.is(editions()[name], "by hand");
    });
  }
});

test("nothing is written through a link", async () => {
  await inProject({ "docs/a.md": SIMPLE, "elsewhere/x": "" }, async ({ path, publish }) => {
    mkdirSync(join(path, "snapshots"));
    symlinkSync("../elsewhere", join(path, "snapshots/docs"));
    const { status, told } = await publish("docs");
    assert.is(status, 2);
    assert.match(told, "error: this is a link, or lies behind one: nothing is written through it [foreign-file]");
    assert.equal(readdirSync(join(path, "elsewhere")), ["x"]);
  });
});

test("a folder that cannot be written: the verdict is told, and that", async () => {
  await inProject({ "a.md": SIMPLE, file: "" }, async ({ publish }) => {
    for (const out of ["file/below", "/proc/none"]) {
      const { status, stdout, told } = await publish("a.md", "--out", out);
      assert.is(status, 2);
      assert.match(stdout, "a.md: 2 steps held");
      assert.match(told, /error: the edition cannot be written: E\w+: [a-z ]+ \[unwritable-edition\]\n/);
    }
  });
});

test("two documents whose editions would have one name", async () => {
  await inProject({ "a.md": SIMPLE, "a.rst": "::\n\n    $ echo\n" }, async ({ publish }) => {
    const { status, told } = await publish(".");
    assert.is(status, 2);
    assert.match(
      told,
      "snapshots/a.rst: error: its edition would have the same name as that of another document: a.md [same-edition]",
    );
  });
});

test("what is not below the working directory has no name", async () => {
  await inProject({ "in/x": "", "a.md": SIMPLE }, async ({ path }) => {
    const outside = await howtrue(["publish", "../a.md"], { cwd: join(path, "in") });
    assert.is(outside.status, 2);
    assert.match(
      outside.stdout,
      "../a.md: error: it lies outside of the working directory, and editions are named from there [not-published]",
    );
    const input = await howtrue(["publish", "-", "-f", "markdown"], { cwd: path, input: SIMPLE });
    assert.is(input.status, 2);
    assert.match(input.stdout, "-: error: the standard input has no name to publish it by [not-published]");
  });
});

test("editions are no documents to be looked for, but may be named", async () => {
  await inProject({ "a.md": SIMPLE }, async ({ path, publish }) => {
    await publish(".");
    assert.match((await publish(".")).stdout, "a.md: 2 steps held");
    assert.match((await howtrue(["verify", "."], { cwd: path })).stdout, /^✓ a\.md: 2 steps held[^\n]*\n1 document/);
    assert.match((await howtrue(["verify", "snapshots"], { cwd: path })).stdout, "snapshots/a.md: 2 steps held");
  });
});

const RST = `Title
=====

.. include:: part.txt

Own::

    $ cat <<EOF
    > a
    > EOF
    ...

- In a list::

    $ seq 3
    1
    ...
`;

test("every format, with its stamp in its own syntax; of an included file the output stays", async () => {
  const files = {
    "r.rst": RST,
    "part.txt": "Included::\n\n    $ echo $RANDOM\n    ...\n",
    "c.t": "Prose.\n\n  $ date +%N\n  \\d+ (re)\n  $ false\n  [1]\n",
    "crlf.md": "```console\r\n$ echo x\r\n...\r\n```",
  };
  await inProject(files, async ({ publish, editions }) => {
    const { status, told } = await publish("r.rst", "crlf.md");
    assert.is(status, 0, told);
    const { "r.rst": rst = "", "crlf.md": crlf = "" } = editions();
    assert.is(
      rst.replace(STAMP, "STAMP"),
      `${RST.replace("    ...\n", "    a\n").replace("    ...\n", "    2\n    3\n")}\nSTAMP\n`,
    );
    assert.is(crlf.replace(/\*Verified.*\*/, "STAMP"), "```console\r\n$ echo x\r\nx\r\n```\r\n\r\nSTAMP\r\n");
  });
  await inProject({ "c.t": files["c.t"] }, async ({ publish, editions }) => {
    assert.is((await publish(".")).status, 0);
    assert.match(editions()["c.t"]!, /^Prose\.\n\n {2}\$ date \+%N\n {2}\d+\n {2}\$ false\n {2}\[1\]\n\nVerified on /);
    assert.is((await publish(".", "--check")).status, 0);
  });
});

test("a document that is open at its end has no stamp in it", async () => {
  const text = "- item\n\n  ~~~console\n  $ echo a\n  a\n  ~~~\n\n<!-- open\n";
  await inProject({ "a.md": text }, async ({ publish, editions }) => {
    const { status, told } = await publish(".");
    assert.is(status, 0);
    assert.match(
      told,
      "a.md: warning: its edition has no stamp that a reader sees: something is open at the end of the document [unseen-stamp]",
    );
    assert.match(editions()["a.md"]!, text);
    assert.is((await publish(".", "--check")).status, 0);
  });
});

test("placeholders in commands are what they stood for", async () => {
  const blocks = [
    "$ cat /proc/sys/kernel/random/uuid",
    "<id>",
    "$ echo mount UUID=<id>",
    "mount UUID=<id>",
    "$ : <id>",
  ];
  await inProject(
    { "a.md": `---\nplaceholders: {id: uuid}\n---\n\n${md(...blocks)}` },
    async ({ path, publish, editions }) => {
      const { status, told } = await publish(".");
      assert.equal([status, told], [0, "+ snapshots/a.md: published\n"]);
      const [, id = ""] = /uuid\n(.{36})\n/.exec(editions()["a.md"]!) ?? [];
      assert.match(editions()["a.md"]!, `\n$ echo mount UUID=${id}\nmount UUID=${id}\n$ : ${id}\n`);
      assert.is((await howtrue(["verify", "snapshots/a.md"], { cwd: path })).stdout.includes("not-shown"), false);
      assert.is((await publish(".", "--check")).status, 0);
    },
  );
});

test("what turns the direction of writing, or is not seen, is visible in every file", async () => {
  const text = md("$ printf 'a\\u202Eb\\u2028c\\u200Bd\\n'", "a...");
  await inProject({ "a.md": text }, async ({ publish, editions }) => {
    assert.is((await publish(".")).status, 0);
    const files = editions();
    for (const [name, raw] of Object.entries(files)) assert.not.match(raw, /[\u202E\u2028\u200B]/u, name);
    assert.match(files["a.md"]!, "a<U+202E>b<U+2028>c<U+200B>d\n");
    assert.match(files["a.cast"]!, "a<U+202E>b<U+2028>c<U+200B>d");
    assert.match(files["a.svg"]!, "a&lt;U+202E&gt;b");
    assert.is((await publish(".")).told, "= snapshots/a.md: nothing changed but its stamp\n");
  });
});

test("a label of the recording is cut between characters", async () => {
  await inProject(
    { "a.md": md(`$ : ${"😀".repeat(60)}`, `$ : x${"😀".repeat(60)}`) },
    async ({ publish, editions }) => {
      await publish(".");
      assert.not.match(editions()["a.cast"]!, /\\ud83d/i);
    },
  );
});

test("output that would be read as a command stays as the document has it", async () => {
  const text = md("$ printf '$ echo x\\n'", "...", "$ echo $RANDOM", "...");
  await inProject({ "a.md": text }, async ({ publish, editions }) => {
    const { status, told } = await publish(".");
    assert.is(status, 0);
    assert.match(
      told,
      "a.md:4:3: warning: what was observed cannot be written here: the edition shows what the document says [not-published]",
    );
    assert.match(editions()["a.md"]!, /console\n\$ printf '\$ echo x\\n'\n\.\.\.\n\$ echo \$RANDOM\n\d+\n```/);
  });
});

test("a secret is nowhere, however it was printed", async () => {
  const text = md(
    "$ read -rsp 'Password: ' x; echo  # howtrue: secret=TOKEN",
    '$ echo "$x"; for ((i = 0; i < ${#x}; i++)); do printf %s "${x:i:1}"; sleep 0.02; done; echo',
    "...",
    "$ printf '%s\\e[31m%s\\e[0m\\n' ${x:0:3} ${x:3}; printf '%s\\r\\n%s\\n' ${x:0:4} ${x:4}",
  );
  await inProject({ "a.md": text }, async ({ path, publish, editions }) => {
    const env = { TOKEN: "hunter2-secret" };
    const { status, stdout } = await howtrue(["publish", "a.md", "--secret", "TOKEN"], { cwd: path, env });
    assert.is(status, 0, stdout);
    const all = Object.values(editions()).join("\n");
    assert.is(all.includes("•••"), true);
    for (const part of ["hunter2-secret", "ter2-secret", "hunt"]) assert.is(all.includes(part), false, part);
    const again = await howtrue(["publish", "--check", "a.md", "--secret", "TOKEN"], { cwd: path, env });
    assert.is(again.status, 0);
    assert.is((await publish("a.md")).status, 2); // it is not allowed
  });
});

test("output that attacks, or is huge, is folded, filtered and said", async () => {
  const text = md(
    "$ printf '\\e]0;evil\\a\\e]52;c;eA==\\a<script>alert(1)</script>\\e[6n\\e[31m&\\n'",
    "<script>...",
    "$ yes 0123456789012345678901234567890123456789 | head -c 20000000",
    "0123...",
    "...",
  );
  await inProject({ "a.md": text }, async ({ publish, editions }) => {
    assert.is((await publish(".")).status, 0);
    const files = editions();
    assert.is(Object.values(files).join("").length < 1_000_000, true);
    assert.not.match(files["a.cast"]!, /\\u001b\]|\\u001b\[6n|\\u0007/);
    assert.match(files["a.cast"]!, /\[… 20.2 MB of output are not shown …\]/);
    assert.match(files["a.md"]!, /\n01234[^\n]*\n\.\.\.\n01234/);
    assert.not.match(files["a.svg"]!, "<script");
    assert.is((await publish(".", "--check")).status, 0);
  });
});

test("a file that may not be read is no edition, and one that was changed by hand is made anew", async () => {
  await inProject({ "a.md": SIMPLE }, async ({ path, publish, editions, write }) => {
    await publish(".");
    const first = editions();
    write("snapshots/a.md", "formatted");
    write("snapshots/a.cast", "{}");
    assert.match((await publish(".", "--check")).told, "~ snapshots/a.md: not up to date");
    assert.is((await publish(".")).status, 0);
    const anew = { "a.cast": "", "a.json": "", "a.html": "" };
    assertSame(withoutStamps({ ...editions(), ...anew }), withoutStamps({ ...first, ...anew }));
    chmodSync(join(path, "snapshots/a.md"), 0o600);
    write("snapshots/a.json", "<<<<<<< merge\n");
    assert.match((await publish(".")).told, "snapshots/a.json: error: this is none of the editions");
  });
});

test.run();
