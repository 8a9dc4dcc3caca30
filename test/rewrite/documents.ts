import fc from "fast-check";
import type { Document, Format } from "../../src/document/document.ts";
import { parse } from "../../src/document/parse.ts";

export function read(text: string, format: Format = "markdown"): Promise<Document> {
  return parse(text, { path: "a.md", format });
}

const PREFIXES = {
  markdown: ["", "", "", " ", "  ", "    ", "\t", "> ", ">", ">\t", "- ", "1.  ", "-\t", "  > ", " \t", "[^a]: "],
  rst: ["", "", "", "  ", "    ", "\t", "- ", "   "],
};

const PIECES = {
  markdown: [
    ...["", "", "```", "```console", "````", "~~~", "~~~ sh exit=1", "$ echo a", "# b", "text", "code", "    code"],
    ...["```{code-block} console", ":name: x", "````{note}", "```{eval-rst}", ".. code-block:: sh", "   $ x", "a::"],
    ...[":::{code} sh", ":::", "::::{tip}", "::::", "!!! note", "    ```"],
  ],
  rst: [
    ...["", "", "::", "a::", "text", ".. code-block:: sh", "   $ x", "      b", "> q", ">>> d", ".. note::", "- b"],
    ...["  ::", "    $ y", "| p |", "   :a: b", "$ c"],
  ],
};

/** Documents made of what decides where bodies are. */
export function documents(format: Exclude<Format, "cram">): fc.Arbitrary<string> {
  const prefix = fc.array(fc.constantFrom(...PREFIXES[format]), { maxLength: 2 });
  const line = fc.tuple(prefix, fc.constantFrom(...PIECES[format])).map(([before, text]) => before.join("") + text);
  return fc
    .tuple(
      fc.constantFrom("", "", "\uFEFF"),
      fc.array(line, { maxLength: 12 }),
      fc.constantFrom("\n", "\n", "\r\n", "\r"),
      fc.constantFrom("", "end"),
    )
    .map(([bom, lines, end, final]) => bom + lines.join(end) + (final === "" ? "" : end));
}

/** Lines to put in place of a body: some would close fences, be options, or be more than text. */
export const bodies: fc.Arbitrary<string[]> = fc.array(
  fc.constantFrom(
    ...[
      "$ z",
      "",
      "  y",
      "```",
      "`````",
      "~~~",
      "\tt",
      ":o: p",
      "---",
      "- q",
      ":::::",
      "> r",
      "zzz",
      " ",
      "# h",
      "[a]: b",
    ],
  ),
  { maxLength: 4 },
);
