import { resolve } from "node:path";
import { Passwords } from "../authoring/passwords.ts";
import { forget, RecordingFile, type Unfinished, unfinishedFor } from "../history/recordings.ts";
import { error, hasError, type Message } from "../message/message.ts";
import { liveLine } from "../report/live.ts";
import { prettyReporter } from "../report/pretty.ts";
import { type Assignment, begin, type Draft, listen, refusal } from "../record.ts";
import { readSecrets } from "../run/secrets.ts";
import { MACHINES } from "../settings/settings.ts";
import type { VerifyOptions } from "../verify.ts";
import { hasColours } from "./colours.ts";
import { Keyboard } from "./keyboard.ts";
import { assign, type RecordFlags } from "./record-assignment.ts";
import { Listening } from "./record-listening.ts";
import type { Recorded } from "./recorded.ts";
import { nothingRecorded, recordingKept, STOPPING, unfinishedThere } from "./record-report.ts";
import { putDown } from "./record-writing.ts";
import { listenForStop } from "./stop.ts";
import { FORCING, saying } from "./verify.ts";
import { type Streams, Writer } from "./writer.ts";

/** `howtrue record`: gives the exit status. */
export async function runRecord(path: string, flags: RecordFlags, streams: Streams): Promise<number> {
  const live = liveLine(hasColours(streams.stderr));
  const writer = new Writer(streams, live);
  const say = saying(streams, writer);
  const stop = listenForStop((count) => writer.say(count === 1 ? STOPPING : FORCING));
  const pretty = prettyReporter({ colours: hasColours(streams.stdout), verbose: false });
  try {
    const assignment = await assign(path, flags, streams);
    if ("code" in assignment) return refused([assignment], say);
    const left = unfinishedFor(resolve(path), process.env).find(({ appends }) => appends === (flags.append === true));
    if (flags.resume === true) return await resume(left, assignment, common());
    if (left !== undefined) writer.say(unfinishedThere(path, left));
    const draft = await begin(assignment);
    const { plan } = draft.whole;
    const { secrets } = readSecrets(plan, { environment: process.env, allowed: flags.secret ?? [] });
    if (hasError(plan.messages)) return refused(plan.messages, say);
    const unfit = await refusal(draft);
    if (unfit !== undefined) return refused([unfit], say);
    return await recordNew(draft, common(secrets));
  } finally {
    stop.clear();
    writer.close();
    // Node ends with an abort where the terminal is gone that it cannot put right.
    if (stop.status === HUNG_UP) process.kill(process.pid, "SIGHUP");
  }

  function common(secrets: ReadonlyMap<string, string> = new Map()): Recorded {
    const options: VerifyOptions = {
      policy: { signal: stop.signal, force: stop.force },
      secrets: flags.secret ?? [],
      environment: process.env,
      onEvent: (event) => {
        const isProbe = event.kind === "step-start" && event.step.skip;
        if (!isProbe) live.event(event, performance.now());
        if (event.kind === "step-end") writer.write(pretty.event(event));
      },
    };
    return { path, flags, streams, writer, stop, passwords: new Passwords(secrets), isKept: true, options, say };
  }
}

const HUNG_UP = 129;

function refused(messages: readonly Message[], say: (messages: readonly Message[]) => void): number {
  say(messages);
  return 2;
}

async function recordNew(draft: Draft, recorded: Recorded): Promise<number> {
  const { writer, say, stop } = recorded;
  const { path, title, before } = draft.assignment;
  const header = { path: resolve(path), title, settings: draft.settings, appends: before !== undefined };
  const file = openFile(header, path);
  if ("code" in file) return refused([file], say);
  const listening = new Listening(draft, { ...recorded, file, keyboard: new Keyboard(process.stdin) });
  const { messages } = await listen(draft, listening.receive, recorded.options);
  say(messages.filter(({ code }) => code !== "interrupted"));
  const items = await listening.items();
  if (!listening.begun && !hasError(messages)) say([error({ path }, NO_END)]);
  if (items.every(({ kind }) => kind === "left-out")) {
    file.remove();
    writer.say(nothingRecorded(path));
    return stop.status ?? (listening.begun ? 0 : 2);
  }
  try {
    const written = await putDown(draft, items, { ...recorded, isKept: !listening.isUnsafe });
    if (written.isWritten) file.remove();
    return written.status;
  } catch (cause) {
    if (!listening.isUnsafe) writer.say(recordingKept(path, before !== undefined));
    throw cause;
  }
}

async function resume(left: Unfinished | undefined, assignment: Assignment, recorded: Recorded): Promise<number> {
  if (left === undefined) return refused([error({ path: assignment.path }, NOTHING_LEFT)], recorded.say);
  const machine = MACHINES.find((one) => one === left.settings["machine"] && one !== "host");
  const asked = { machine, ...assignment.asked };
  const draft = {
    ...(await begin({ ...assignment, asked, title: left.title })),
    settings: left.settings,
  };
  const unfit = await refusal(draft);
  if (unfit !== undefined) return refused([unfit], recorded.say);
  const written = await putDown(draft, left.items, recorded);
  if (written.isWritten) forget(left);
  return written.status;
}

function openFile(header: ConstructorParameters<typeof RecordingFile>[0], path: string): RecordingFile | Message {
  try {
    return new RecordingFile(header, process.env);
  } catch (cause) {
    return unsafe(path, cause as Error);
  }
}

function unsafe(path: string, cause: Error): Message {
  const what = `what is recorded cannot be kept safe until it is written: ${cause.message}`;
  return error({ path }, { code: "recording-unsafe", what, hint: "XDG_STATE_HOME says where it is kept", cause });
}

const NO_END = {
  code: "no-end",
  what: "this howto does not run to its end: there is nothing to go on from",
  hint: "mend it first: howtrue verify tells more",
};
const NOTHING_LEFT = {
  code: "no-recording",
  what: "there is no recording for this file that was broken off",
  hint: "leave --resume out to record one",
};
