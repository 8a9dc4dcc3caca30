import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { formatMessage } from "../../src/message/message.ts";
import { readNeededFiles, stampOfFiles } from "../../src/source/files.ts";

const test = suite<{ folder: string }>("files that documents need");
test.before((context) => {
  const folder = mkdtempSync(join(tmpdir(), "files-"));
  context.folder = folder;
  for (const path of ["docs/site/deep", "docs/site/.git", "other", "docs/.git"])
    mkdirSync(join(folder, path), { recursive: true });
  for (const path of ["docs/a.md", "docs/site/b", "docs/site/deep/c", "docs/site/.git/config", "other/secret"])
    writeFileSync(join(folder, path), path);
  chmodSync(join(folder, "docs/site/b"), 0o755);
  symlinkSync("../../other/secret", join(folder, "docs/site/out"));
  symlinkSync("site/b", join(folder, "docs/in"));
});
test.after(({ folder }) => rmSync(folder, { recursive: true }));

test("a file, or all of a folder but its repository; a link is what it leads to", ({ folder }) => {
  rmSync(join(folder, "docs/site/out"));
  const { files, messages } = readNeededFiles(join(folder, "docs/a.md"), ["site/", "in", "a.md"]);
  assert.equal(messages, []);
  assert.equal(
    files.map(({ path, executable, data }) => [path, executable, new TextDecoder().decode(data)]),
    [
      ["site/b", true, "docs/site/b"],
      ["site/deep/c", false, "docs/site/deep/c"],
      ["in", true, "docs/site/b"],
      ["a.md", false, "docs/a.md"],
    ],
  );
});

test("what is not there, not below, or leads out of the project is said, and not read", ({ folder }) => {
  symlinkSync("../../other/secret", join(folder, "docs/site/out"));
  const asker = join(folder, "docs/a.md");
  const { files, messages } = readNeededFiles(asker, ["nope", "../other/secret", "/etc/passwd", "site/out", "site"]);
  assert.equal(
    messages.map((message) => formatMessage(message).replaceAll(asker, "a.md").split("\n")),
    [
      ['a.md: error: files: "nope": there is no such file or folder [missing-file]', "  look at its spelling"],
      [
        'a.md: error: files: "../other/secret": it is not below the folder of whoever asks for it [outside-folder]',
        "  say it in the settings of the project, or put the file beside the document",
      ],
      ['a.md: error: files: "/etc/passwd": there is no such file or folder [missing-file]', "  look at its spelling"],
      ['a.md: error: files: "site/out": it leads out of the project [outside-project]', "  copy it into the project"],
      ['a.md: error: files: "site": it leads out of the project [outside-project]', "  copy it into the project"],
    ],
  );
  assert.equal(
    files.map(({ path }) => path),
    ["site/b", "site/deep/c"],
  );
});

test("what has no end is not read: a pipe, links in circles, links that lead to the same again and again", ({
  folder,
}) => {
  const at = join(folder, "docs/endless");
  for (const path of ["circle/deep", "many", ...Array.from({ length: 20 }, (_, i) => `many/${i}`)])
    mkdirSync(join(at, path), { recursive: true });
  assert.is(spawnSync("mkfifo", [join(at, "pipe"), join(at, "circle/pipe")]).status, 0);
  symlinkSync("..", join(at, "circle/deep/up"));
  symlinkSync(".", join(at, "circle/again"));
  symlinkSync("../pipe", join(at, "circle/to-a-pipe"));
  writeFileSync(join(at, "circle/file"), "");
  for (let i = 0; i < 19; i++) for (const name of ["a", "b"]) symlinkSync(`../${i + 1}`, join(at, `many/${i}/${name}`));
  const asker = join(folder, "docs/a.md");
  const { files, messages } = readNeededFiles(asker, ["endless/pipe", "endless/circle", "endless/many"]);
  assert.equal(
    messages.map((message) => formatMessage(message).replaceAll(asker, "a.md").split("\n")),
    [
      [
        'a.md: error: files: "endless/pipe": it is neither a file nor a folder [unreadable-file]',
        "  make it where it is needed, in a step of the document",
      ],
      [
        'a.md: error: files: "endless/many": there are more than 10,000 files and folders in it [large-files]',
        "  name only what the document needs",
      ],
    ],
  );
  assert.equal(
    files.map(({ path }) => path),
    ["endless/circle/file"],
  );
  const stamp = stampOfFiles(asker, ["endless/pipe", "endless/circle", "../other"]);
  assert.is(stamp.split("\n").filter((line) => line.endsWith(": not there")).length, 2);
});

test.run();
