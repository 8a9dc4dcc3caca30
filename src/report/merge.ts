import * as v from "valibot";
import { error, type Message } from "../message/message.ts";
import type { DocumentReport, Report } from "./report.ts";
import { countReported } from "./counts.ts";

/** A report, and the file that it is read from. */
export interface ReportFrom {
  readonly path: string;
  readonly report: Report;
}

/**
 * One report of several: their documents, in the order of their paths where they are shards, else as they come. Messages,
 * where they are not the parts of one whole.
 */
export function mergeReports(reports: readonly ReportFrom[]): Report | readonly Message[] {
  const messages = wrongShards(reports);
  if (messages.length > 0) return messages;
  const isSharded = reports.some(({ report }) => report.shard !== undefined);
  const all = reports.flatMap(({ report }) => report.documents);
  const documents = isSharded ? all.toSorted(byPath) : all;
  // Shards run side by side, on machines of their own; what else is merged ran one after the other.
  const times = reports.map(({ report }) => report.summary.ms);
  const ms = isSharded ? Math.max(...times) : times.reduce((sum, time) => sum + time, 0);
  return { version: 1, documents, summary: { ...countReported(documents), ms } };
}

function byPath(a: DocumentReport, b: DocumentReport): number {
  if (a.path === b.path) return 0; // one document's runs stay as they are
  return a.path < b.path ? -1 : 1;
}

/** A document that no shard has verified must not look like one that holds. */
function wrongShards(reports: readonly ReportFrom[]): Message[] {
  const first = reports.find(({ report }) => report.shard !== undefined);
  const shard = first?.report.shard;
  if (first === undefined || shard === undefined) return [];
  const seen = new Map<number, string>();
  const messages: Message[] = [];
  for (const { path, report } of reports) {
    const { index = 0, count, shards } = report.shard ?? {};
    if (count !== shard.count || shards !== shard.shards)
      messages.push(
        error({ path }, { code: "other-shards", what: `this is no part of what ${first.path} is`, hint: HINT }),
      );
    else if (seen.has(index))
      messages.push(
        error({ path }, { code: "same-shard", what: `this is shard ${index} again, after ${seen.get(index)}` }),
      );
    else seen.set(index, path);
  }
  const missing = Array.from({ length: shard.count }, (_, i) => i + 1).filter((index) => !seen.has(index));
  if (messages.length > 0 || missing.length === 0) return messages;
  const what = `of ${shard.count} shards there is no report of ${missing.join(", ")}`;
  return [error({ path: first.path }, { code: "missing-shard", what, hint: "name the reports of all shards" })];
}

const HINT =
  "shards are of the same documents only where all of them know the same durations: give them the same records of earlier runs, or none";

/** The text of a report as `json` writes it; what is wrong with it otherwise. */
export function readReport(path: string, text: string): Report | Message {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const what = `this is no report of howtrue: it is no JSON: ${(cause as Error).message}`;
    return error({ path }, { code: "no-report", what, hint: MAKE });
  }
  const parsed = v.safeParse(REPORT, value);
  if (parsed.success) return parsed.output as unknown as Report;
  const [issue] = parsed.issues;
  const what = `this is no report of howtrue: ${v.getDotPath(issue) ?? "it"}: ${issue.message}`;
  return error({ path }, { code: "no-report", what, hint: MAKE });
}

const MAKE = "make one: howtrue verify --reporter json:FILE";

/** What the reporters rely on; whatever else there is stays. */
const strings = v.array(v.string());
const place = { path: v.exactOptional(v.string()), line: v.number(), column: v.number() };
const MESSAGE = v.looseObject({
  code: v.string(),
  severity: v.picklist(["error", "warning"]),
  path: v.string(),
  line: v.exactOptional(v.number()),
  column: v.exactOptional(v.number()),
  what: v.string(),
  hint: v.exactOptional(v.string()),
});
const STEP = v.looseObject({
  ...place,
  command: v.string(),
  section: strings,
  session: v.string(),
  host: v.exactOptional(v.string()),
  status: v.picklist(["held", "failed", "skipped", "untested", "broken"]),
  ms: v.nullable(v.number()),
  cleaned: v.exactOptional(v.literal(true)),
  cached: v.exactOptional(v.string()),
  notes: strings,
  failures: v.array(v.looseObject({ ...place, kind: v.string(), what: v.string() })),
  text: v.exactOptional(strings),
});
const STATUS = v.picklist(["held", "failed", "broken"]);
const ATTEMPT = v.looseObject({ status: STATUS, ms: v.number(), steps: v.array(STEP), messages: v.array(MESSAGE) });
const DOCUMENT = v.looseObject({
  ...ATTEMPT.entries,
  path: v.string(),
  suite: v.exactOptional(v.string()),
  machine: v.nullable(v.looseObject({ kind: v.string(), detail: v.string() })),
  digest: v.exactOptional(v.string()),
  partial: v.exactOptional(v.literal(true)),
  attempts: v.exactOptional(v.array(ATTEMPT)),
  notRun: v.array(v.looseObject({})),
});
const REPORT = v.looseObject({
  version: v.literal(1),
  shard: v.exactOptional(
    v.object({ index: v.number(), count: v.pipe(v.number(), v.maxValue(9_999)), shards: v.string() }),
  ),
  documents: v.array(DOCUMENT),
  summary: v.looseObject({ ms: v.number() }),
});
