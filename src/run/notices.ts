import type { Step } from "../plan/plan.ts";
import { lastNotices, mayTell, noticesAmong } from "../terminal/job-notices.ts";
import type { Captured } from "../terminal/capture.ts";
import type { Execution, Shell } from "../terminal/shell.ts";

/**
 * What bash tells of its jobs comes before a prompt, but whether at the end of the step that ended the job or of the next one
 * is chance. So it counts only where the document shows it, and is waited for there.
 */
const SHOWN_NOTICE = /^\[(?:\d+|\.\.\.|<\w+>)\](?:[-+ ] {2}|\.\.\.)(?! *Running)\S/;
/** A command whose output such lines may be, or always are. */
const TELLS_JOBS = /\b(?:jobs|wait|fg)\b/;

/** So long is waited for a notice that is shown; in so many pieces. */
const LONGEST_MS = 1_000;
const LOOKS = 20;
/** The shell comes to its next prompt, and is left as it was: also its `$?`, and under `set -e`. */
const NEXT_PROMPT = { ok: ":", failed: "(exit $?) && :" };

/** The lines that count: without notices at the end, where the document shows none there. */
export function withoutNotices(step: Step, lines: readonly string[]): readonly string[] {
  if (lines.at(-1)?.startsWith("[") !== true) return lines; // most lines by far
  if (!isOfTerminal(step) || TELLS_JOBS.test(step.command) || countShown(step) > 0) return lines;
  return lines.slice(0, lines.length - lastNotices(lines).length);
}

type AnyShell = Pick<Shell, "state" | "ended" | "run">;

/** What shells told at the end of their last steps, where the document does not show it. */
export class Notices {
  readonly #told = new WeakMap<AnyShell, readonly string[]>();

  /**
   * What became of a step that has ended, its output with the notices that it shows and that come a step earlier or later; a
   * promise only where they are waited for.
   */
  complete(step: Step, shell: AnyShell, execution: Execution): Execution | Promise<Execution> {
    const { output } = execution;
    if (!isOfTerminal(step) || shell.state.family !== "bash" || output.dropped > 0) return execution;
    const own = mayTell(output.head) ? lastNotices(new TextDecoder().decode(output.head).trimEnd().split(/\r*\n/)) : [];
    const missing = countShown(step) - own.length;
    const before = this.#told.get(shell) ?? [];
    this.#told.set(shell, own.length + missing === 0 ? own : []);
    return missing > 0 ? wait(shell, execution, { missing, before }) : execution;
  }
}

async function wait(
  shell: AnyShell,
  execution: Execution,
  { missing, before }: { missing: number; before: readonly string[] },
): Promise<Execution> {
  const { output, status, toldBefore = [] } = execution;
  const found = [...before, ...toldBefore];
  for (let look = 0; look < LOOKS && found.length < missing && !shell.ended; look++) {
    if (look > 0) await new Promise((resolve) => setTimeout(resolve, LONGEST_MS / LOOKS));
    const later = await shell.run(status === 0 ? NEXT_PROMPT.ok : NEXT_PROMPT.failed, { timeout: LONGEST_MS });
    found.push(...(later.toldBefore ?? []), ...noticesAmong(later.output.head));
  }
  if (found.length === 0) return execution;
  return { ...execution, output: { ...output, head: Buffer.concat([output.head, bytesOf(output, found)]) } };
}

function isOfTerminal({ expectation, background }: Step): boolean {
  return expectation.channel.kind === "terminal" && background === undefined;
}

function countShown({ expectation: { output } }: Step): number {
  return output.length - 1 - output.findLastIndex(({ text }) => !SHOWN_NOTICE.test(text));
}

function bytesOf({ head }: Captured, lines: readonly string[]): Uint8Array {
  const isAtLineStart = head.length === 0 || head.at(-1) === 0x0a;
  return Buffer.from(`${isAtLineStart ? "" : "\r\n"}${lines.map((line) => `${line}\r\n`).join("")}`);
}
