import { readdirSync, readFileSync } from "node:fs";
import { extname, join, resolve } from "node:path";
import type { Nodes } from "mdast";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Prose } from "../../../src/prose/tree.ts";
import { proseOf } from "../../../src/prose/prose.ts";
import { typeset } from "../../../src/prose/typeset.ts";
import { pageOf } from "../../../src/publish/page/page.ts";
import { makePaint } from "../../../src/report/paint.ts";
import { assets, editionFrom } from "./editions.ts";
import { EVERYTHING } from "./trees.ts";

type Format = "markdown" | "rst";

/** Of all but sessions: these show what happened, and have tests of their own. */
function treeWords(node: Nodes): string[] {
  if (node.type === "code" && node.data?.block !== undefined) return [];
  if ("value" in node) return wordsIn(node.value);
  return "children" in node ? node.children.flatMap(treeWords) : [];
}

function pageWords(html: string): string[] {
  const [, body = ""] = /<h1[^>]*>(.*)<\/main>/s.exec(html) ?? [];
  const code = (_: string, digits: string): string => String.fromCodePoint(Number.parseInt(digits, 16));
  return wordsIn(body.replaceAll(/<[^>]*>/g, " ").replaceAll(/&#x([\dA-F]+);/g, code));
}

function wordsIn(text: string): string[] {
  return text.match(/\p{L}+|\p{N}+/gu) ?? [];
}

/** Words of a tree that what is shown of it has fewer times. */
function lostOf(tree: readonly string[], shown: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const word of shown) left.set(word, (left.get(word) ?? 0) + 1);
  return tree.filter((word) => {
    const count = left.get(word) ?? 0;
    left.set(word, count - 1);
    return count <= 0;
  });
}

async function checkWords(text: string, format: Format, whence = text): Promise<void> {
  const path = format === "rst" ? "a.rst" : "a.md";
  const edition = await editionFrom(text, [], { path, format });
  const prose = proseOf(edition.document);
  checkTree(prose, pageOf(edition, { prose, assets }), whence);
}

function checkTree(prose: Prose, html: string, whence: string): void {
  const tree = treeWords(prose);
  assert.equal(lostOf(tree, pageWords(html)), [], `page: ${whence}`);
  const lines = typeset(prose.children, { columns: 500, paint: makePaint(false) });
  assert.equal(lostOf(tree, wordsIn(lines.join("\n"))), [], `typeset: ${whence}`);
}

const ROOT = resolve(import.meta.dirname, "../../..");

for (const folder of ["test/fixtures/prose", "howtos", "docs", "."]) {
  for (const name of readdirSync(join(ROOT, folder)).filter((one) => /\.(?:rst|md)$/.test(one))) {
    test(`no word of ${folder}/${name} is lost`, () =>
      checkWords(readFileSync(join(ROOT, folder, name), "utf8"), extname(name) === ".rst" ? "rst" : "markdown", name));
  }
}

const TABLES: readonly (readonly [Format, string])[] = [
  ["rst", "====  ====\none   two\n====  ====\nthree four\n====  ====\n".replace("three four", "3     four")],
  ["rst", "====  ====\none   two\n====  ====\n"],
  ["rst", "====  ====\none   two\nthree four\n====  ====\n3     4\n====  ====\n".replace("three four", "drei  vier")],
  ["rst", "+-----+-----+\n| one | two |\n+=====+=====+\n| 3   | 4   |\n+-----+-----+\n"],
  ["rst", "+-----+-----+\n| one       |\n+=====+=====+\n| 3   | 4   |\n+-----+-----+\n"],
  ["rst", ".. list-table:: Caption\n   :header-rows: 1\n\n   * - one\n     - two\n   * - three\n     - four\n"],
  ["rst", ".. list-table::\n\n   * - one\n     - two\n   * - three\n     - four\n"],
  ["rst", '.. csv-table:: Caption\n   :header: one, two\n\n   three, "four, five"\n   six\n'],
  ["rst", ".. table:: Caption\n\n   ===  ===\n   one  two\n   ===  ===\n   3    4\n   ===  ===\n"],
  ["markdown", "| one | two |\n| :-- | --: |\n| three | four |\n| five |\n"],
  ["markdown", "| one |\n| --- |\n| two | three |\n"],
  ["markdown", "- | one |\n  | --- |\n  | two |\n"],
];

test("no cell of any table is lost", async () => {
  for (const [format, text] of TABLES) await checkWords(text, format);
});

test("no note is lost: neither one that nothing refers to, nor one of the title", async () => {
  await checkWords("Text.\n\n.. [1] alone\n.. [cit] cited\n", "rst");
  await checkWords("Title [1]_\n==========\n\n.. [1] of the title\n", "rst");
  await checkWords("# Title[^1]\n\n[^1]: of the title\n\n[^2]: alone\n", "markdown");
});

test("no word of any node is lost", async () => {
  checkTree(EVERYTHING, pageOf(await editionFrom("", []), { prose: EVERYTHING, assets }), "everything");
});

test.run();
