import type { Step } from "../plan/plan.ts";
import { render } from "../terminal/screen.ts";
import type { Execution, Shell } from "../terminal/shell.ts";
import type { Settings } from "../settings/settings.ts";
import type { Observation } from "./outcome.ts";

const ENDS = { done: "ended", "timed-out": "timed-out", stopped: "stopped", lost: "shell-ended" } as const;

/** Runs a step's command in a shell and gives what a reader would have seen. */
export async function observe(
  step: Step,
  shell: Shell,
  run: { settings: Settings; signal: AbortSignal },
): Promise<Observation> {
  const uid = shell.state.uid;
  const began = performance.now();
  const execution = await shell.run(step.command, { timeout: step.timeout, signal: run.signal });
  const ms = performance.now() - began;
  const screen = await render(execution.output, run.settings.terminal);
  return { screen, exit: execution.status, ms, end: endOf(execution), reason: execution.reason, uid };
}

function endOf({ end, reason }: Execution): Observation["end"] {
  return reason === undefined ? ENDS[end] : "machine-lost";
}
