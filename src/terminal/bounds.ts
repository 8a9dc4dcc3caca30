import type { Terminal } from "@xterm/headless";
import type { Size } from "./shown.ts";

/** Parameters of a control sequence, with what is executed in the midst of it; then what counts places, or repeats. */
const COUNTING = /(?:\x1b\[|\x9b)([\d;:\0-\x17\x19\x1c-\x1f\x7f]*)([@A-IL-MPSTXZ`abdefr])/g;

/**
 * Numbers in control sequences that are no places on a screen become the last one: the emulator counts up to them, and
 * `CSI 999999999 S` would take hours.
 */
export function bounded(text: string, { cols, rows }: Size): string {
  return text.replaceAll(COUNTING, (sequence, parameters: string, final: string) => {
    if (!/\d{3}|[\0-\x1f\x7f]/.test(parameters)) return sequence; // as almost all are
    const most = final === "b" ? cols * rows : Math.max(cols, rows);
    const controls = parameters.replaceAll(/[\d;:]/g, "");
    const numbers = parameters
      .replaceAll(/[^\d;:]/g, "")
      .replaceAll(/\d+/g, (digits) => String(Math.min(Number(digits), most)));
    return `${controls}\x1b[${numbers}${final}`;
  });
}

/**
 * xterm.js 6.0 throws, where nobody can catch it, when what is above the cursor is erased and that stands in the last corner
 * (`InputHandler.eraseInDisplay`): there it is not erased.
 */
export function withoutLastCorner(terminal: Terminal): void {
  const inCorner = (parameters: (number | number[])[]): boolean => {
    const { cursorX, cursorY, length } = terminal.buffer.active;
    return parameters[0] === 1 && cursorX >= terminal.cols - 1 && cursorY + 1 >= length;
  };
  terminal.parser.registerCsiHandler({ final: "J" }, inCorner);
  terminal.parser.registerCsiHandler({ prefix: "?", final: "J" }, inCorner);
}
