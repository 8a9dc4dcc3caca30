import { spawn } from "node-pty";
import { PtyTerminal } from "../src/machine/pty.ts";
import { integration } from "../src/terminal/integration.ts";

const DONE = "\x1b]133;D;";

/**
 * What a step costs at least, in ms: the same commands typed into the same bash one after the other, each when the mark of
 * the one before came, with nothing else done. The terminal and the two processes that wake each other up, that is.
 */
export async function bareStep(steps: number): Promise<number> {
  const terminal = new PtyTerminal(spawn("bash", ["--noprofile", "--norc", "--noediting", "-i"], { encoding: null }));
  try {
    return await new Promise((resolve) => {
      let done = -1; // the first mark is that of the integration itself
      let began = 0;
      let text = "";
      terminal.onData((chunk) => {
        text += Buffer.from(chunk).toString("latin1");
        while (text.includes(DONE)) {
          text = text.slice(text.indexOf(DONE) + DONE.length);
          if (++done === 0) began = performance.now();
          if (done === steps) return resolve((performance.now() - began) / steps);
          terminal.write(`echo line ${done}\n`);
        }
      });
      terminal.write(integration("bare", 0));
    });
  } finally {
    await terminal.close();
  }
}
