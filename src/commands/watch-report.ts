import { defaultJobs } from "../machine/jobs.ts";
import type { Live } from "../report/live.ts";
import { outdatedLine } from "../report/watching.ts";
import type { DocumentResult, Event } from "../run/outcome.ts";
import { InTurn, sideBySide } from "../run/side-by-side.ts";
import type { VerifyOptions } from "../verify.ts";
import type { Current, Watching } from "../watch.ts";
import { stageLines } from "./progress.ts";
import { Reporting } from "./reporting.ts";
import { openReports, saying, type VerifyFlags } from "./verify.ts";
import type { Streams, Writer } from "./writer.ts";

interface Round {
  readonly flags: VerifyFlags;
  readonly options: VerifyOptions;
  readonly streams: Streams;
  readonly writer: Writer;
  readonly live: Live;
}

/** Verifies what has changed, as one report, which also tells of what could not be read. False where it cannot be written. */
export async function reportStale(watching: Watching, round: Round): Promise<boolean> {
  const { flags, options, streams, writer } = round;
  const began = performance.now();
  const say = saying(streams, writer);
  const reporting = openReports(flags, streams, writer);
  if (!(reporting instanceof Reporting)) {
    say(reporting);
    return false;
  }
  const report = (event: Event): void => reporting.event(event);
  const results: DocumentResult[] = [...watching.unread];
  for (const result of results) report({ kind: "document-end", result });
  report({ kind: "start", documents: watching.stale.length });
  const told = new Set<string>();
  for (let stale = watching.stale; stale.length > 0 && !isOver(options);) {
    const ran = await verifyAll(stale, { ...round, watching, report });
    for (const { document, result } of ran) {
      told.add(document.id);
      results.push(result);
    }
    await watching.settled();
    // What was stopped because it changed belongs to this report; what changed after it was verified, to the next one.
    stale = watching.stale.filter(({ id }) => !told.has(id));
  }
  say(reporting.end({ results, ms: performance.now() - began }));
  reporting.close();
  return true;
}

interface Verified {
  readonly document: Current;
  readonly result: DocumentResult;
}

/** Side by side, and told in their order. */
async function verifyAll(
  documents: readonly Current[],
  {
    watching,
    report,
    flags,
    options,
    streams,
    writer,
    live,
  }: Round & { watching: Watching; report: (event: Event) => void },
): Promise<Verified[]> {
  const stages = stageLines((line) => writer.say(line));
  // A person at a shell is at one only.
  const jobs = options.policy?.visits === undefined ? flags.jobs : 1;
  const inTurn = new InTurn(report);
  const verifyOne = async (document: Current, i: number): Promise<Verified[]> => {
    const onEvent = (event: Event): void => {
      if (streams.stderr.isTTY) live.event(event, performance.now(), i);
      else stages(event, i);
      if (!watching.isOutdated(document)) inTurn.tell(i, event);
    };
    const isThere = watching.has(document) && !isOver(options);
    const result = isThere ? await watching.verify(document, { ...options, onEvent }) : undefined;
    if (isThere && result === undefined) writer.say(outdatedLine(document.plan.path));
    inTurn.end(i);
    return result === undefined ? [] : [{ document, result }];
  };
  const most = jobs ?? defaultJobs(documents.map(({ plan }) => plan));
  return (await sideBySide(documents, most, verifyOne)).flat();
}

function isOver({ policy }: VerifyOptions): boolean {
  return policy?.signal?.aborted === true;
}
