import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "../../src/document/parse.ts";
import { formatMessage } from "../../src/message/message.ts";

test("a text that is longer than any document is not read", async () => {
  const text = "::\n\n  $ a\n\n".repeat(1_000_000);
  for (const format of ["rst", "markdown"] as const) {
    const document = await parse(text, { path: "long", format });
    assert.is(document.text, text);
    assert.equal(document.blocks, []);
    assert.equal(document.messages.map(formatMessage), [
      "long: error: this text has more than 5 million characters: it is not read [too-long]\n" +
        "  split it into documents that people can read",
    ]);
  }
});

test("files are included by the function that is given, in reStructuredText", async () => {
  const include = (name: string) => ({ origin: { path: name, text: "::\n\n  $ a\n" } });
  const { blocks, includes } = await parse(".. include:: b\n", { path: "a", format: "rst", include });
  assert.equal([blocks[0]?.text, blocks[0]?.origin?.path, includes?.[0]?.path], ["$ a", "b", "b"]);
});

test.run();
