/** Invented documents, made of hard cases, for properties that must hold of any. */
import fc from "fast-check";

const OPENINGS = [
  ..."- |* |+ |1. |2. |(a) |i. |#. |:f: |:f g: |-a  |--bb=C  |>>> |>>>| \t".split("|"),
  ..."| |.. |..|.. _t: |.. [1] |.. [#a] |.. |s| note:: |.. note:: |.. note::|__ |> |$ |  -- |".split("|"),
  ".. code-block:: sh",
  ".. code-block::",
  ".. parsed-literal:: ",
  ".. parsed-literal::",
  ".. prompt:: bash $",
  ".. csv-table::",
  ".. highlight:: sh",
  ".. include:: f",
  ".. literalinclude:: f",
  ".. howtrue: a",
  ".. howtrue:: b",
  ":class: x",
  "| ",
  "",
];
const WORDS = [
  "",
  "a",
  "b::",
  "c ::",
  "::",
  "d\\::",
  "茶::",
  "e\u0301",
  "😀",
  "f\tg",
  "h ",
  '"i',
  '",',
  "\u00A0",
  "\\",
  "|",
];
const CLUSTERS = [
  "====\n T\n====",
  "T\n==",
  "----",
  "+---+----+\n| a | :: |\n|   |    |\n|   |  b |\n+---+----+",
  "===  ====\na    b::\n\n       c\n===  ====",
  "::\n\n  a\n    b\n\n  c",
  "x::\n\n> a\n> b",
  "\tx::\n\n\t\ty\n\t    z",
  "x::\n\n        $ a\n      b",
  ".. code-block:: sh\n\n   $ a\n   b",
  "- x\n\n  ::\n\n     $ a\n\n- y",
];

const indent = fc.constantFrom("", "", "", " ", "  ", "   ", "    ", "     ", "\t", "  \t", "        ", "\f ");
const opened = fc.tuple(fc.array(fc.constantFrom(...OPENINGS), { maxLength: 2 }), fc.constantFrom(...WORDS));
const line = fc.oneof(
  { weight: 3, arbitrary: fc.constant("") },
  { weight: 6, arbitrary: opened.map(([openings, word]) => openings.join("") + word) },
  { weight: 2, arbitrary: fc.constantFrom("text::", "::", "$ ls", "a") },
  { weight: 2, arbitrary: fc.constantFrom(...CLUSTERS) },
  { weight: 1, arbitrary: fc.string({ maxLength: 5, unit: "binary" }) },
);

/** Lines without their ends, indented as it falls. */
export const lines: fc.Arbitrary<string[]> = fc
  .array(fc.tuple(indent, line), { maxLength: 24 })
  .map((all) => all.flatMap(([margin, text]) => text.split("\n").map((one) => (one === "" ? "" : margin + one))));

const end = fc.constantFrom("\n", "\n", "\r\n", "\r", "\u2028");

export const documents: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom("", "", "\uFEFF"), lines, end, fc.boolean())
  .map(([mark, all, by, last]) => mark + all.join(by) + (last ? by : ""));
