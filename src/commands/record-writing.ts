import { existsSync } from "node:fs";
import type { Composed } from "../authoring/compose.ts";
import type { Item } from "../authoring/items.ts";
import { masked } from "../authoring/masked.ts";
import { hasError, type Message } from "../message/message.ts";
import { makePaint } from "../report/paint.ts";
import { prettyReporter } from "../report/pretty.ts";
import { visibleText } from "../report/visible.ts";
import { ANYTHING } from "../rewrite/vary.ts";
import { type Draft, misread, type Verified, verifyOnce, write } from "../record.ts";
import { replaceText, writeNew } from "../source/write.ts";
import { hasColours } from "./colours.ts";
import { RECORDING_SHOWN, recordingKept, recordingWritten, remarks, verifying } from "./record-report.ts";
import type { Recorded } from "./recorded.ts";

interface PutDown {
  readonly isWritten: boolean;
  /** The exit status. */
  readonly status: number;
}

/** Makes the document, verifies it once, and writes it, also where it does not hold: what was recorded is not lost. */
export async function putDown(draft: Draft, items: readonly Item[], recorded: Recorded): Promise<PutDown> {
  const { stop, passwords, writer, path, flags, streams } = recorded;
  const { before } = draft.assignment;
  const secrets = passwords.values;
  const composed = await write(
    draft,
    items.map((item) => masked(item, secrets)),
  );
  const wrong = before === undefined ? undefined : await misread(draft, composed);
  if (wrong !== undefined) return notWritten(wrong, composed.text, recorded);
  const verified = stop.signal.aborted ? undefined : await verify(draft, composed, recorded);
  const text = verified?.text ?? composed.text;
  const paint = makePaint(hasColours(streams.stdout));
  writer.write(remarks(composed.steps, composed.leftOut, paint));
  const message =
    before === undefined
      ? await writeNew(path, text, flags.force)
      : await replaceText(path, { old: before, new: text });
  if (message !== undefined) return notWritten(message, text, recorded);
  const isRun = verified !== undefined && stop.status === undefined;
  const { machine } = draft.whole.plan.settings;
  const status = isRun ? verified.result.status : "unverified";
  const named = composed.steps.flatMap(({ needs }) => (needs?.kind === "secret" ? needs.name : []));
  const opened = openLines(text) - openLines(composed.text);
  writer.write(
    recordingWritten({ path, steps: composed.steps.length, opened, secrets: [...new Set(named)], machine, status }),
  );
  return { isWritten: true, status: stop.status ?? STATUS[status] };
}

/** What was recorded is not lost. */
function notWritten(message: Message, text: string, { say, writer, path, flags, isKept }: Recorded): PutDown {
  say([message]);
  if (isKept) writer.say(recordingKept(path, flags.append === true, existsSync(path)));
  else {
    writer.say(RECORDING_SHOWN);
    writer.write(`\n${visibleText(text)}`);
  }
  return { isWritten: false, status: 2 };
}

const STATUS = { held: 0, failed: 1, broken: 2, unverified: 2 } as const;

async function verify(draft: Draft, composed: Composed, recorded: Recorded): Promise<Verified> {
  const { options, passwords, writer, streams, path, say } = recorded;
  writer.say(verifying(path, draft.whole.plan.settings.machine));
  const values = passwords.values;
  const verified = await verifyOnce(draft, composed, {
    ...options,
    environment: { ...options.environment, ...Object.fromEntries(values) },
    secrets: [...(options.secrets ?? []), ...values.keys()],
    onEvent: (event) => {
      if (event.kind !== "step-end") options.onEvent?.(event); // what does not hold is known at the end
    },
  });
  const pretty = prettyReporter({ colours: hasColours(streams.stdout), verbose: false });
  const { result } = verified;
  for (const outcome of result.outcomes) writer.write(pretty.event({ kind: "step-end", outcome }));
  if (hasError(result.messages)) say(result.messages.filter(isNews));
  return verified;
}

function isNews({ code }: Message): boolean {
  return code !== "interrupted";
}

/** How many lines hold a `...`. */
function openLines(text: string): number {
  return text.split("\n").filter((line) => line.includes(ANYTHING)).length;
}
