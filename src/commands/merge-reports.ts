import { readFileSync } from "node:fs";
import { error, type Message } from "../message/message.ts";
import { liveLine } from "../report/live.ts";
import { mergeReports, readReport, type ReportFrom } from "../report/merge.ts";
import { History } from "../history/history.ts";
import { messageLines } from "../report/messages.ts";
import { makePaint } from "../report/paint.ts";
import { explain } from "../source/read.ts";
import { hasColours } from "./colours.ts";
import { exitStatus } from "./exit-status.ts";
import type { ReporterChoice } from "./reporters.ts";
import { Reporting } from "./reporting.ts";
import { type Streams, Writer } from "./writer.ts";

export interface MergeFlags {
  readonly reporter?: readonly ReporterChoice[];
  readonly verbose?: boolean;
}

/** `howtrue merge-reports`: gives the exit status that a run of all of it would have had. */
export function runMerge(paths: readonly string[], flags: MergeFlags, streams: Streams): number {
  const writer = new Writer(streams, liveLine(false));
  const paint = makePaint(hasColours(streams.stderr));
  const refuse = (messages: readonly Message[]): number => {
    for (const message of messages) writer.say(messageLines(message, paint).join("\n"));
    writer.close();
    return 2;
  };
  const read = paths.map(readOne);
  const reports = read.filter((one) => "report" in one);
  const wrong = read.filter((one) => "code" in one);
  const merged = wrong.length > 0 ? wrong : mergeReports(reports);
  if (!("documents" in merged)) return refuse(merged);
  const { reporter: choices = [], verbose = false } = flags;
  const reporting = Reporting.open({ choices, verbose, streams, writer, environment: process.env });
  if (!(reporting instanceof Reporting)) return refuse(reporting);
  const history = new History(process.env);
  // Of shards nothing is known yet; what else is merged was taken note of when it ran.
  if (reports.some(({ report }) => report.shard !== undefined)) for (const one of merged.documents) history.take(one);
  history.save();
  const unwritten = reporting.whole(merged);
  reporting.close();
  if (unwritten.length > 0) return refuse(unwritten);
  writer.close();
  return exitStatus(merged.documents);
}

function readOne(path: string): ReportFrom | Message {
  try {
    const report = readReport(path, readFileSync(path, "utf8"));
    return "code" in report ? report : { path, report };
  } catch (cause) {
    return error({ path }, { ...explain(cause), cause });
  }
}
