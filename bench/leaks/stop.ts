import { type ChildProcess, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { processesBelow } from "../../src/machine/proc.ts";
import { DOCUMENTS, type Kind } from "./documents.ts";

const CLI = resolve(import.meta.dirname, "../../dist/cli.js");
/** A run that goes on so long after it was stopped has not stopped. */
const HANGS_MS = 60_000;

/** What is stopped, and how: signals are for howtrue; QEMU or bwrap, and the document's shell, get SIGKILL. */
export const WAYS = ["SIGINT", "SIGTERM", "SIGKILL", "machine", "shell"] as const;
export type Way = (typeof WAYS)[number];

export interface Place {
  /** Documents are written there. */
  readonly scratch: string;
  readonly cache: string;
}

interface Stop {
  readonly kind: Kind;
  readonly way: Way;
  /** When, from 0 to 1, of the milliseconds that the run takes. */
  readonly moment: number;
  readonly span: number;
}

/** One run that is stopped; what was wrong with it beside that. */
export async function stopOnce({ kind, way, moment, span }: Stop, place: Place): Promise<string[]> {
  const inGuest = kind !== "host" && kind !== "sandbox";
  const by = way === "shell" && inGuest ? inTheGuest(kind, moment) : "";
  const { child, ended } = start(kind, place, by);
  const wait = sleep(moment * span);
  if (way === "machine" || (way === "shell" && !inGuest)) {
    await aim(child, way, { wait, moment });
  } else if (way !== "shell") {
    await wait;
    child.kill(way);
  }
  const { hung, said } = await ended;
  const crashed = /fault of howtrue itself|^Node\.js v/m.test(said);
  return [...(hung ? ["it does not end"] : []), ...(crashed ? [`it fails: ${said}`] : [])];
}

/** A run that nobody stops: it must hold. */
export async function runOnce(kind: Kind, place: Place): Promise<{ ms: number; wrong: string[] }> {
  const began = performance.now();
  const { status, said } = await start(kind, place).ended;
  return { ms: performance.now() - began, wrong: status === 0 ? [] : [`the next run ended with ${status}: ${said}`] };
}

/** A job that ends its shell after up to a second: from outside it is not to be seen. */
function inTheGuest(kind: Kind, moment: number): string {
  const prompt = kind === "two guests on the network" ? "one$" : "$";
  return `\`\`\`console\n${prompt} (sleep ${moment.toFixed(3)}; kill -9 $$) & true\n...\n\`\`\`\n`;
}

/** At the moment, or when there is one: of several the one that the moment falls on. */
async function aim(
  child: ChildProcess,
  way: "machine" | "shell",
  { wait, moment }: { wait: Promise<void>; moment: number },
): Promise<void> {
  const program = way === "machine" ? /^(qemu-system-x86_64|bwrap)$/ : /^bash$/;
  await wait;
  while (child.exitCode === null && child.signalCode === null) {
    const below = processesBelow(child.pid!).filter(({ args }) => program.test(args[0] ?? ""));
    const target = below[Math.floor(moment * 1_000) % below.length];
    if (target !== undefined) {
      try {
        process.kill(target.pid, "SIGKILL");
      } catch {
        // It was faster.
      }
      return;
    }
    await sleep(5);
  }
}

interface Ended {
  readonly status: number | null;
  readonly said: string;
  readonly hung: boolean;
}

function start(kind: Kind, { scratch, cache }: Place, before = ""): { child: ChildProcess; ended: Promise<Ended> } {
  const machine = kind === "host" ? ["--machine", "host"] : [];
  const path = join(scratch, `${kind}.md`);
  writeFileSync(path, withFirst(DOCUMENTS[kind], before));
  const env = { ...process.env, XDG_CACHE_HOME: cache, CI: "" }; // checkpoints are kept
  const child = spawn(process.execPath, [CLI, "verify", ...machine, path], { env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  let hung = false;
  const late = setTimeout(() => (hung = child.kill("SIGKILL")), HANGS_MS);
  const ended = new Promise<Ended>((done) =>
    child.on("close", (status) => {
      clearTimeout(late);
      done({ status, said: said.trim(), hung });
    }),
  );
  return { child, ended };
}

/** Behind the settings, where there are some. */
function withFirst(document: string, steps: string): string {
  const at = document.startsWith("---\n") ? document.indexOf("\n---\n") + 5 : 0;
  return `${document.slice(0, at)}\n${steps}${document.slice(at)}`;
}
