import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "../src/document/parse.ts";
import { startGuest } from "../src/machine/guest/start.ts";
import type { Machine } from "../src/machine/machine.ts";
import { makePlan } from "../src/plan/make.ts";
import type { Plan } from "../src/plan/plan.ts";
import { run } from "../src/run/run.ts";
import { DEFAULTS, type Settings } from "../src/settings/settings.ts";
import { Shell } from "../src/terminal/shell.ts";
import { median, say } from "./measure.ts";

const NEVER = new AbortController().signal;
const POLICY = { bail: false, keepGoing: false, signal: NEVER, force: NEVER };
const context = { environment: process.env, signal: NEVER, progress: () => undefined };
const open = async (machine: Machine): Promise<Shell> =>
  Shell.open(await machine.open({ user: "root", cols: 80, rows: 24 }), "bench");

/** How soon a guest is there, and what verifying costs beside what the commands themselves take. */
export async function benchGuest(): Promise<void> {
  await firstPrompt();
  const path = join(import.meta.dirname, "../howtos/lvm-snapshot.rst");
  const plan = makePlan(await parse(readFileSync(path, "utf8"), { path, format: "rst" }));
  const ratios: number[] = [];
  let verified = 0;
  for (let round = 0; round < 5; round++) {
    const script = await asOneScript(plan);
    verified = await asSteps(plan);
    ratios.push(verified / script);
  }
  say(
    `${plan.steps.length} steps with LVM, against one script`,
    `× ${median(ratios).toFixed(2)}`,
    `≤ × 1.15 (${(verified / 1000).toFixed(1)} s)`,
  );
}

async function firstPrompt(): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < 7; round++) {
    const began = performance.now();
    const machine = await startGuest(DEFAULTS, context);
    const shell = await open(machine);
    times.push(performance.now() - began);
    await shell.close();
    await machine.close();
  }
  say("restored guest to its first prompt", `${median(times).toFixed(0)} ms`, "≤ 500 ms without KVM");
}

/** The same commands, in the same kind of guest, as one command. */
async function asOneScript({ steps, settings }: Plan): Promise<number> {
  return inGuest(settings, async (machine) => {
    const shell = await open(machine);
    const began = performance.now();
    const { status } = await shell.run(steps.map(({ command }) => command).join("\n"), { timeout: 600_000 });
    const ms = performance.now() - began;
    if (status !== 0) throw new Error(`the script ended with status ${status}`);
    return ms;
  });
}

/** Their time as steps: from the first one's start to the last one's end. */
async function asSteps(plan: Plan): Promise<number> {
  let began = 0;
  let ended = 0;
  const result = await run(plan, {
    start: startGuest,
    environment: process.env,
    secrets: [],
    cache: "off",
    policy: POLICY,
    emit: ({ kind }) => {
      if (kind === "step-start" && began === 0) began = performance.now();
      if (kind === "step-end") ended = performance.now();
    },
  });
  if (result.status !== "held") throw new Error("the howto does not hold");
  return ended - began;
}

async function inGuest(settings: Settings, use: (machine: Machine) => Promise<number>): Promise<number> {
  const machine = await startGuest(settings, context);
  try {
    return await use(machine);
  } finally {
    await machine.close();
  }
}
