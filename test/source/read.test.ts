import { execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { formatMessage } from "../../src/message/message.ts";
import { findDocuments } from "../../src/source/find.ts";
import { decode, readDocument, readStream } from "../../src/source/read.ts";

const test = suite<{ folder: string }>("source");
test.before.each((context) => {
  context.folder = mkdtempSync(join(tmpdir(), "howtrue-test-"));
});
test.after.each(({ folder }) => rmSync(folder, { recursive: true }));

const said = (source: Awaited<ReturnType<typeof readDocument>>): string =>
  "message" in source ? formatMessage(source.message) : source.text;

test("a text is read as it is, byte order mark and line ends included", async ({ folder }) => {
  const path = join(folder, "a.md");
  writeFileSync(path, "\uFEFFGrüße\r\n");
  assert.is(said(await readDocument(path)), "\uFEFFGrüße\r\n");
});

test("a file that is no document by its size is not read", async ({ folder }) => {
  const path = join(folder, "a.md");
  writeFileSync(path, "");
  truncateSync(path, 50_000_000);
  assert.is(
    said(await readDocument(path)),
    `${path}: error: this file has more than 15 million bytes: it is not read [too-long]\n` +
      "  split it into documents that people can read",
  );
});

test("a pipe is read when somebody writes to it, to its end", async ({ folder }) => {
  const path = join(folder, "pipe.md");
  execFileSync("mkfifo", [path]);
  const source = readDocument(path);
  spawn("sh", ["-c", 'exec > "$1"; printf a; sleep 0.1; printf b', "sh", path]);
  assert.is(said(await source), "ab");
});

test("a pipe that nobody writes to keeps no process from its end", ({ folder }) => {
  const path = join(folder, "pipe.md");
  execFileSync("mkfifo", [path]);
  const module = new URL("../../src/source/read.ts", import.meta.url).href;
  const code = `import(${JSON.stringify(module)}).then(({ readDocument }) => {
    void readDocument(${JSON.stringify(path)});
    setTimeout(() => process.exit(7), 50);
  });`;
  const { status } = spawnSync(process.execPath, ["--import", "tsx", "--eval", code], {
    timeout: 20_000,
    killSignal: "SIGKILL",
  });
  assert.is(status, 7);
});

test("what has no end is not read to its end", async () => {
  const tooLong = /error: this file has more than 15 million bytes: it is not read \[too-long\]/;
  assert.match(said(await readDocument("/dev/zero")), tooLong);
  async function* chunks(count: number): AsyncGenerator<Uint8Array> {
    for (let i = 0; i < count; i++) yield Buffer.from("ü".repeat(500_000));
  }
  async function* halves(): AsyncGenerator<Uint8Array> {
    yield Buffer.of(0xc3);
    yield Buffer.of(0xbc);
  }
  assert.match(said(await readStream("-", chunks(Infinity))), tooLong);
  assert.is(said(await readStream("-", chunks(2))), "ü".repeat(1_000_000));
  assert.is(said(await readStream("-", halves())), "ü");
});

test("what cannot be read is said, with advice", async ({ folder }) => {
  assert.match(
    said(await readDocument(join(folder, "none.md"))),
    /none\.md: error: there is no such file or folder \[missing-file\]/,
  );
  assert.match(said(await readDocument(folder)), /it cannot be read: EISDIR.*\[unreadable-file\]/);
  assert.is(
    said(decode("b.md", Uint8Array.of(0x61, 0x0a, 0x62, 0xff, 0x0a))),
    "b.md:2: error: this text is not UTF-8 from here on [not-utf8]\n  save it as UTF-8",
  );
  assert.is(
    said(decode("b.md", Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0, 0xff))),
    "b.md:1: error: this is not a text [binary-file]\n  documents are Markdown or reStructuredText",
  );
});

test("UTF-16, in either order, is called that", () => {
  const text = [0x23, 0, 0x20, 0, 0xe4, 0];
  for (const bytes of [
    [0xff, 0xfe, ...text],
    [0xfe, 0xff, 0, ...text],
  ])
    assert.is(
      said(decode("b.md", Uint8Array.from(bytes))),
      "b.md: error: this text is UTF-16 [not-utf8]\n  save it as UTF-8",
    );
});

test("what may not be read is said", async ({ folder }) => {
  if (process.getuid?.() === 0) return; // root reads everything
  const path = join(folder, "secret.md");
  writeFileSync(path, "");
  chmodSync(path, 0);
  assert.match(said(await readDocument(path)), /this file may not be read \[unreadable-file\]/);
});

test("a folder gives the documents below it, in order, but no hidden or installed ones", async ({ folder }) => {
  for (const sub of ["b", "node_modules", ".git"]) mkdirSync(join(folder, sub));
  for (const name of ["z.rst", "a.md", "b/c.markdown", "b/x.txt", "page.rst.txt", "node_modules/n.md", ".git/g.md"]) {
    writeFileSync(join(folder, name), "");
  }
  symlinkSync(folder, join(folder, "b", "round"));
  const { found, messages } = await findDocuments([folder], {});
  assert.equal(
    found.map(({ path, format }) => [path.slice(folder.length + 1), format]),
    [
      ["a.md", "markdown"],
      ["b/c.markdown", "markdown"],
      ["page.rst.txt", "rst"],
      ["z.rst", "rst"],
    ],
  );
  assert.equal(messages, []);
});

test("each path that gives nothing has a message, and the others are found all the same", async ({ folder }) => {
  mkdirSync(join(folder, "empty"));
  for (const name of ["a.md", "b.txt"]) writeFileSync(join(folder, name), "");
  const paths = ["none.md", "empty", "b.txt", "a.md", "a.md"].map((name) => join(folder, name));
  const { found, messages } = await findDocuments([...paths, "-"], {});
  assert.equal(
    found.map(({ path }) => path),
    [join(folder, "a.md")],
  );
  assert.equal(
    messages.map(({ code }) => code),
    ["missing-file", "no-documents", "unknown-format", "unknown-format"],
  );
});

test("a format that is said stands above names, and serves the standard input", async ({ folder }) => {
  const path = join(folder, "notes.txt");
  writeFileSync(path, "");
  const { found } = await findDocuments([path, "-"], { format: "rst", standardInput: async () => ({ text: "typed" }) });
  assert.equal(
    found.map((one) => one.format),
    ["rst", "rst"],
  );
  assert.equal(await found[1]?.read(), { text: "typed" });
});

test.run();
