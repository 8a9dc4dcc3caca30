import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "../../src/document/parse.ts";
import { formatMessage } from "../../src/message/message.ts";
import { includeFrom } from "../../src/source/include.ts";

const test = suite<{ folder: string }>("include");
test.before.each((context) => {
  context.folder = realpathSync(mkdtempSync(join(tmpdir(), "howtrue-test-")));
});
test.after.each(({ folder }) => rmSync(folder, { recursive: true }));

function write(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** The path of the file that a name leads to, within the folder; or what is said. */
function leadsTo(
  folder: string,
  { name, document, from = document }: { name: string; document: string; from?: string },
): string {
  const included = includeFrom(join(folder, document))(name, join(folder, from));
  if ("origin" in included) return relative(folder, included.origin.path);
  const { code, what } = included.refused;
  return `${what.replaceAll(folder, "")} [${code}]`;
}

test("names are relative to the file that holds them", ({ folder }) => {
  write(folder, { ".git/x": "", "a.rst": "", "s/b.rst": "", "s/c.rst": "" });
  assert.is(leadsTo(folder, { name: "s/b.rst", document: "a.rst" }), "s/b.rst");
  assert.is(leadsTo(folder, { name: "c.rst", document: "a.rst", from: "s/b.rst" }), "s/c.rst");
  assert.is(leadsTo(folder, { name: "../a.rst", document: "s/b.rst" }), "a.rst");
  assert.match(leadsTo(folder, { name: "/s/b.rst", document: "a.rst" }), "[missing-file]");
});

test("in Sphinx they are relative to the document, or to the folder of conf.py", ({ folder }) => {
  write(folder, {
    "d/conf.py": "",
    "d/s/a.rst": "",
    "d/s/t/b.rst": "",
    "d/s/c.rst": "",
    "d/s/t/c.rst": "",
    "d/s/t/e.rst": "",
  });
  assert.is(leadsTo(folder, { name: "c.rst", document: "d/s/a.rst", from: "d/s/t/b.rst" }), "d/s/c.rst");
  assert.is(leadsTo(folder, { name: "e.rst", document: "d/s/a.rst", from: "d/s/t/b.rst" }), "d/s/t/e.rst");
  assert.is(leadsTo(folder, { name: "/s/c.rst", document: "d/s/a.rst" }), "d/s/c.rst");
});

test("a path is shown as the document's is: from the working directory, or whole", ({ folder }) => {
  write(folder, { "a.rst": "", "s/b.rst": "" });
  const shown = (document: string, name: string): string => {
    const included = includeFrom(document)(name, document);
    return "origin" in included ? included.origin.path : included.refused.what;
  };
  const near = relative("", folder);
  assert.is(shown(join(near, "a.rst"), "s/b.rst"), join(near, "s/b.rst"));
  assert.is(shown(join(folder, "a.rst"), "s/b.rst"), join(folder, "s/b.rst"));
  assert.is(shown(`./${near}/a.rst`, "a.rst"), `./${near}/a.rst`, "the document's own is the one it was given");
});

test("what lies outside of the project is refused, links and all", ({ folder }) => {
  write(folder, { "p/.git/x": "", "p/s/a.rst": "", "p/b.rst": "", secret: "$ x" });
  symlinkSync(join(folder, "secret"), join(folder, "p/s/link"));
  symlinkSync(join(folder, "p/b.rst"), join(folder, "p/s/inner"));
  const outside = (name: string): string =>
    `"${name}" is not included: it lies outside of the project, /p [outside-project]`;
  for (const name of ["../../secret", "link"])
    assert.is(leadsTo(folder, { name, document: "p/s/a.rst" }), outside(name));
  assert.is(leadsTo(folder, { name: "../b.rst", document: "p/s/a.rst" }), "p/b.rst");
  assert.is(leadsTo(folder, { name: "inner", document: "p/s/a.rst" }), "p/b.rst");
  write(folder, { "howtrue.config.yaml": "" });
  assert.is(leadsTo(folder, { name: "../../secret", document: "p/s/a.rst" }), "secret", "a larger project");
});

test("the project is the repository, or else what is built together, the manual, the folder", ({ folder }) => {
  write(folder, { x: "", "p/x": "", "p/d/x": "", "p/d/s/a.rst": "" });
  const reaches = (): string[] =>
    ["x", "../x", "../../x", "../../../x"].map((name) =>
      leadsTo(folder, { name, document: "p/d/s/a.rst" }).replace(/.*\[/, "["),
    );
  const none = "[outside-project]";
  write(folder, { "p/d/s/x": "" });
  assert.equal(reaches(), ["p/d/s/x", none, none, none]);
  write(folder, { "p/d/conf.py": "" });
  assert.equal(reaches(), ["p/d/s/x", "p/d/x", none, none]);
  write(folder, { "p/pyproject.toml": "" });
  assert.equal(reaches(), ["p/d/s/x", "p/d/x", "p/x", none]);
  write(folder, { ".git/x": "" });
  assert.equal(reaches(), ["p/d/s/x", "p/d/x", "p/x", "x"]);
});

test("what cannot be included is said", ({ folder }) => {
  write(folder, {
    "a.rst": "",
    bin: Uint8Array.of(10, 0, 255),
    latin: Uint8Array.of(10, 10, 0xe9),
    big: new Uint8Array(20_000_001),
    "s/x": "",
  });
  const said = (name: string): string => leadsTo(folder, { name, document: "a.rst" });
  assert.is(said("none"), '"none" is not included: there is no such file or folder [missing-file]');
  assert.is(said("bin"), '"bin" is not included: this is not a text (line 2) [binary-file]');
  assert.is(said("latin"), '"latin" is not included: this text is not UTF-8 from here on (line 3) [not-utf8]');
  assert.is(said("big"), '"big" is not included: it is larger than 20 MB [large-file]');
  assert.is(said("s"), '"s" is not included: it is no file [unreadable-file]');
  assert.match(said("a\0"), "[unreadable-file]");
});

test("a document is read with what it includes", async ({ folder }) => {
  write(folder, { "a.rst": "", "s/b.rst": "::\n\n  $ b\n\n.. include:: b.rst\n" });
  const path = join(folder, "a.rst");
  const text = ".. include:: s/b.rst\n\n.. include:: /dev/null\n";
  const { blocks, messages } = await parse(text, { path, format: "rst", include: includeFrom(path) });
  const b = join(folder, "s/b.rst");
  assert.equal(
    blocks.map((block) => [block.origin?.path, block.start, block.text]),
    [[b, 3, "$ b"]],
  );
  assert.equal(messages.map(formatMessage), [
    `${b}:5:1: error: the file includes itself: ${b} → ${b} [include-cycle]\n  take one of them out`,
    `${path}:3:1: error: "/dev/null" is not included: it lies outside of the project, ${folder} [outside-project]\n` +
      "  copy it into the project; a howtrue.config.json further up makes a larger folder the project",
  ]);
});

test.run();
