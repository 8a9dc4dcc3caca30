import { lstat } from "node:fs/promises";
import { basename, dirname, extname, resolve } from "node:path";
import type { HowtoFormat } from "../authoring/reading.ts";
import { Passwords } from "../authoring/passwords.ts";
import { formatOf } from "../document/format.ts";
import { forget, RecordingFile, type Unfinished, unfinishedFor } from "../history/recordings.ts";
import { error, hasError, type Message } from "../message/message.ts";
import { liveLine } from "../report/live.ts";
import { prettyReporter } from "../report/pretty.ts";
import { type Assignment, begin, type Draft, listen } from "../record.ts";
import { readSecrets } from "../run/secrets.ts";
import { type ImageSettings, MACHINES, type Options, type Settings } from "../settings/settings.ts";
import { readDocument } from "../source/read.ts";
import type { VerifyOptions } from "../verify.ts";
import { hasColours } from "./colours.ts";
import { Keyboard } from "./keyboard.ts";
import { sizeOf } from "./receive.ts";
import { Listening } from "./record-listening.ts";
import { nothingRecorded, unfinishedThere } from "./record-report.ts";
import { putDown } from "./record-writing.ts";
import { listenForStop, type StopSignals } from "./stop.ts";
import { saying } from "./verify.ts";
import { type Streams, Writer } from "./writer.ts";

export interface RecordFlags {
  readonly machine?: Settings["machine"];
  readonly root?: boolean;
  readonly image?: ImageSettings["suite"];
  readonly packages?: readonly string[];
  readonly network?: boolean;
  readonly files?: readonly string[];
  readonly title?: string;
  readonly secret?: readonly string[];
  readonly config?: string | boolean;
  readonly append?: boolean;
  readonly force?: boolean;
  readonly resume?: boolean;
}

/** What all stages of a recording know. */
export interface Recorded {
  readonly path: string;
  readonly flags: RecordFlags;
  readonly streams: Streams;
  readonly writer: Writer;
  readonly stop: StopSignals;
  readonly passwords: Passwords;
  /** Of every run of it. */
  readonly options: VerifyOptions;
  readonly say: (messages: readonly Message[]) => void;
}

/** `howtrue record`: gives the exit status. */
export async function runRecord(path: string, flags: RecordFlags, streams: Streams): Promise<number> {
  const live = liveLine(hasColours(streams.stderr));
  const writer = new Writer(streams, live);
  const say = saying(streams, writer);
  const stop = listenForStop(() => undefined);
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
    return { path, flags, streams, writer, stop, passwords: new Passwords(secrets), options, say };
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
  if (items.every(({ kind }) => kind === "left-out")) {
    file.remove();
    writer.say(nothingRecorded(path));
    return stop.status ?? (hasError(messages) || !listening.begun ? 2 : 0);
  }
  const written = await putDown(draft, items, recorded);
  if (written.isWritten) file.remove();
  return written.status;
}

async function resume(left: Unfinished | undefined, assignment: Assignment, recorded: Recorded): Promise<number> {
  if (left === undefined) return refused([error({ path: assignment.path }, NOTHING_LEFT)], recorded.say);
  const machine = MACHINES.find((one) => one === left.settings["machine"] && one !== "host");
  const asked = { machine, ...assignment.asked };
  const { whole } = await begin({ ...assignment, asked });
  const draft = { assignment: { ...assignment, title: left.title }, whole, settings: left.settings };
  const written = await putDown(draft, left.items, recorded);
  if (written.isWritten) forget(left);
  return written.status;
}

function openFile(header: ConstructorParameters<typeof RecordingFile>[0], path: string): RecordingFile | Message {
  try {
    return new RecordingFile(header, process.env);
  } catch (cause) {
    const what = `what is recorded could not be kept safe: ${(cause as Error).message}`;
    return error({ path }, { code: "recording-unsafe", what, hint: "XDG_STATE_HOME says where it is kept", cause });
  }
}

/** What is to be recorded, or why it cannot be. */
async function assign(path: string, flags: RecordFlags, streams: Streams): Promise<Assignment | Message> {
  const format = formatOf(path);
  if (format !== "markdown" && format !== "rst") return error({ path }, NO_FORMAT);
  if (flags.resume !== true && !(process.stdin.isTTY && streams.stderr.isTTY))
    return error({ path: "howtrue" }, NO_TERMINAL);
  const there = await isThere(path);
  if (there && flags.append !== true && flags.force !== true) return error({ path }, EXISTS);
  if (!(await isThere(dirname(path)))) return error({ path }, NO_FOLDER);
  const before = flags.append === true ? await readDocument(path) : undefined;
  if (before !== undefined && "message" in before) return before.message;
  return {
    path,
    format: format satisfies HowtoFormat,
    title: flags.title ?? titleOf(path),
    root: flags.root ?? false,
    asked: askedBy(flags),
    terminal: sizeOf(streams.stderr),
    config: flags.config === true ? undefined : flags.config,
    ...(before !== undefined && { before: before.text }),
  };
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

function titleOf(path: string): string {
  const words = basename(path, extname(path)).replaceAll(/[-_\s]+/g, " ");
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** Nothing but what is said: it is all written into the document. */
function askedBy({ machine, image: suite, packages, network, files }: RecordFlags): Options {
  const image = { ...(suite !== undefined && { suite }), ...(packages !== undefined && { packages }) };
  return {
    ...(machine !== undefined && { machine }),
    ...(Object.keys(image).length > 0 && { image }),
    ...(network === true && { network }),
    ...(files !== undefined && { files }),
  };
}

const NO_FORMAT = {
  code: "unknown-format",
  what: "this name does not tell whether the howto is to be Markdown or reStructuredText",
  hint: "name a file that ends in .md or .rst",
};
const NO_TERMINAL = {
  code: "no-terminal",
  what: "record needs a terminal",
  hint: "run it where you can type, its input and its error output not redirected",
};
const EXISTS = {
  code: "file-exists",
  what: "this is there already: it is left as it is, and nothing is recorded",
  hint: "--append goes on where it ends, --force writes a new one in its place",
};
const NO_FOLDER = { code: "missing-folder", what: "the folder of this file is not there", hint: "make it: mkdir -p" };
const NOTHING_LEFT = {
  code: "no-recording",
  what: "there is no recording for this file that was broken off",
  hint: "leave --resume out to record one",
};
