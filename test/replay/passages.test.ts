import { test } from "uvu";
import * as assert from "uvu/assert";
import { reading } from "./reading.ts";

/** Each passage as its text without blank lines, or as the number of its step. */
async function passages(text: string, columns = 80): Promise<(string | number)[]> {
  const all = await reading(text);
  return all.passages.map((one) =>
    one.kind === "step"
      ? one.index
      : one
          .lines(columns)
          .map((line) => line.trim())
          .filter((line) => line !== "")
          .join("|"),
  );
}

test("steps stand where their blocks do; sections begin passages of their own; other code is text", async () => {
  const text = `Before.

# A

\`\`\`console
$ one
1
$ two
\`\`\`

Between.

\`\`\`python
print()
\`\`\`

## B

- item

  \`\`\`console
  $ three
  \`\`\`

  more
`;
  assert.equal(await passages(text), ["Before.", "A|=", 0, 1, "Between.|print()", "B|-|• item", 2, "more"]);
});

test("a heading and those right below it begin together, and text is broken to the columns", async () => {
  assert.equal(await passages("# A\n\n## B\n\nsome text that is longer than the screen\n\n# C\n\nx\n", 20), [
    "A|=|B|-|some text that is|longer than the|screen",
    "C|=|x",
  ]);
});

test.run();
