import { MachineError } from "../machine/machine.ts";
import type { Step } from "../plan/plan.ts";
import { ShellStartError } from "../terminal/shell.ts";
import { Capture } from "../terminal/capture.ts";
import { TimedCapture } from "../terminal/timed-capture.ts";
import { Answers } from "./answers.ts";
import { hasCommand, suiteOf } from "./ask.ts";
import type { Attempt, Executing, Typing } from "./attempt.ts";
import { FOR_EVER, startBeside } from "./background.ts";
import { type Facts, holds, notHere } from "./condition.ts";
import { isAnnounced } from "./judge.ts";
import type { Past } from "./past.ts";
import type { AnyShell } from "./sessions.ts";

/** Runs a step's command, if it is to be run here. Where its shell is there already, it is typed before this returns. */
export async function execute(step: Step, executing: Executing): Promise<Attempt> {
  const { past } = executing;
  if (step.skip) return { step, skipped: true, notes: [] };
  try {
    const { condition } = step;
    if (condition !== undefined && !(await holds(condition, factsFor(step, executing))))
      return { step, skipped: true, notes: [notHere(condition)] };
    const unknown = step.names?.find((name) => !past.names.has(name));
    if (unknown !== undefined) return { step, notes: [`<${unknown}> is not known: no step that shows it has held`] };
    const typing = { command: commandOf(step, past), options: optionsOf(step, executing) };
    return await (step.background === undefined ? runToEnd : startBeside)(step, { ...executing, ...typing });
  } catch (cause) {
    if (!(cause instanceof ShellStartError || cause instanceof MachineError)) throw cause;
    if (executing.signal.aborted) return { step, notes: [], ran: stopped() };
    return { step, notes: [`no shell could be opened: ${cause.message}`] };
  }
}

/** Of a step whose shell nobody waited for any more. */
function stopped(): NonNullable<Attempt["ran"]> {
  const shell = { depth: 0, uid: -1, pid: -1, family: "sh", flags: "" } as const;
  const execution = { end: "stopped", status: undefined, output: new Capture().result(), shell } as const;
  return { execution, ms: 0, uid: -1, interrupted: true };
}

async function runToEnd(step: Step, executing: Executing & Typing): Promise<Attempt> {
  const { sessions, signal, command, options, films } = executing;
  const place = sessions.place(step);
  const { shell, notes } = place instanceof Promise ? await place : place;
  const { uid } = shell.state;
  const began = performance.now();
  const capture = films ? new TimedCapture() : undefined;
  const execution = await shell.run(command, { ...options, signal, capture });
  const ms = performance.now() - began;
  const whole = execution.end === "done" ? sessions.notices.complete(step, shell, execution) : execution;
  return { step, notes, ran: { execution: whole instanceof Promise ? await whole : whole, ms, uid } };
}

function factsFor(step: Step, { plan: { settings }, sessions }: Executing): Facts {
  const { machine, image, network } = settings;
  const shell = async (): Promise<AnyShell> => (await sessions.place(step)).shell;
  return {
    machine,
    suite: async () => (machine === "guest" ? image.suite : suiteOf(await shell())),
    network: network || machine === "host", // nothing is cut off there
    hasCommand: async (name) => hasCommand(await shell(), name),
  };
}

function optionsOf(step: Step, { secrets, follower }: Executing): Typing["options"] {
  const { answer: given } = step;
  const own = given === undefined ? undefined : "text" in given ? given.text : secrets.get(given.secret);
  const answers = new Answers(
    step.expectation.output.map((line) => line.text),
    own,
  );
  const answer = (question: string): string | undefined =>
    follower?.answersAll === true ? undefined : answers.to(question);
  const timeout = follower?.isPatient === true ? FOR_EVER : step.timeout;
  return { timeout, answer, onOutput: follower?.hear, onAsked: follower?.asked, ...channelOf(step) };
}

/** The command as it is typed: placeholders are what they stand for. */
function commandOf({ command, names = [] }: Step, { names: known }: Past): string {
  return names.reduce((text, name) => text.replaceAll(`<${name}>`, () => known.get(name) ?? ""), command);
}

function channelOf({
  expectation: { channel },
  env,
  script,
}: Step): Pick<Typing["options"], "piped" | "hidesStderr" | "isScript"> {
  return channel.kind === "pipe"
    ? { piped: { stream: channel.stream, env } }
    : { hidesStderr: channel.stderr === "ignore", isScript: script };
}

/** The status is the one with which a test says that its document is to be skipped; in cram the shell says so at its end. */
export function skipsDocument({ step, ran }: Attempt): boolean {
  const { channel } = step.expectation;
  if (ran === undefined || step.skipStatus === undefined || channel.kind === "terminal") return false;
  const { end, status } = ran.execution;
  return status === step.skipStatus && (end === "lost" || (end === "done" && channel.rules !== "cram"));
}

/** The command ended with a status that the document announces: as far as that goes, the next step may follow. */
export function endedWell({ step, ran, notReady }: Attempt): boolean {
  return (
    notReady === undefined && ran?.execution.end === "done" && isAnnounced(ran.execution.status, step.expectation.exit)
  );
}
