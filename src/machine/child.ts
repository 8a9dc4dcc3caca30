import type { ChildProcess } from "node:child_process";

/** Settles when a process is gone and its standard error is read; says why it ended, in its own words if it has any. */
export function endOf(child: ChildProcess): Promise<string> {
  let said = "";
  child.stderr?.on("data", (chunk) => (said = (said + String(chunk)).slice(-2_000)));
  return new Promise((resolve) => {
    child.on("error", (cause) => resolve(cause.message));
    child.on("close", (code, signal) =>
      resolve(withoutWarnings(said) || `it ended with ${signal ?? `status ${code}`}`),
    );
  });
}

/** What a program warns of is not what it ends for. */
function withoutWarnings(said: string): string {
  const lines = said.split("\n").filter((line) => !line.includes(": warning: "));
  return lines.join("\n").trim();
}

/**
 * A command line for what is to get a signal when this process ends: asked for only after it was started, so that by then
 * it may be too late. Then it does not begin.
 */
export function endingWithUs(signal: "KILL" | "TERM", command: readonly string[]): [string, string[]] {
  const begin = 'test "$PPID" = "$0" && exec "$@"';
  return ["setpriv", [`--pdeathsig=${signal}`, "/bin/sh", "-c", begin, `${process.pid}`, ...command]];
}
