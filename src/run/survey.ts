import { randomBytes } from "node:crypto";
import { programsIn } from "../document/shell/programs.ts";
import type { Machine } from "../machine/machine.ts";
import type { Plan } from "../plan/plan.ts";
import { Shell } from "../terminal/shell.ts";
import { aboutPrograms, aboutSystem, type Whereabouts } from "./ask.ts";
import type { Program, Survey } from "./outcome.ts";

/** So many names are asked for. */
const MOST = 100;
/** A machine that takes longer to say what it is does not say it. */
const LONGEST_MS = 15_000;

/** Asks a machine what it is and which programs the document's commands use, in a shell of its own. Never throws. */
export async function survey(machine: Machine, plan: Plan): Promise<Survey> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((done) => (timer = setTimeout(() => done(undefined), LONGEST_MS)));
  try {
    return (await Promise.race([look(machine, plan), late])) ?? NOTHING;
  } catch {
    return NOTHING; // it may be gone, and the run is what counts
  } finally {
    clearTimeout(timer);
  }
}

const NOTHING: Survey = { programs: [] };

async function look(machine: Machine, { steps, hosts, settings }: Plan): Promise<Survey> {
  const [host] = hosts;
  const terminal = await machine.open({ user: "user", ...(host !== undefined && { host }), ...settings.terminal });
  try {
    const shell = await Shell.open(terminal, randomBytes(12).toString("hex"));
    const { suite, kernel } = await aboutSystem(shell);
    const names = new Set(steps.flatMap(({ skip, command }) => (skip ? [] : programsIn(command))));
    const found = await aboutPrograms(shell, [...names].slice(0, MOST));
    return { ...(suite && { suite }), ...(kernel && { kernel }), programs: programsOf(found) };
  } finally {
    await terminal.close();
  }
}

/** By name; each package tells its version once for each program of it that is used. */
function programsOf(found: readonly Whereabouts[]): Program[] {
  const programs = found.flatMap(({ name, package: of, version }) =>
    of === undefined || version === undefined ? [] : [{ name, version, package: of }],
  );
  return programs.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
