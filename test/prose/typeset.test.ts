import stringWidth from "fast-string-truncated-width";
import fc from "fast-check";
import type { Nodes } from "mdast";
import { toString } from "mdast-util-to-string";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "../../src/document/parse.ts";
import { proseOf } from "../../src/prose/prose.ts";
import type { Prose } from "../../src/prose/tree.ts";
import { typeset, type TypesetOptions } from "../../src/prose/typeset.ts";
import { makePaint } from "../../src/report/paint.ts";
import { visible } from "../../src/report/visible.ts";
import { documents } from "../document/rst/documents.ts";

async function proseIn(text: string, format: "markdown" | "rst" = "markdown"): Promise<Prose> {
  return proseOf(await parse(text, { path: format === "rst" ? "a.rst" : "a.md", format }));
}

interface Case {
  readonly format?: "rst";
  readonly columns?: number;
  readonly colours?: true;
  readonly block?: TypesetOptions["block"];
}

async function check(
  text: string,
  expected: readonly string[],
  { format, columns = 40, colours, block }: Case = {},
): Promise<void> {
  const prose = await proseIn(text, format);
  const lines = typeset(prose.children, { columns, paint: makePaint(colours === true), ...(block && { block }) });
  assert.equal(lines, expected, text);
}

const rst = { format: "rst" } as const;

test("paragraphs are filled, headings underlined, markup is told by characters", () =>
  check("# A *b*\nc **d** `e` ~~f~~ g h i j k l m n o p q r s t u v\\\nw\n## X\n### Y\n#### Z\n\n***\n", [
    "A *b*",
    "=====",
    "c **d** `e` ~~f~~ g h i j k l m n o p q",
    "r s t u v",
    "w",
    "",
    "X",
    "-",
    "",
    "Y",
    "~",
    "",
    "  Z",
    "",
    "                 * * *",
  ]));

test("in colour, paint tells", () =>
  check(
    "# A\nb *c d* **e** `f` [g](h)",
    [
      "\x1b[1mA\x1b[0m",
      "\x1b[1m═\x1b[22m",
      "b \x1b[3mc d\x1b[0m \x1b[1me\x1b[0m \x1b[36mf\x1b[0m \x1b[4mg\x1b[0m \x1b[2m<h>\x1b[0m",
    ],
    { colours: true },
  ));

test("lists hang, tight or apart", () =>
  check("- a b c d e f g h i j k l m n o p q r s t u\n  1. b\n- [x] c\n\nx\n\n9. d\n\n10. e", [
    "    • a b c d e f g h i j k l m n o p q",
    "      r s t u",
    "      1. b",
    "• [x] c",
    "",
    "x",
    "",
    " 9. d",
    "",
    "10. e",
  ]));

test("links show where they lead, if their text does not; pictures are their words", () =>
  check("[a](https://b.c) <https://d.e> <f@g.h> [i](#j) ![k](l/m.png) ![](n/o.png)", [
    "a <https://b.c> https://d.e f@g.h i [k]",
    "[o.png]",
  ]));

test("tables fit: columns share the room, and become lists where there is none", async () => {
  const text = "| a | b | c |\n|---|--:|:-:|\n| one two three four five six seven | 1 | x |\n| y | 22 | zzz |\n";
  await check(text, [
    "a                                 b   c",
    "-------------------------------  --  ---",
    "one two three four five six       1   x",
    "seven",
    "",
    "y                                22  zzz",
  ]);
  const wide = `|${" word |".repeat(8)}\n|${"--|".repeat(8)}\n|${" 1 |".repeat(8)}\n`;
  await check(
    wide,
    Array.from({ length: 8 }, () => "word:  1"),
    { columns: 30 },
  );
});

test("a table's cells may hold blocks, and be several columns wide", () =>
  check(
    "+---+---+\n| a | b |\n+===+===+\n| - c   |\n| - d   |\n+---+---+\n| e | f |\n+---+---+\n",
    ["a  b", "-  -", "• c", "• d", "", "e  f"],
    rst,
  ));

test("code stands as it is, and goes on behind an arrow where it is too long", () =>
  check("    a\tb\n\n    0123456789012345678901234567890123456789", [
    "    a       b",
    "",
    "    0123456789012345678901234567890123",
    "    ↪ 456789",
  ]));

test("something else may stand in place of a block", () =>
  check("- a\n\n      $ b\n", ["• a", "", "      <0 34>"], { block: (index, columns) => [`<${index} ${columns}>`] }));

test("boxes, quotes and definitions", async () => {
  await check("> [!NOTE]\n> a\n\n> b\n>\n> c", ["| Note", "| a", "", "> b", ">", "> c"]);
  await check(".. tip:: a\n\n.. topic:: T\n\n   b\n\n   c\n", ["| Tip", "| a", "", "| T", "| b", "|", "| c"], rst);
  await check("a : b\n  c\n\n  d\ne\n  f\n", ["a : *b*", "    c", "", "    d", "", "e", "    f"], rst);
  await check("text\n\n:a: b\n:cde: f\n", ["text", "", "a:    b", "cde:  f"], rst);
  await check(
    "-a     b\n--cde  f\n--long-option=ARG  g\n",
    ["-a     b", "--cde  f", "--long-option=ARG", "       g"],
    rst,
  );
  await check("  a\n\n  -- b\n", ["> a", "> — b"], rst);
  await check("| a\n|   b\n|\n| c\n", ["a", "  b", "", "c"], rst);
  await check("a [#]_\n\n.. [#] b\n.. [C] d\n", ["a [1]", "", "[1] b", "[C] d"], rst);
});

test("numbers are the document's", () => check("c. a\nd. b\n\niv) c\n", ["c. a", "d. b", "", "iv. c"], rst));

test("nothing of the document reaches the terminal but what is seen", async () => {
  const lines = typeset((await proseIn("a \x1b[31mb \u202Ec\xADd e\xA0f `\x07`\n\n    \x9B1m")).children, {
    columns: 80,
    paint: makePaint(false),
  });
  assert.equal(lines, ["a ^[[31mb <U+202E>cd e f `^G`", "", "    <U+009B>1m"]);
});

test("wide characters are two columns, and a line may end between them", () =>
  check("漢字仮名交じり文、漢字仮名交じり文。", ["漢字仮名交じり文、漢", "字仮名交じり文。"], { columns: 20 }));

const piece = fc.constantFrom(
  ...[
    "# a",
    "- b",
    "1. c",
    "> d",
    "| e | f |",
    "|---|---|",
    "```",
    "    g",
    "*h* **i** `j`",
    "[k](https://l.m/nopqrstuvwxyz)",
  ],
  ...[
    "",
    "",
    "漢字仮名交じり文",
    "supercalifragilisticexpialidocious".repeat(3),
    "[^1]",
    "[^1]: o",
    "!!! note",
    "~~~",
    "\t",
    "é🙂",
  ],
  ...["word another and more words to fill a line with", "a\u200Bb\xA0c", "\x1b[1m", "<b>x</b>", "***", "--", "=="],
);
const indent = fc.constantFrom("", "", "", "  ", "    ", "> ", "- ");
const markdown = fc
  .array(
    fc.tuple(fc.array(indent, { maxLength: 4 }), piece).map(([before, text]) => before.join("") + text),
    { maxLength: 20 },
  )
  .map((lines) => lines.join("\n"));
const prose = fc.oneof(
  markdown.map((text) => ["markdown", text] as const),
  documents.map((text) => ["rst", text] as const),
);

test("no line is wider than its columns, and no character is lost", async () => {
  await fc.assert(
    fc.asyncProperty(prose, fc.integer({ min: 20, max: 200 }), async ([format, text], columns) => {
      const root = await proseIn(text, format);
      const lines = typeset(root.children, { columns, paint: makePaint(false) });
      for (const line of lines) assert.ok(stringWidth(line).width <= columns, JSON.stringify(line));
      const shown = counts(lines.join(""));
      for (const [char, count] of counts(textOf(root))) assert.ok((shown.get(char) ?? 0) >= count, `${char} is lost`);
    }),
    { numRuns: 500 },
  );
});

/** What readers are to see of it: characters without width go. */
function textOf(root: Nodes): string {
  return toString(root, { includeImageAlt: true }).replaceAll(/[\xAD\u200B\u2060\uFEFF]/g, "");
}

function counts(text: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const char of visible(text.replaceAll(/\s+/g, ""))) found.set(char, (found.get(char) ?? 0) + 1);
  return found;
}

test.run();
