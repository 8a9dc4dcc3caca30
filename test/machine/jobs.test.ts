import { test } from "uvu";
import * as assert from "uvu/assert";
import { defaultJobs, type Wanted } from "../../src/machine/jobs.ts";
import { DEFAULTS } from "../../src/settings/settings.ts";

const GB = 2 ** 30;
const on = (machine: "guest" | "host", hosts: readonly string[] = []): Wanted => ({
  settings: { ...DEFAULTS, machine },
  hosts,
});

test("one for each core, as far as the memory that is free goes", () => {
  assert.is(defaultJobs([on("host")], { cores: 4, memory: GB }), 4);
  assert.is(defaultJobs([on("guest")], { cores: 4, memory: 64 * GB }), 4);
  assert.is(defaultJobs([on("host"), on("guest")], { cores: 8, memory: GB }), 3);
  assert.is(defaultJobs([on("guest", ["a", "b", "c"])], { cores: 8, memory: GB }), 1);
  assert.is(defaultJobs([on("guest")], { cores: 8, memory: 0 }), 1);
  assert.is(defaultJobs([], { cores: 8, memory: 0 }), 8);
});

test("of this machine, at least one", () => {
  assert.ok(defaultJobs([on("guest")]) >= 1);
});

test.run();
