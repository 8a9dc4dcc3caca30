import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { check } from "../../src/settings/check.ts";
import { isSetting, KEY_NAMES, KEYS } from "../../src/settings/keys.ts";
import { formatValue } from "../../src/settings/show.ts";
import { examples } from "./examples.ts";

const isMapping = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;

test("what is shown of a value is read as the same value", () => {
  for (const name of KEY_NAMES) {
    for (const [, value] of examples[name].good) {
      const parts = isSetting(name) && isMapping(value) ? Object.entries(value) : undefined;
      const shown =
        parts === undefined
          ? parse(formatValue(name, value))
          : Object.fromEntries(parts.map(([part, one]) => [part, parse(formatValue(name, one, part))]));
      const place = { path: "a.md" };
      const { options, claims } = check([{ key: name, value: shown, place, ours: true }], KEYS[name].where.at(-1)!);
      assert.equal({ ...options, ...claims }, { [name]: value }, `${name}: ${JSON.stringify(shown)}`);
    }
  }
});

test("the greatest unit that fits", () => {
  const times = [1, 500, 1_000, 30_000, 60_000, 90_000, 3_600_000].map((ms) => formatValue("timeout", ms));
  assert.equal(times, ["1ms", "500ms", "1s", "30s", "1m", "90s", "1h"]);
  const sizes = [1, 4096, 2 ** 28, 2 ** 32, 2 ** 40, 1000].map((bytes) => formatValue("image", bytes, "size"));
  assert.equal(sizes, ["1", "4K", "256M", "4G", "1T", "1000"]);
});

test.run();
