import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { Store } from "../../src/publish/store.ts";

function inFolder(use: (folder: string, texts: () => Record<string, string>) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "howtrue-store-"));
  const texts = (): Record<string, string> =>
    Object.fromEntries(
      readdirSync(folder)
        .toSorted()
        .map((name) => [name, readFileSync(join(folder, name), "utf8")]),
    );
  try {
    use(folder, texts);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const draft = (turn: number, name: string): string => `.howtrue-0123456789ab-${turn}of3-${name}`;

test("all files of an edition, or none", () => {
  inFolder((folder, texts) => {
    writeFileSync(join(folder, "a.md"), "old");
    const files = new Map([
      ["a.md", "new"],
      ["no/../way", "x"],
      ["a.json", "{}"],
    ]);
    assert.is(new Store(folder).write(files)?.code, "foreign-file");
    assert.equal(texts(), { "a.md": "old" });
    files.delete("no/../way");
    assert.is(new Store(folder).write(files), undefined);
    assert.equal(texts(), { "a.json": "{}", "a.md": "new" });
  });
});

test("what was broken off while files were put in place is ended", () => {
  inFolder((folder, texts) => {
    writeFileSync(join(folder, "a.cast"), "new");
    writeFileSync(join(folder, "a.md"), "old");
    writeFileSync(join(folder, draft(2, "a.md")), "new");
    writeFileSync(join(folder, draft(3, "a.json")), "new");
    assert.is(new Store(folder).mend(), undefined);
    assert.equal(texts(), { "a.cast": "new", "a.json": "new", "a.md": "new" });
  });
});

test("drafts of what was broken off before are swept", () => {
  inFolder((folder, texts) => {
    writeFileSync(join(folder, "a.md"), "old");
    writeFileSync(join(folder, draft(1, "a.cast")), "new");
    writeFileSync(join(folder, draft(2, "a.md")), "ne");
    assert.is(new Store(folder).mend(), undefined);
    assert.equal(texts(), { "a.md": "old" });
  });
});

test.run();
