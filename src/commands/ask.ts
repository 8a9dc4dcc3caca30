import { createInterface } from "node:readline/promises";

/** Asks a person at the terminal for one of several keys; the first stands for Enter, and for the end of the input. */
export async function ask(
  question: string,
  keys: readonly [string, ...string[]],
  signal: AbortSignal,
): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  terminal.on("SIGINT", () => process.kill(process.pid, "SIGINT")); // as without a line to edit
  try {
    for (;;) {
      const closed = new Promise<string>((resolve) => terminal.once("close", () => resolve(keys[0])));
      const said = await Promise.race([terminal.question(`${question} [${keys.join("/")}] `, { signal }), closed]);
      const key = said.trim().toLowerCase().slice(0, 1) || keys[0]; // "yes" is "y"
      if (keys.includes(key)) return key;
    }
  } catch (cause) {
    if (signal.aborted) return keys[0];
    throw cause;
  } finally {
    terminal.close();
  }
}
