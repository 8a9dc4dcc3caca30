import * as v from "valibot";
import { EDITION, type Entry } from "./entry.ts";

const STRINGS = v.array(v.string());
const NAMES = v.record(v.string(), v.string());
const STEP = v.looseObject({
  line: v.number(),
  command: v.string(),
  session: v.string(),
  status: v.picklist(["held", "failed", "skipped", "untested", "broken"]),
  notes: STRINGS,
  exit: v.optional(v.nullable(v.number())),
  end: v.optional(v.picklist(["ended", "running", "timed-out", "stopped", "asked", "shell-ended", "machine-lost"])),
  ms: v.optional(v.number()),
  uid: v.optional(v.number()),
  names: v.optional(NAMES),
  output: v.optional(STRINGS),
  styles: v.optional(v.array(v.tuple([v.number(), v.array(v.looseObject({}))]))),
  gap: v.optional(v.object({ before: v.number(), bytes: v.number() })),
  recorded: v.optional(v.object({ from: v.number(), to: v.number(), missing: v.number() })),
});
const ENTRY = v.looseObject({
  path: v.string(),
  title: v.string(),
  summary: v.optional(v.string()),
  source: v.string(),
  run: v.string(),
  observed: v.string(),
  stamp: v.looseObject({
    date: v.string(),
    machine: v.looseObject({ kind: v.string(), detail: v.string() }),
    suite: v.optional(v.string()),
    kernel: v.optional(v.string()),
    programs: v.array(v.object({ name: v.string(), version: v.string(), package: v.string() })),
    howtrue: v.string(),
    claims: v.number(),
    ms: v.number(),
    stale: v.optional(v.string()),
  }),
  length: v.number(),
  recording: v.optional(v.string()),
  files: STRINGS,
  steps: v.array(STEP),
});

/** An entry's text: nothing where it is none of ours, and where it is one but cannot be read, what is wrong with it. */
export function readEntry(text: string | undefined): { entry?: Entry; fault?: string } {
  if (text === undefined || !text.slice(0, BEGINNING).includes(`"howtrue": "${EDITION}"`)) return {};
  try {
    const { success, output, issues } = v.safeParse(ENTRY, JSON.parse(text), { abortEarly: true });
    if (success) return { entry: output as unknown as Entry };
    const [issue] = issues;
    return { fault: `${v.getDotPath(issue) ?? "all of it"} is not what it should be` };
  } catch {
    return { fault: "it is no JSON" };
  }
}

/** So much may stand above where two versions of it were merged. */
const BEGINNING = 200;
