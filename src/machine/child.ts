import type { ChildProcess } from "node:child_process";

/**
 * Settles when a process is gone and its standard error is read; says why it ended, in its own words if it has any. What it
 * only warned of is not why: QEMU does of a network card without a cable.
 */
export function endOf(child: ChildProcess): Promise<string> {
  let said = "";
  child.stderr?.on("data", (chunk) => (said = (said + String(chunk)).slice(-2_000)));
  return new Promise((resolve) => {
    child.on("error", (cause) => resolve(cause.message));
    child.on("close", (code, signal) => {
      const words = said.replaceAll(/^.*: warning: .*$/gm, "").trim();
      resolve(words || `it ended with ${signal ?? `status ${code}`}`);
    });
  });
}
