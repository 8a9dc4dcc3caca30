import type { Match } from "../match/match.ts";
import type { Step } from "../plan/plan.ts";
import type { Beside } from "./beside.ts";
import type { Observation } from "./outcome.ts";
import { shellHints } from "./shell-hints.ts";

/** Remarks that may help with what has failed, of what the output alone does not tell. */
export function* hints(
  step: Step,
  observation: Observation,
  { match: found, past, settings, isLeftOut }: Beside & { match: Match | undefined },
): Generator<string> {
  const { output } = step.expectation;
  const missing = found?.rows.find((row) => row.kind === "missing" && output[row.expected] !== undefined);
  if (missing?.kind === "missing") {
    const told = past?.tell(output[missing.expected]!, step.place.path);
    if (told !== undefined) yield told;
  }
  const ofShells = [...shellHints(step, observation)];
  yield* ofShells;
  const offline = settings !== undefined && settings.machine !== "host" && !settings.network;
  const wants = offline && wantsNetwork(step, observation);
  if (!wants && ofShells.length === 0 && found?.holds !== false) yield* announcements(step, observation, found);
  if (settings === undefined || settings.machine === "host") return;
  const { lines } = observation.screen;
  const absent = lines.filter((line) => ABSENT.test(line));
  const words = absent.length === 0 ? [] : (step.command.match(RELATIVE_PATH) ?? []);
  const leftOut = words.find((word) => absent.some((line) => line.includes(word)) && isLeftOut?.(word) === true);
  if (leftOut !== undefined)
    yield `${leftOut} stands beside the document: howtrue: {files: [${leftOut}]} in its settings brings it to the machine`;
  if (wants) yield "the machine has no network; if it needs one: network: true";
  if (settings.machine === "sandbox" && lines.some((line) => FORBIDDEN.test(line)))
    yield "a sandbox changes nothing but its home and /tmp, and gives no rights; a guest does: machine: guest";
  const program = lines.map(unknownProgram).find((name) => name !== undefined);
  if (program === undefined || observation.exit !== NOT_FOUND) return;
  const packages = `image: {packages: [${program}]}`;
  yield settings.machine === "guest"
    ? `is its package in the image? ${packages}`
    : `is it installed outside of your home? with ${packages} it runs in a guest that has it`;
}

/** What the author may have meant, and a transcript cannot say; other tools' suites have words of their own for it. */
function* announcements(step: Step, { end, exit }: Observation, found: Match | undefined): Generator<string> {
  const { output, exit: claim, channel } = step.expectation;
  if (channel.kind !== "terminal" || step.background !== undefined) return;
  if (end === "timed-out") yield "if it is to go on running: background until=/REGEX/; if it needs longer: timeout=2m";
  const isAsShown = found !== undefined && output.length > 0;
  if (end === "ended" && isAsShown && claim === 0 && exit !== undefined && exit !== 0)
    yield `if that is what readers are to see: exit=${exit}`;
}

/** The program that a shell says it has not found. */
function unknownProgram(line: string): string | undefined {
  if (!line.endsWith("not found") || line.length > LONGEST_NAME) return undefined;
  return /(\S+): (?:command )?not found$/.exec(line)?.[1];
}

const LONGEST_NAME = 500;

/** Some programs try for minutes, and say nothing. */
function wantsNetwork({ command }: Step, { end, screen }: Observation): boolean {
  return screen.lines.some((line) => UNREACHABLE.test(line)) || (end === "timed-out" && FETCHES.test(command));
}

const UNREACHABLE =
  /could ?n.t resolve|could not resolve|name resolution|name or service not known|ENOTFOUND|EAI_AGAIN|network is unreachable|getaddrinfo|no address associated/i;
const FETCHES =
  /(?:^|[\s;&|(])(?:npm|npx|pnpm|yarn|pipx?3?|uv|curl|wget|git (?:clone|fetch|pull|submodule)|apt(?:-get)?|dnf|yum|cargo|gem|go (?:get|install)|docker|podman)\s/m;
/** How programs say that the kernel does not let them. */
const FORBIDDEN = /: (?:Read-only file system|Operation not permitted)$/;
/** How programs say that there is no such file. */
const ABSENT = /no such file|cannot find|can't open|cannot open|does not exist/i;
const RELATIVE_PATH = /(?<![\w/.-])[\w@][\w@.-]*(?:\/[\w@.-]+)*/g;
/** A shell's status where there is no such command. */
const NOT_FOUND = 127;
