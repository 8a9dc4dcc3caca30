import type { LeftOut, RecordedStep } from "../authoring/items.ts";
import type { Unfinished } from "../history/recordings.ts";
import type { Settings } from "../settings/settings.ts";
import type { Paint } from "../report/paint.ts";
import { plural } from "../report/plural.ts";
import { visible } from "../report/visible.ts";
import type { Leaving } from "../terminal/visit.ts";
import { inShell } from "./in-shell.ts";

const PLACES: Readonly<Record<Settings["machine"], string>> = {
  guest: "in a guest, a virtual machine that is thrown away",
  sandbox: "in a sandbox: this machine's programs, an empty home, no root",
  host: "on this machine itself, with no protection",
};

/** What an author is told before they type. */
export function recordingBegins(path: string, machine: Settings["machine"], paint: Paint): string {
  return lines([
    `${paint.bold(visible(path))} is recorded ${PLACES[machine]}.`,
    "`# text` becomes prose, `## text` a section. What Ctrl-C ends is left out.",
    "exit or Ctrl-D at the prompt ends the recording, and so does Ctrl-] at any time.",
  ]);
}

export function recordingEnds(leaving: Leaving, paint: Paint): string {
  const reason = leaving.kind === "ended" ? leaving.reason : undefined;
  return lines([
    paint.dim(reason === undefined ? "The recording has ended." : `The shell is gone: ${visible(reason)}.`),
  ]);
}

/** In the midst of it, in the author's terminal. */
export function recordingUnsafe({ message }: Error): string {
  const words = [`What is recorded cannot be kept safe any more until it is written: ${visible(message)}.`, ...GOES_ON];
  return ["", ...words, ""].join("\r\n");
}

const GOES_ON = ["It goes on in memory: end it soon (exit)."];

/** What is not in the document as it was typed, and why. */
export function remarks(steps: readonly RecordedStep[], leftOut: readonly LeftOut[], paint: Paint): string {
  const keys = steps.flatMap(({ command, needs }) =>
    needs?.kind === "keys" ? [`${paint.yellow("skipped")} ${head(command)}\n  ${needs.why}`] : [],
  );
  const left = leftOut.map(({ command, why }) => `${paint.yellow("left out")} ${head(command)}\n  ${why}`);
  return lines([...keys, ...left]);
}

function head(command: string): string {
  const [first = "", ...more] = command.split("\n");
  return first === "" ? "a command" : visible(first) + (more.length > 0 ? " …" : "");
}

export interface Written {
  readonly path: string;
  readonly steps: number;
  /** Lines of output that are left open where the run differs from the recording. */
  readonly opened: number;
  /** What a program that types the passwords is to be told: `--secret` with these names. */
  readonly secrets: readonly string[];
  readonly machine: Settings["machine"];
  readonly status: "held" | "failed" | "broken" | "unverified";
}

/** The last words. */
export function recordingWritten({ path, steps, opened, status, ...how }: Written): string {
  const said = {
    held: "it holds",
    failed: "it does not hold yet: see above",
    broken: "it could not be verified",
    unverified: "it is not verified",
  }[status];
  const open = opened === 0 ? "" : `, ${plural(opened, "line")} left open with ...`;
  return lines([
    `${visible(path)} is written: ${plural(steps, "step")}${open}; ${said}. Next:`,
    "",
    `  ${visible(verifyCommand(path, how))}`,
  ]);
}

function verifyCommand(path: string, { secrets, machine }: Pick<Written, "secrets" | "machine">): string {
  const values = secrets.map((name) => `${name}=... `).join("");
  const options = [...(machine === "host" ? ["--machine host"] : []), ...secrets.map((name) => `--secret ${name}`)];
  return `${values}howtrue verify ${[...options, inShell(path)].join(" ")}`;
}

export function verifying(path: string, machine: Settings["machine"]): string {
  return `${visible(path)} is verified once, on a new ${machine === "host" ? "directory of this machine" : machine}.`;
}

export const STOPPING = "Stopping: what was recorded is written, unverified. Once more to stop at once.";

export function nothingRecorded(path: string): string {
  return `Nothing was recorded: ${visible(path)} is not written.`;
}

/** Where neither the document nor the recording could be written. */
export const RECORDING_SHOWN = "What was recorded is kept nowhere. This is the howto:";

/** Where the document could not be written. */
export function recordingKept(path: string, append: boolean, isThere = false): string {
  const option = append ? "--append " : isThere ? "--force " : "";
  return `What was recorded is kept: howtrue record --resume ${option}${visible(inShell(path))} writes it.`;
}

export function unfinishedThere(path: string, { began, items, appends }: Unfinished): string {
  const steps = items.filter(({ kind }) => kind === "step").length;
  const when = `${began.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const said = `A recording of ${when} was broken off: ${plural(steps, "step")}.`;
  return `${said} ${recordingKept(path, appends).replace("What was recorded", "It")}`;
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join("");
}
