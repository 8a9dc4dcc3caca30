import fc from "fast-check";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Include } from "../../src/document/include.ts";
import { parse } from "../../src/document/parse.ts";
import { proseOf } from "../../src/prose/prose.ts";
import { documents } from "../document/rst/documents.ts";
import { outlineOf as docutilsOutline } from "./docutils-outline.ts";
import { blocksIn, outlineOf, textsOf } from "./outline.ts";

const FIXTURES = resolve(import.meta.dirname, "../fixtures/prose");

async function check(...cases: readonly (readonly [rst: string, ...lines: string[]])[]): Promise<void> {
  for (const [text, ...lines] of cases) assert.is(await outlineOf(text, "rst"), ["root", ...lines].join("\n"), text);
}

for (const file of readdirSync(FIXTURES).filter((name) => name.endsWith(".rst"))) {
  test(`${file} is what docutils makes of it`, async () => {
    const text = readFileSync(join(FIXTURES, file), "utf8");
    const expected = readFileSync(join(FIXTURES, file.replace(".rst", ".outline")), "utf8");
    const prose = proseOf(await parse(text, { path: file, format: "rst" }));
    assert.is(`${docutilsOutline(prose).join("\n")}\n`, expected);
  });
}

test("what leads nowhere is its text", () =>
  check(
    ["a_ `b c`_ `d <e_>`_ |f| [1]_ :ref:`g` :ref:`h <i>` __", " paragraph: a b c d |f| [1] g h __"],
    ["a_\n\n.. _a: b_\n.. _b: a_", " paragraph: a"],
    ["`A <a_>`_\n\nA\n=", " paragraph: [A](#a)", " heading depth=1 #a: A"],
    ["|a|\n\n.. |a| replace:: |b|\n.. |b| replace:: x |a|", " paragraph: x |a|"],
    ["|a|\n\n.. |a| raw:: html\n\n   <b>", " paragraph: "],
  ));

test("references lead to headings, to what stands behind a target, and to addresses", () =>
  check(
    [
      "A\n=\n\n`A`_ b_ :ref:`b` :ref:`c <b>` :doc:`d <e>`\n\n.. _b:\n\nB *x*\n-----",
      " heading depth=1 #a: A",
      " paragraph: [A](#a) [b](#b-x) [B x](#b-x) [c](#b-x) d",
      " heading depth=2 #b-x: B *x*",
    ],
    ["a_\n\n.. _a:\n\n- b", " paragraph: [a](#a)", " list #a", "  listItem", "   paragraph: b"],
    [
      ".. figure:: p\n   :name: f\n\n   Cap\n\n:ref:`f`",
      " figure #f",
      "  paragraph: ![](p)",
      "  caption: Cap",
      " paragraph: [Cap](#f)",
    ],
  ));

test("the last paragraph of an epigraph may say who is quoted; a sidebar has a subtitle", () =>
  check(
    [
      ".. epigraph::\n\n   Quote.\n\n   -- *Author*, someone\n\n.. pull-quote::\n\n   Quote.\n\n   --- Author",
      ...[" blockquote", "  paragraph: Quote.", "  attribution: *Author*, someone"],
      ...[" blockquote", "  paragraph: Quote.", "  attribution: Author"],
    ],
    [".. epigraph::\n\n   -- alone", " blockquote", "  paragraph: -- alone"],
    [
      ".. sidebar:: Title\n   :subtitle: Sub *title*\n\n   Text",
      ...[" admonition kind=sidebar", "  caption: Title", "  paragraph: *Sub *title**", "  paragraph: Text"],
    ],
  ));

test("Sphinx's roles are what they look like", () =>
  check(
    [
      ":kbd:`a` :file:`b/{c}` :command:`d` :option:`--e` :envvar:`F` :class:`~g.h.I` :c:func:`j` :func:`!k`",
      " paragraph: `a` `b/c` `d` `--e` `F` `I` `j` `k`",
    ],
    [
      ":guilabel:`&File` :menuselection:`A --> B` :term:`c` :dfn:`d` :manpage:`ls(1)` :abbr:`E (e)`",
      " paragraph: **File** **A ‣ B** *c* *d* `ls(1)` E (e)",
    ],
    [
      ":download:`a <b.zip>` :pep:`8` :pep:`T <8#x>` :rfc:`2822`",
      " paragraph: [`a`](b.zip) [PEP 8](https://peps.python.org/pep-0008) [T](https://peps.python.org/pep-0008#x) [RFC 2822](https://datatracker.ietf.org/doc/html/rfc2822.html)",
    ],
  ));

test("Sphinx's directives", () =>
  check(
    [
      ".. versionchanged:: 1.2 Why\n   *so*.\n\n   More.",
      " admonition kind=versionchanged",
      "  caption: Changed in version 1.2",
      "  paragraph: Why⏎*so*.",
      "  paragraph: More.",
    ],
    [
      ".. toctree::\n   :maxdepth: 1\n   :caption: C\n\n   a\n   B <b/c>\n   self",
      " paragraph: **C**",
      " list",
      "  listItem",
      "   paragraph: [a](a)",
      "  listItem",
      "   paragraph: [B](b/c)",
    ],
    [".. code-block:: console\n   :caption: C\n\n   $ a", " figure", "  caption: C", "  code lang=console @0: $ a"],
    [
      ".. py:function:: f(a, \\\n                    b)\n\n   Does.",
      " definitionList kind=definition",
      "  definitionTerm: `f(a, b)`",
      "  definitionDescription",
      "   paragraph: Does.",
    ],
    [".. class:: wide\n\n   a", " paragraph: a"],
    [".. only:: html\n\n   a::\n\n     b", " paragraph: a:", " code @0: b"],
    [".. contents:: C\n\n.. include:: <isonum.txt>\n\n|copy| a", " paragraph: © a"],
  ));

test("settings and comments are no prose, other fields are", () =>
  check(
    [
      ":machine: guest\n:Author: A\n:orphan:\n\na",
      " definitionList kind=field",
      "  definitionTerm: Author",
      "  definitionDescription",
      "   paragraph: A",
      " paragraph: a",
    ],
    [":machine: guest\n\na", " paragraph: a"],
    [
      ".. howtrue: machine=guest\n\na::\n\n  $ b\n\n.. howtrue: skip\n.. c\n\n::\n\n  $ d",
      " paragraph: a:",
      " code @0: $ b",
      " code @1: $ d",
    ],
  ));

test("blocks in what is not shown are", () =>
  check(
    [".. |a| note:: b::\n\n     $ c", " code @0: $ c"],
    [":timeout: ::\n\n   $ a", " code @0: $ a"],
    [
      "+-----+\n| a:: |\n|     |\n|  b  |\n+-----+",
      " gridTable headRows=0",
      "  gridRow",
      "   gridCell",
      "    paragraph: a:",
      "    code @0: b",
    ],
  ));

test("included files stand where they are included", async () => {
  const include: Include = (name) => ({ origin: { path: name, text: "B\n=\n\nb::\n\n  $ c\n" } });
  const outline = await outlineOf(
    "a\n\n.. include:: b.rst\n\n.. literalinclude:: b.rst\n   :caption: d\n",
    "rst",
    include,
  );
  assert.is(
    outline,
    [
      "root",
      " paragraph: a",
      " heading depth=1 #b: B",
      " paragraph: b:",
      " code @0: $ c",
      " figure",
      "  caption: d",
      "  code @1: B⏎=⏎⏎b::⏎⏎  $ c",
    ].join("\n"),
  );
  assert.is(await outlineOf(".. literalinclude:: b.rst\n   :caption: d\n", "rst"), "root");
});

test("reStructuredText within Markdown", async () => {
  const text = "    a\n\n# T\n\n```{eval-rst}\nT\n=\n\nb_ [#]_::\n\n  $ c\n\n.. _b: d\n.. [#] e\n```\n\n    f\n";
  const lines = [
    " code @0: a",
    " heading depth=1 #t-1: T",
    " heading depth=1 #t: T",
    " paragraph: [b](d) [^1]:",
    " code @1: $ c",
    " footnoteDefinition label=1",
    "  paragraph: e",
    " code @2: f",
  ];
  assert.is(await outlineOf(text, "markdown"), ["root", ...lines].join("\n"));
});

test("what could grow beyond measure does not", async () => {
  const names = Array.from({ length: 40 }, (_, i) => `.. |n${i}| replace:: |n${i + 1}| |n${i + 1}|`);
  assert.ok((await outlineOf(`|n0|\n\n${names.join("\n")}\n`, "rst")).length < 1_000_000);
  const text = `${"*a ".repeat(15_000)}\n\n${"`b ".repeat(15_000)}\n\n${"a-".repeat(20_000)}\n\n${"a:".repeat(20_000)}\n`;
  assert.match(await outlineOf(text, "rst"), "*a *a");
});

test("every block of any document stands in its tree once", async () => {
  await fc.assert(
    fc.asyncProperty(documents, async (text) => {
      const document = await parse(text, { path: "a.rst", format: "rst" });
      const prose = proseOf(document);
      const found = blocksIn(prose).toSorted((one, other) => one - other);
      assert.equal(found, Array.from(document.blocks.keys()));
      const { written, shown } = textsOf(document, prose);
      assert.equal(shown, written);
    }),
    { numRuns: 500 },
  );
});

test.run();
