import type { Step } from "../plan/plan.ts";
import { seemsToOpenShell } from "../terminal/shell-words.ts";
import type { Observation } from "./outcome.ts";

/** What a shell does that the document, or howtrue, does not follow. */
export function* shellHints({ command, expectation }: Step, { end, exit }: Observation): Generator<string> {
  const { output } = expectation;
  const [first] = output;
  if (first?.text.startsWith("# ") === true && seemsToOpenShell(command))
    yield 'a bare # is no prompt in a block with $ prompts: prompts: ["#"] makes it one, and so does a block of its own';
  if (expectation.exit === 0 && exit !== undefined && exit > 0 && LEAVES.test(command))
    yield "an exit without a number has the status of the command before it";
  if (end !== "asked" && end !== "timed-out") return;
  const [, other] = OTHER_SHELL.exec(command) ?? [];
  if (other !== undefined)
    yield `steps are typed into bash and POSIX shells only, not into ${other}: ${other} -c runs a command`;
  if (end === "timed-out" && output.some(({ text }) => text.startsWith("^C")))
    yield "^C is typed only where a program waits for input: a command in the background is ended so, at the end";
  if (TAKES_HOOK.test(command)) yield "PROMPT_COMMAND tells when a command has ended: it may be set, but not be unset";
}

const LEAVES = /^\s*(?:exit|logout)\s*$/;
/** Other shells, where they are left waiting for commands. */
const OTHER_SHELL = /(?:^|[\s;&|/])(zsh|fish|t?csh|nu|elvish|xonsh|pwsh)(?: -[il]+)?\s*$/;
const TAKES_HOOK = /\bunset\b.*\bPROMPT_COMMAND\b/;
