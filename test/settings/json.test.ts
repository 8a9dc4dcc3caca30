import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { whereNotJson } from "../../src/settings/json.ts";

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

test("what makes a text no JSON is found", () => {
  const cases: readonly [string, number | undefined][] = [
    ['{"a": [1, -2.5e3, "b\\u00e9\\n", true, null, {}], "c": {}}', undefined],
    [" [] ", undefined],
    ["", 0],
    ["{a: 1}", 1],
    ["{'a': 1}", 1],
    ['{"a": 1,}', 8],
    ["[1, 2,]", 6],
    ['{"a": 1} // why', 9],
    ['{"a" 1}', 5],
    ['{"a": 1 "b": 2}', 8],
    ['{"a": 1', 7],
    ["[1}", 2],
    ["[01]", 2],
    ['{"a": yes}', 6],
    ["timeout: 5s", 0],
    ['"a" "b"', 4],
    ["[1]]", 3],
  ];
  for (const [text, at] of cases) {
    assert.is(whereNotJson(text), at, text);
    assert.is(isJson(text), at === undefined, text);
  }
});

test("it agrees with JSON.parse on every text", () => {
  const runs = { numRuns: Number(process.env["HOWTRUE_RUNS"] ?? 2_000) };
  fc.assert(
    fc.property(fc.json(), (text) => assert.is(whereNotJson(text), undefined)),
    runs,
  );
  const piece = fc.constantFrom("{", "}", "[", "]", ",", ":", '"a"', "1", "-", "0", "true", " ", '"', "\\", "\n", "e");
  const mess = fc.oneof(
    fc.array(piece, { maxLength: 8 }).map((all) => all.join("")),
    fc.string(),
  );
  fc.assert(
    fc.property(mess, (text) => assert.is(whereNotJson(text) === undefined, isJson(text))),
    runs,
  );
  const cut = fc.tuple(fc.json(), fc.nat(), fc.nat(3));
  const damaged = cut.map(
    ([text, at, length]) => text.slice(0, at % text.length) + text.slice((at % text.length) + length),
  );
  fc.assert(
    fc.property(damaged, (text) => assert.is(whereNotJson(text) === undefined, isJson(text))),
    runs,
  );
});

test.run();
