import { join } from "node:path";
import { flakyLines } from "../report/flaky.ts";
import { error, type Message } from "../message/message.ts";
import { liveLine } from "../report/live.ts";
import { messageLines } from "../report/messages.ts";
import { reportOf } from "../report/report.ts";
import { makePaint } from "../report/paint.ts";
import { shownMessage } from "../report/visible.ts";
import type { Visits } from "../run/visits.ts";
import type { Settings, Suite } from "../settings/settings.ts";
import type { Cache } from "../run/run.ts";
import { verify, type VerifyOptions } from "../verify.ts";
import { History } from "../history/history.ts";
import { flakyDocuments } from "../history/record.ts";
import { hasColours } from "./colours.ts";
import { readStandardInput } from "./input.ts";
import { Keyboard } from "./keyboard.ts";
import { stageLines } from "./progress.ts";
import { type ReadFlags, readOptions } from "./reading.ts";
import { exitStatus } from "./exit-status.ts";
import { receiveOn } from "./receive.ts";
import type { ReporterChoice } from "./reporters.ts";
import { Reporting } from "./reporting.ts";
import { type SelectFlags, Selection } from "./selection.ts";
import { listenForStop, type StopSignals } from "./stop.ts";
import { type Streams, Writer } from "./writer.ts";

export interface VerifyFlags extends ReadFlags, SelectFlags {
  readonly retries?: number;
  /** Runs nothing. */
  readonly listFlaky?: boolean;
  readonly machine?: Settings["machine"];
  readonly on?: readonly Suite[];
  readonly reporter?: readonly ReporterChoice[];
  readonly jobs?: number;
  /** Milliseconds. */
  readonly timeout?: number;
  readonly secret?: readonly string[];
  /** Paths on the machine. */
  readonly collect?: readonly string[];
  readonly collectInto?: string;
  readonly bail?: boolean;
  readonly keepGoing?: boolean;
  readonly fresh?: boolean;
  /** False with `--no-cache`. */
  readonly cache?: boolean;
  readonly verbose?: boolean;
  /** Lines of the document. */
  readonly from?: number;
  readonly to?: number;
  readonly pause?: number;
  /** At the first step that fails. */
  readonly shell?: boolean;
  readonly watch?: boolean;
}

/** `howtrue verify`: gives the exit status. */
export async function runVerify(paths: readonly string[], flags: VerifyFlags, streams: Streams): Promise<number> {
  const problem = needsTerminal(paths, flags, streams);
  if (problem !== undefined) return refuse(problem, streams);
  if (flags.listFlaky === true) return listFlaky(paths, streams);
  const live = liveLine(hasColours(streams.stderr));
  const writer = new Writer(streams, live);
  const receive = receiveOn(streams, { keyboard: new Keyboard(process.stdin), writer });
  const visits: Visits = { afterFailure: flags.shell ?? false, receive };
  const say = saying(streams, writer);
  const reporting = openReports(flags, streams, writer);
  if (!(reporting instanceof Reporting)) {
    writer.close();
    say(reporting);
    return 2;
  }
  const stages = stageLines((line) => writer.say(line));
  const stop = listenForStop((count) => writer.say(count === 1 ? STOPPING : FORCING));
  const began = performance.now();
  const history = new History(process.env);
  const selection = new Selection(paths, flags, { history, say: (line) => writer.say(line) });
  try {
    const results = await verify(selection.paths, {
      ...optionsOf(flags, { stop, visits }),
      standardInput: () => readStandardInput(stop.signal),
      select: (all) => selection.of(all),
      noteOn: (planned, outcome) => history.noteOn(planned, outcome),
      onEvent: (event) => reporting.event(event),
      onProgress: (event, run) => {
        if (streams.stderr.isTTY) live.event(event, performance.now(), run);
        else stages(event, run);
      },
    });
    // Shards that run one after the other must know the same: what they took is known when they are merged.
    if (flags.shard === undefined)
      for (const document of reportOf({ results, ms: 0 }).documents) history.take(document);
    history.save();
    const unwritten = reporting.end({ results, ms: performance.now() - began, ...selection.shard });
    say(unwritten);
    return stop.status ?? (unwritten.length > 0 ? 2 : exitStatus(results));
  } finally {
    stop.clear();
    reporting.close();
    writer.close();
  }
}

/** Of the projects that the paths are in. */
function listFlaky(paths: readonly string[], { stdout }: Streams): number {
  const history = new History(process.env);
  const records = new Set(paths.map((path) => history.project(join(path, "-"))));
  stdout.write(flakyLines([...records].flatMap(flakyDocuments)));
  return 0;
}

/** In CI nothing is taken for true because it was true once, and nobody comes back to what is kept. */
function cacheOf(
  { cache = true, fresh = false }: VerifyFlags,
  env: Readonly<Record<string, string | undefined>>,
): Cache {
  if (!cache) return "off";
  if (fresh) return "renew";
  return (env["CI"] ?? "") === "" || env["CI"] === "false" ? "use" : "off";
}

/** The reports that are asked for, or why they cannot be begun. */
export function openReports(flags: VerifyFlags, streams: Streams, writer: Writer): Reporting | readonly Message[] {
  const { reporter: choices = [], verbose = false } = flags;
  return Reporting.open({ choices, verbose, streams, writer, environment: process.env });
}

/** Says messages beside the report. */
export function saying({ stderr }: Streams, writer: Writer): (messages: readonly Message[]) => void {
  const paint = makePaint(hasColours(stderr));
  return (messages) => {
    for (const message of messages) writer.say(messageLines(message, paint).join("\n"));
  };
}

/** What the library is to know of the command line. */
export function optionsOf(flags: VerifyFlags, { stop, visits }: { stop: StopSignals; visits: Visits }): VerifyOptions {
  return {
    ...readOptions(flags),
    secrets: flags.secret,
    cache: cacheOf(flags, process.env),
    on: flags.on,
    jobs: flags.jobs,
    collect: { names: flags.collect ?? [], into: flags.collectInto ?? "collected" },
    retries: flags.retries,
    extent: { from: flags.from, to: flags.to, pause: flags.pause },
    settings: { machine: flags.machine, timeout: flags.timeout, dialect: flags.dialect },
    policy: {
      bail: flags.bail ?? false,
      keepGoing: flags.keepGoing ?? false,
      signal: stop.signal,
      force: stop.force,
      visits: flags.shell === true || flags.pause !== undefined ? visits : undefined,
    },
  };
}

export const STOPPING = "Stopping: the running step is interrupted, cleanup runs. Once more to stop at once.";
export const FORCING = "Stopping at once.";

/** Why somebody who wants a shell cannot have one. */
export function needsTerminal(
  paths: readonly string[],
  { shell = false, pause }: VerifyFlags,
  { stderr }: Streams,
): Problem | undefined {
  if (!shell && pause === undefined) return undefined;
  const what = `${shell ? "--shell" : "--pause"} needs a terminal`;
  if (paths.includes("-")) return { ...NO_TERMINAL, what: `${what}, and the standard input is a document` };
  return process.stdin.isTTY && stderr.isTTY ? undefined : { ...NO_TERMINAL, what };
}

interface Problem {
  readonly code: string;
  readonly what: string;
  readonly hint: string;
}

/** Says it, and gives the exit status. */
export function refuse(problem: Problem, { stderr }: Streams): number {
  stderr.write(`${shownMessage(error({ path: "howtrue" }, problem))}\n`);
  return 2;
}

const NO_TERMINAL = {
  code: "no-terminal",
  hint: "run it where you can type, its input and its error output not redirected",
};
