import type { Occasion } from "../run/visits.ts";
import type { Leaving } from "../terminal/visit.ts";
import type { Paint } from "./paint.ts";
import { visible } from "./visible.ts";

/** Where somebody is who comes to a document's shell, and how they leave it. */
export function welcome({ step, kind, machine, notes }: Occasion, paint: Paint): string {
  const { path, line } = step.place;
  const when = WHEN[kind];
  const [command = "", ...more] = step.command.split("\n");
  const prompt = `${step.host ?? ""}${step.user === "root" ? "#" : "$"}`;
  const where = machine === "host" ? "this machine itself, with no protection" : `the document's ${machine}`;
  return lines([
    `${paint.bold(`${visible(path)}:${line}:`)} ${when}  ${prompt} ${visible(command)}${more.length > 0 ? " …" : ""}`,
    `This is its shell, on ${where}. Ctrl-D at the prompt, or Ctrl-] at any time, leaves it as it is; exit ends it.`,
    ...notes.map((note) => `(${visible(note)})`),
  ]);
}

/** What comes next. */
export function farewell({ kind }: Occasion, leaving: Leaving, paint: Paint): string {
  const next = NEXT[kind];
  if (leaving.kind === "left") return lines([paint.dim(`You have left the shell: ${next}.`)]);
  const { status, reason } = leaving;
  if (reason !== undefined) return lines([paint.dim(`The shell is gone: ${visible(reason)}.`)]);
  const how = status === undefined ? "" : ` with status ${status}`;
  return lines([paint.dim(`The shell has ended${how}: ${next}, in a new one.`)]);
}

const WHEN: Readonly<Record<Occasion["kind"], string>> = {
  pause: "before the step",
  failure: "after the step that failed",
  end: "after the last step",
  replay: "in the shell of",
};
const NEXT: Readonly<Record<Occasion["kind"], string>> = {
  pause: "the run goes on",
  failure: "cleanup runs",
  end: "cleanup runs",
  replay: "the document goes on",
};

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join("");
}
