import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { planOf } from "./read.ts";

const piece = fc.constantFrom(
  ...[
    "---\n",
    "howtrue:\n",
    "  timeout: 1s\n",
    "machine: [\n",
    "```console\n",
    "```sh exit=1 x\n",
    "```\n",
    "$ a\n",
    "# b\n",
  ],
  ...[
    "joe@one:~$ c\n",
    "> d\n",
    "cat <<E\n",
    "'",
    '"',
    "\\\n",
    "\n",
    "    ",
    "<!-- howtrue: skip -->\n",
    "<!-- howtrue: x=\n",
  ],
  ...[
    " # howtrue: exit=",
    "...\n",
    "\0",
    "\uFEFF",
    "\r",
    "\t",
    ".. howtrue: x\n",
    "::\n\n",
    ".. code-block:: console\n\n",
    ":env: x\n",
    ":howtrue: if=!suite==sid forbid=/(/ until=tcp:\n",
    "  placeholders: {a: /(/}\n",
    "  image: {packages: [-y], x: *y}\n",
    " match=unordered answer= secret=1",
  ],
);

test("no text makes it throw, and every message has a place within the text", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 25 }), fc.constantFrom("markdown", "rst"), async (pieces, format) => {
      const text = pieces.join("");
      const rows = text.split(/\r\n|\r|\n/);
      for (const { place } of (await planOf(text, {}, format)).messages) {
        if (place.line === undefined) continue;
        const length = rows[place.line - 1]?.length;
        assert.ok(length !== undefined && place.column !== undefined, `line ${place.line} of ${rows.length}`);
        assert.ok(place.column >= 1 && place.column <= length + 1, `column ${place.column} of ${length}`);
      }
    }),
    { numRuns: Number(process.env["HOWTRUE_RUNS"] ?? 300) },
  );
});

test.run();
