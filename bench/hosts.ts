import { execFileSync } from "node:child_process";
import { startGuest } from "../src/machine/guest/start.ts";
import { DEFAULTS } from "../src/settings/settings.ts";
import { Shell } from "../src/terminal/shell.ts";
import { median, say } from "./measure.ts";

const NAMES = ["db1", "web", "mail"];
const CONTEXT = {
  environment: process.env,
  signal: new AbortController().signal,
  progress: (): void => undefined,
  hosts: NAMES,
};
/** What is sent from one host to another, in bytes. */
const SENT = 16 << 20;

/** How soon three hosts are there, each with a shell that has its prompt, and what passes between two of them. */
export async function benchHosts(): Promise<void> {
  const ready: number[] = [];
  const rates: number[] = [];
  let memory = 0;
  for (let round = 0; round < 5; round++) {
    const began = performance.now();
    const machine = await startGuest(DEFAULTS, CONTEXT);
    const open = async (host: string): Promise<Shell> =>
      Shell.open(await machine.open({ user: "root", host, cols: 80, rows: 24 }), "bench");
    const [db1, web] = await Promise.all(NAMES.map(open));
    ready.push(performance.now() - began);
    memory = residentMemory();
    const serve = `perl -MIO::Socket::INET -e '$s = IO::Socket::INET->new(LocalPort => 80, Listen => 1); print {$s->accept} "x" x ${SENT}' &`;
    await web!.run(`${serve} until ss -tln | grep -q ':80 '; do sleep 0.1; done`, { timeout: 60_000 });
    const sent = performance.now();
    await db1!.run("cat </dev/tcp/web/80 >/dev/null", { timeout: 60_000 });
    rates.push(SENT / 1_000 / (performance.now() - sent));
    await machine.close();
  }
  say("three hosts to their first prompts", `${median(ready).toFixed(0)} ms`, "≤ 1500 ms without KVM");
  say("from one host to another", `${median(rates).toFixed(1)} MB/s`);
  say("a host's memory then", `${(memory / NAMES.length).toFixed(0)} MB`, "≤ 250 MB");
}

/** Of all QEMUs that this process has started, in MB. */
function residentMemory(): number {
  const lines = execFileSync("ps", ["-o", "rss=,args=", "--ppid", `${process.pid}`], { encoding: "utf8" }).split("\n");
  return (
    lines.filter((line) => line.includes("qemu-system")).reduce((sum, line) => sum + Number.parseInt(line, 10), 0) /
    1024
  );
}
