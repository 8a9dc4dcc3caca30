import { test } from "uvu";
import * as assert from "uvu/assert";
import { readFields } from "../../../src/document/rst/rst.ts";
import { readSettings } from "../../../src/document/settings.ts";
import { read } from "./reading.ts";

test("each field has a name and a body, and both have their places", () => {
  const text = ":machine: guest\n:image:\n   suite: trixie\n   size: 4G\n:empty:\n";
  assert.equal(readFields(text, 0), [
    { name: "machine", body: "guest", start: 1, bodyStart: 10 },
    { name: "image", body: "suite: trixie\nsize: 4G", start: 17, bodyStart: 27 },
    { name: "empty", body: "", start: 54, bodyStart: 60 },
  ]);
});

test("offsets are the document's", () => {
  assert.equal(readFields(":a: b", 100), [{ name: "a", body: "b", start: 101, bodyStart: 104 }]);
});

test("a body goes on as long as it is indented, over blank lines too, dedented by its own least indentation", () => {
  assert.equal(
    readFields(":a: b\n      c\n\n    d\n\n:e: f\n", 0).map(({ name, body }) => [name, body]),
    [
      ["a", "b\n  c\n\nd"],
      ["e", "f"],
    ],
  );
});

test("CRLF, tabs, and colons in names", () => {
  assert.equal(readFields(":a:\r\n\tb\r\n\t  c\r\n", 0), [{ name: "a", body: "b\n  c", start: 1, bodyStart: 6 }]);
  assert.equal(
    readFields(":a b\\: c: d\n:py:x: y\n", 0).map(({ name, body }) => [name, body]),
    [
      ["a b\\: c", "d"],
      ["py:x", "y"],
    ],
  );
});

test("what is no field is passed over", () => {
  assert.equal(readFields("", 0), []);
  assert.equal(
    readFields("text\n:a : b\n::\n  :c: d\n:e: f", 0).map(({ name }) => name),
    ["e"],
  );
});

test("they become settings with places", () => {
  const { settings } = readSettings(read("Title\n=====\n\n:timeout: 5s\n:howtrue: strict machine=guest\n\ntext\n"));
  assert.equal(
    settings.map(({ key, value, place }) => [key, value, place.line, place.column]),
    [
      ["timeout", "5s", 4, 2],
      ["strict", true, 5, 11],
      ["machine", "guest", 5, 18],
    ],
  );
});

test.run();
