import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cacheDirectory } from "../src/machine/guest/cache.ts";
import { startGuest } from "../src/machine/guest/start.ts";
import type { Keep, Machine } from "../src/machine/machine.ts";
import type { DocumentResult } from "../src/run/outcome.ts";
import { SandboxMachine } from "../src/machine/sandbox/sandbox.ts";
import { DEFAULTS } from "../src/settings/settings.ts";
import { Shell } from "../src/terminal/shell.ts";
import { verify, type VerifyOptions } from "../src/verify.ts";
import { median, say } from "./measure.ts";

const SIZE = { cols: 80, rows: 24 };
const context = { environment: process.env, signal: new AbortController().signal, progress: () => undefined };

/** How soon machines are there, saved and there again. */
export async function benchMachines(): Promise<void> {
  await sandbox();
  await checkpoints();
  await edited();
  await fourAtOnce();
}

async function sandbox(): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < 15; round++) {
    const began = performance.now();
    const machine = await SandboxMachine.start(DEFAULTS, { environment: process.env });
    times.push(performance.now() - began);
    await machine.close();
  }
  say("a sandbox is there", `${median(times).toFixed(0)} ms`, "≤ 30 ms");
}

/** A machine that is kept in a folder of its own. */
async function kept(keep: Keep): Promise<Machine> {
  return startGuest(DEFAULTS, { ...context, keep: { begin: async () => keep } });
}

async function checkpoints(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), "howtrue-bench-"));
  try {
    const saved: number[] = [];
    let machine = await kept({ directory });
    const shell = await Shell.open(await machine.open({ user: "root", ...SIZE }), "bench");
    await shell.run("x=5; dd if=/dev/urandom of=/big bs=1M count=20", { timeout: 60_000 });
    let state = { waiting: [] as readonly number[] };
    for (let round = 0; round < 5; round++) {
      const began = performance.now();
      state = await machine.keeper!.save(`c${round}`);
      saved.push(performance.now() - began);
    }
    const resumable = shell.saved()!;
    await machine.close();
    say("a checkpoint is saved", `${median(saved).toFixed(0)} ms`, "≤ 150 ms");
    machine = await kept({ directory, from: { name: "c4", machine: state }, goesBack: true });
    const there: number[] = [];
    const back: number[] = [];
    for (let round = 0; round < 7; round++) {
      const began = performance.now();
      await machine.keeper!.restore("c4", state);
      there.push(performance.now() - began);
      const again = Shell.resume(machine.keeper!.reopen(resumable.port), "bench", resumable);
      await again.run("true", { timeout: 20_000 });
      back.push(performance.now() - began);
    }
    await machine.close();
    say("it is restored", `${median(there).toFixed(0)} ms`, "≤ 150 ms");
    say("the same to the end of the next command", `${median(back).toFixed(0)} ms`);
    const restored: number[] = [];
    const ready: number[] = [];
    for (let round = 0; round < 7; round++) {
      let began = performance.now();
      machine = await kept({ directory, from: { name: "c4", machine: state } });
      const again = Shell.resume(machine.keeper!.reopen(resumable.port), "bench", resumable);
      await again.run("true", { timeout: 20_000 });
      restored.push(performance.now() - began);
      await machine.close();
      began = performance.now();
      machine = await startGuest(DEFAULTS, context);
      await (await Shell.open(await machine.open({ user: "root", ...SIZE }), "bench")).run("true", { timeout: 20_000 });
      ready.push(performance.now() - began);
      await machine.close();
    }
    say("a new guest to the end of its first command", `${median(ready).toFixed(0)} ms`, "≤ 400 ms");
    say("a guest of a new process as it was at a checkpoint, to the same", `${median(restored).toFixed(0)} ms`);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The howto about LVM: verified, and again after an edit near its end. */
async function edited(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "howtrue-bench-"));
  try {
    mkdirSync(join(folder, "howtrue"));
    symlinkSync(join(cacheDirectory(process.env), "images"), join(folder, "howtrue/images"));
    const environment = { ...process.env, XDG_CACHE_HOME: folder };
    const path = join(folder, "lvm-snapshot.rst");
    const text = readFileSync(join(import.meta.dirname, "../howtos/lvm-snapshot.rst"), "utf8");
    const run = async (options: VerifyOptions): Promise<number> => {
      const began = performance.now();
      const [result] = await verify([path], { environment, ...options });
      if (result?.status !== "held") throw new Error(`the howto does not hold: ${JSON.stringify(whyNot(result))}`);
      return performance.now() - began;
    };
    writeFileSync(path, text);
    const cold = await run({ cache: "off" });
    const keeping = await run({ cache: "renew" });
    writeFileSync(path, text.replace(/# losetup( -[a-z]+)? (?![\s\S]*# losetup)/, "# losetup$1  "));
    const again = await run({ cache: "use" });
    say("the LVM howto, saving checkpoints on the way", `× ${(keeping / cold).toFixed(2)}`, "≤ × 1.2");
    say("the LVM howto after an edit near its end", `${((100 * again) / cold).toFixed(0)} %`, "≤ 20 % of a cold run");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function whyNot(result: DocumentResult | undefined): unknown {
  const steps = result?.outcomes.filter(({ status }) => status !== "held") ?? [];
  return [
    result?.messages,
    steps.map(({ step, failures, notes, observation }) => [step.command, failures, notes, observation?.screen.lines]),
  ];
}

async function fourAtOnce(): Promise<void> {
  const path = join(import.meta.dirname, "../howtos/lvm-snapshot.rst");
  const one = async (): Promise<number> => {
    const began = performance.now();
    const [result] = await verify([path]);
    if (result?.status !== "held") throw new Error(`the howto does not hold: ${JSON.stringify(whyNot(result))}`);
    return performance.now() - began;
  };
  const alone = await one();
  const began = performance.now();
  await Promise.all([one(), one(), one(), one()]);
  say(
    "four documents in four guests at once",
    `× ${((performance.now() - began) / alone).toFixed(2)}`,
    "≤ × 1.6 of one",
  );
}
