import { spawnSync } from "node:child_process";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { endingWithUs } from "../../src/machine/child.ts";

test("what is to end with us does not begin where we are gone already", () => {
  const [program, args] = endingWithUs("KILL", ["printf", "%s|", "begun", "a b"]);
  assert.is(spawnSync(program, args, { encoding: "utf8" }).stdout, "begun|a b|");
  const ofAnother = ["-c", '"$@"; exit', "sh", program, ...args];
  assert.equal([spawnSync("sh", ofAnother).status, spawnSync("sh", ofAnother).stdout.length], [1, 0]);
});

test.run();
