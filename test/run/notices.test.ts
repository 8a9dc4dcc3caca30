import { test } from "uvu";
import * as assert from "uvu/assert";
import { HostMachine } from "../../src/machine/host.ts";
import { told } from "./running.ts";

const onHost = { start: () => HostMachine.start(process.env) };
const START = ["$ sleep 100 &", "[1] ..."];
const NOTICE = "[1]+  Terminated              sleep 100";

async function outcomes(...lines: string[]): Promise<string[]> {
  return (await told([...START, ...lines], onHost)).slice(1);
}

test("what bash tells of a job holds where the document shows it, at this step or at the next", async () => {
  const held = ["kill %1: held", "echo x: held"];
  assert.equal(await outcomes("$ kill %1", NOTICE, "$ echo x", "x"), held);
  assert.equal(await outcomes("$ kill %1", "$ echo x", "x", NOTICE), held);
  assert.equal(await outcomes("$ kill %1", "$ sleep 0.2", NOTICE), ["kill %1: held", "sleep 0.2: held"]);
});

test("where the document shows nothing of it, it does not count", async () => {
  const held = ["kill %1: held", "sh -c 'sleep 0.2; echo x': held"];
  assert.equal(await outcomes("$ kill %1", "$ sh -c 'sleep 0.2; echo x'", "x"), held);
});

test("what is shown must have been told, and jobs tells what it is asked for", async () => {
  assert.equal(await outcomes("$ true", NOTICE), ["true: failed output"]);
  assert.equal(await outcomes("$ kill -9 %1", NOTICE), ["kill -9 %1: failed output"]);
  assert.equal(await told(["$ sleep 0.1 & wait", "[1] ..."], onHost), ["sleep 0.1 & wait: failed output"]);
  const stopped = await outcomes("$ kill -STOP %1", "[1]+  Stopped ...", "$ jobs", "none");
  assert.equal(stopped, ["kill -STOP %1: held", "jobs: failed output"]);
});

test("waiting for it leaves the shell as it was, also when it tells what it does", async () => {
  const steps = ["$ kill %1; false # howtrue: exit=1", NOTICE, "$ echo $?", "1"];
  assert.equal(await outcomes(...steps), ["kill %1; false: held", "echo $?: held"]);
  const traced = ["$ set -ex", "$ kill %1", "+ kill %1", NOTICE, "$ echo x", "+ echo x", "x"];
  assert.equal(await outcomes(...traced), ["set -ex: held", "kill %1: held", "echo x: held"]);
});

test.run();
