import { hasError } from "../message/message.ts";
import { publish } from "../publish.ts";
import { editionLines } from "../report/editions.ts";
import { liveLine } from "../report/live.ts";
import { makePaint } from "../report/paint.ts";
import { asLines } from "../report/summary.ts";
import { hasColours } from "./colours.ts";
import { exitStatus } from "./exit-status.ts";
import { stageLines } from "./progress.ts";
import { type ReadFlags, readOptions } from "./reading.ts";
import { Reporting } from "./reporting.ts";
import { listenForStop } from "./stop.ts";
import { FORCING, openReports, saying, STOPPING, type VerifyFlags } from "./verify.ts";
import { type Streams, Writer } from "./writer.ts";

export interface PublishFlags
  extends ReadFlags, Pick<VerifyFlags, "machine" | "reporter" | "jobs" | "timeout" | "secret" | "retries" | "verbose"> {
  readonly out: string;
  readonly check?: boolean;
  readonly prune?: boolean;
  readonly anew?: boolean;
}

/** What is on the standard output is not for a program. */
function isForPeople({ reporter = [] }: PublishFlags): boolean {
  const first = reporter.find(({ name, file }) => file === undefined && name !== "github");
  return first === undefined || first.name === "pretty" || first.name === "dot";
}

/** `howtrue publish`: gives the exit status. */
export async function runPublish(paths: readonly string[], flags: PublishFlags, streams: Streams): Promise<number> {
  const live = liveLine(hasColours(streams.stderr));
  const writer = new Writer(streams, live);
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
  const { out, check = false, prune, anew, jobs, retries, secret: secrets, machine, timeout, dialect } = flags;
  try {
    const { results, editions, messages } = await publish(paths, {
      ...readOptions(flags),
      ...{ out, check, prune, anew, jobs, retries, secrets },
      settings: { machine, timeout, dialect },
      policy: { signal: stop.signal, force: stop.force },
      onEvent: (event) => reporting.event(event),
      onProgress: (event, run) => {
        if (streams.stderr.isTTY) live.event(event, performance.now(), run);
        else stages(event, run);
      },
    });
    const unwritten = reporting.end({ results, ms: performance.now() - began });
    const stream = isForPeople(flags) ? streams.stdout : streams.stderr;
    const lines = editionLines(editions, { check }, makePaint(hasColours(stream)));
    if (isForPeople(flags)) writer.write(asLines(lines));
    else for (const line of lines) writer.say(line);
    say([...messages, ...unwritten]);
    if (stop.status !== undefined) return stop.status;
    if (unwritten.length > 0 || hasError(messages)) return 2;
    const outdated = check && editions.some(({ state }) => state !== "unchanged" && state !== "left");
    return exitStatus(results) || (outdated ? 1 : 0);
  } finally {
    stop.clear();
    reporting.close();
    writer.close();
  }
}
