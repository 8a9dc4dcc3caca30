/**
 * Whether runs leave anything that are stopped at random moments, in whatever way: after each of them the next one is run to
 * its end, and then the machine must look as before.
 *
 *   npm run leaks [COUNT] [SEED]
 *
 * As root, and in name spaces of its own: so what is left there, of processes, mounts, sockets and in /tmp, is of these runs.
 * The cache is a copy.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { copyCache, digestsOf } from "./cache.ts";
import { DOCUMENTS, type Kind } from "./documents.ts";
import { differences, settle, takeAll } from "./picture.ts";
import { runOnce, stopOnce, WAYS, type Way } from "./stop.ts";
import { randomFrom } from "../random.ts";

const INSIDE = "--inside";
const COUNT = 200;

/** Starts itself in name spaces; a shell is their first process, since that one has to look after orphans. */
function outside(args: readonly string[]): number {
  const scratch = mkdtempSync("/var/tmp/howtrue-leaks-");
  mkdirSync(join(scratch, "tmp"));
  const apart = ["--pid", "--fork", "--mount-proc", "--mount", "--net", "--kill-child"];
  const begin = 'mount --bind "$1/tmp" /tmp; shift; "$@"; exit "$?"';
  const itself = [process.execPath, ...process.execArgv, import.meta.filename, INSIDE, scratch, ...args];
  process.on("SIGINT", () => undefined); // it ends what is inside, and then the copy is removed
  try {
    const env = { ...process.env, TMPDIR: undefined, XDG_CACHE_HOME: undefined };
    copyCache(process.env, join(scratch, "cache"));
    return (
      spawnSync("unshare", [...apart, "sh", "-c", begin, "sh", scratch, ...itself], { env, stdio: "inherit" }).status ??
      1
    );
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

interface Tally {
  runs: number;
  leaks: number;
}

async function inside(scratch: string, count: number, seed: number): Promise<number> {
  const place = { scratch, cache: join(scratch, "cache") };
  const random = randomFrom(seed);
  const pairs = Object.keys(DOCUMENTS).flatMap((kind) => WAYS.map((way) => ({ kind: kind as Kind, way })));
  const all = pairs.filter(({ kind, way }) => kind !== "host" || way !== "machine");
  const tallies = new Map(all.map(({ kind, way }) => [`${kind} ${way}`, { runs: 0, leaks: 0 }]));
  process.stdout.write(`${count} runs, seed ${seed}\n`);
  const spans = await measure(place);
  const digests = digestsOf(place.cache);
  let before = takeAll(place.cache);
  for (let i = 0; i < count; i++) {
    const { kind, way } = all[i % all.length]!;
    const moment = random();
    const stopped = await stopOnce({ kind, way, moment, span: spans[kind] }, place);
    const next = await runOnce(kind, place);
    const after = await settle(before, place.cache);
    const left = [...stopped, ...next.wrong, ...differences(before, after)];
    before = after;
    note(tallies.get(`${kind} ${way}`)!, left, `run ${i + 1}: ${kind}, ${way}, at ${moment.toFixed(3)}`);
  }
  const damaged = differences(digests, digestsOf(place.cache));
  for (const what of damaged) process.stdout.write(`the cache: ${what}\n`);
  writeTable(tallies);
  return damaged.length > 0 || [...tallies.values()].some(({ leaks }) => leaks > 0) ? 1 : 0;
}

function note(tally: Tally, left: readonly string[], run: string): void {
  tally.runs++;
  if (left.length === 0) return;
  tally.leaks++;
  process.stdout.write(`${run}: ${left.join("; ")}\n`);
}

/** How long each takes that nobody stops, in milliseconds, the second time. */
async function measure(place: Parameters<typeof runOnce>[1]): Promise<Record<Kind, number>> {
  const spans: [string, number][] = [];
  for (const kind of Object.keys(DOCUMENTS) as Kind[]) {
    await runOnce(kind, place);
    const { ms, wrong } = await runOnce(kind, place);
    if (wrong.length > 0) throw new Error(`${kind} does not hold: ${wrong.join("; ")}`);
    spans.push([kind, ms]);
  }
  return Object.fromEntries(spans) as Record<Kind, number>;
}

const HEADS: Readonly<Record<Way, string>> = {
  SIGINT: "SIGINT",
  SIGTERM: "SIGTERM",
  SIGKILL: "SIGKILL",
  machine: "QEMU, bwrap",
  shell: "the shell",
};

/** Leaks of runs. */
function writeTable(tallies: ReadonlyMap<string, Tally>): void {
  const cell = (text: string): string => text.padStart(13);
  process.stdout.write(`${"leaks of runs".padEnd(28)}${WAYS.map((way) => cell(HEADS[way])).join("")}\n`);
  for (const kind of Object.keys(DOCUMENTS)) {
    const cells = WAYS.map((way) => tallies.get(`${kind} ${way}`)).map((tally) =>
      cell(tally === undefined ? "–" : `${tally.leaks} of ${tally.runs}`),
    );
    process.stdout.write(`${kind.padEnd(28)}${cells.join("")}\n`);
  }
}

const [first, ...rest] = process.argv.slice(2);
if (first === INSIDE) process.exitCode = await inside(rest[0] ?? "", Number(rest[1] ?? COUNT), Number(rest[2] ?? 1));
else process.exitCode = outside(process.argv.slice(2));
