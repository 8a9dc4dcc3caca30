import { createServer } from "node:net";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { HostMachine } from "../../src/machine/host.ts";
import { processesBelow } from "../../src/machine/proc.ts";
import { SandboxMachine } from "../../src/machine/sandbox/sandbox.ts";
import { DEFAULTS } from "../../src/settings/settings.ts";
import { Shell } from "../../src/terminal/shell.ts";
import { conformance } from "./conformance.ts";
import { realShell } from "./real.ts";
import { visits } from "./visits.ts";

const start = (): Promise<SandboxMachine> => SandboxMachine.start(DEFAULTS, { environment: process.env });

conformance("sandbox", start);
realShell("sandbox", start);
visits("sandbox", start);

const test = suite("a sandbox's own");

test("with network: true it reaches what this machine reaches, and says so; else it does not", async () => {
  const server = createServer((socket) => socket.end("hello\n")).listen(0, "127.0.0.1");
  await new Promise((listening) => server.once("listening", listening));
  const { port } = server.address() as { port: number };
  for (const network of [true, false]) {
    const machine = await SandboxMachine.start({ network }, { environment: process.env });
    const shell = await Shell.open(await machine.open({ user: "user", cols: 80, rows: 24 }), "abc123");
    const { output } = await shell.run(`cat </dev/tcp/127.0.0.1/${port}`, { timeout: 10_000 });
    const shown = new TextDecoder().decode(output.head);
    assert.is(shown.includes("hello"), network, shown);
    assert.is(machine.detail.endsWith(", network on"), network);
    await machine.close();
  }
  server.close();
});

test("who is in it has no more terminals than there are, and others again when these end", async () => {
  const machine = await SandboxMachine.start(DEFAULTS, { environment: process.env });
  const open = async (): Promise<Shell> =>
    Shell.open(await machine.open({ user: "user", cols: 80, rows: 24 }), "abc123");
  const shells: Shell[] = [];
  const refused = await (async (): Promise<unknown> => {
    for (;;) shells.push(await open());
  })().catch((cause: unknown) => cause);
  assert.is((refused as Error).message, "a sandbox has 12 terminals, and all are in use");
  await shells[3]!.run("exit", { timeout: 5_000 });
  await (await open()).close();
  await machine.close();
});

test("its terminals are not the host's of the same numbers", async () => {
  const machines = [await start(), await HostMachine.start(process.env)] as const;
  const [inside, outside] = await Promise.all(
    machines.map(async (machine) => Shell.open(await machine.open({ user: "user", cols: 80, rows: 24 }), "abc123")),
  );
  const shells = processesBelow(process.pid).filter(({ args }) => args[0] === "bash" && args.includes("--noprofile"));
  assert.is(shells.length, 2);
  assert.is(shells.filter(({ devpts }) => devpts === undefined).length, 1, "the host's own need no more than a number");
  for (const shell of [inside, outside]) await shell?.close();
  for (const machine of machines) await machine.close();
});

test.run();
