import { error } from "../message/message.ts";
import { type Live, liveLine } from "../report/live.ts";
import { makePaint } from "../report/paint.ts";
import { shownMessage } from "../report/visible.ts";
import { outdatedLine, watchingLine } from "../report/watching.ts";
import type { DocumentResult, Event } from "../run/outcome.ts";
import type { Visits } from "../run/visits.ts";
import { Changes } from "../source/changes.ts";
import type { VerifyOptions } from "../verify.ts";
import { Watching } from "../watch.ts";
import { hasColours } from "./colours.ts";
import { Keyboard } from "./keyboard.ts";
import { stageLines } from "./progress.ts";
import { receiveOn } from "./receive.ts";
import { Reporting } from "./reporting.ts";
import { listenForStop, type StopSignals } from "./stop.ts";
import {
  exitStatus,
  FORCING,
  needsTerminal,
  openReports,
  optionsOf,
  refuse,
  saying,
  STOPPING,
  type VerifyFlags,
} from "./verify.ts";
import { type Streams, Writer } from "./writer.ts";

/** `howtrue verify --watch`: verifies, and again what has changed, until somebody quits. Gives the exit status. */
export async function runWatch(paths: readonly string[], flags: VerifyFlags, streams: Streams): Promise<number> {
  const problem = paths.includes("-") ? STANDARD_INPUT : needsTerminal(paths, flags, streams);
  if (problem !== undefined) return refuse(problem, streams);
  const live = liveLine(hasColours(streams.stderr));
  const writer = new Writer(streams, live);
  const stop = listenForStop((count) => {
    if (!watch.isIdle) writer.say(count === 1 ? STOPPING : FORCING);
  });
  const watch: Watch = new Watch(paths, flags, { streams, writer, live, stop });
  try {
    await watch.run();
    return stop.status ?? exitStatus(watch.results);
  } finally {
    watch.close();
    stop.clear();
    writer.close();
  }
}

const STANDARD_INPUT = {
  code: "not-watched",
  what: "the standard input cannot be watched: it does not change",
  hint: "name files or folders",
};

interface Around {
  readonly streams: Streams;
  readonly writer: Writer;
  readonly live: Live;
  readonly stop: StopSignals;
}

/** What is not true any more is verified; then it waits for a change, or for a key. */
class Watch {
  readonly #flags: VerifyFlags;
  readonly #around: Around;
  /** Somebody is there to look and to type. */
  readonly #person: boolean;
  readonly #keyboard = new Keyboard(process.stdin);
  readonly #quit = new AbortController();
  readonly #options: VerifyOptions;
  readonly #visits: Visits;
  readonly #watching: Watching;
  readonly #changes: Changes;
  #rings = false;
  #onRing: () => void = () => undefined;
  #isIdle = false;
  /** The next run stops at its failure, for somebody who wants to look. */
  #wantsShell = false;
  /** As it was told in the last report; nothing before the first. */
  #unread: readonly DocumentResult[] | undefined;
  #said = "";

  constructor(paths: readonly string[], flags: VerifyFlags, around: Around) {
    const { streams, writer, stop } = around;
    this.#flags = flags;
    this.#around = around;
    const isTerminal = process.stdin.isTTY && streams.stdout.isTTY && streams.stderr.isTTY;
    this.#person = isTerminal && process.env["TERM"] !== "dumb";
    const receive = receiveOn(streams, { keyboard: this.#keyboard, writer });
    this.#visits = { afterFailure: true, receive };
    const signal = AbortSignal.any([stop.signal, this.#quit.signal]);
    signal.addEventListener("abort", () => this.#ring());
    const { force, status, clear } = stop;
    const visits = { afterFailure: flags.shell ?? false, receive };
    this.#options = optionsOf(flags, { stop: { signal, force, status, clear }, visits });
    this.#watching = new Watching(paths, this.#options);
    this.#changes = new Changes(
      () => void this.#reread().catch(() => undefined), // the loop hears of it
      (cause) => writer.say(shownMessage(error({ path: "howtrue" }, unseen(cause)))),
    );
  }

  /** It waits. */
  get isIdle(): boolean {
    return this.#isIdle;
  }

  /** What is known of all documents. */
  get results(): readonly DocumentResult[] {
    return this.#watching.results;
  }

  async run(): Promise<void> {
    const release = this.#person ? this.#keyboard.hear((keys) => this.#key(keys)) : () => undefined;
    try {
      await this.#reread();
      while (this.#options.policy?.signal?.aborted !== true) {
        await this.#watching.settled();
        if (this.#watching.stale.length > 0 || this.#unread !== this.#watching.unread) await this.#verifyStale();
        else await this.#wait();
      }
    } finally {
      release();
    }
  }

  close(): void {
    this.#changes.close();
  }

  async #reread(): Promise<void> {
    await this.#watching.reread();
    if (this.#changes.watch(this.#watching.sources)) await this.#watching.reread();
    this.#ring();
  }

  #ring(): void {
    this.#rings = true;
    this.#onRing();
  }

  async #wait(): Promise<void> {
    const { documents, results } = this.#watching;
    const paint = makePaint(hasColours(this.#around.streams.stderr));
    const line = watchingLine({ documents: documents.length, results, person: this.#person }, paint);
    if (line !== this.#said) this.#around.writer.say(line);
    this.#said = line;
    this.#isIdle = true;
    if (!this.#rings) await new Promise<void>((resolve) => (this.#onRing = resolve));
    this.#rings = this.#isIdle = false;
  }

  /** One report: of what has changed, and of what could not be read. */
  async #verifyStale(): Promise<void> {
    const { writer, streams } = this.#around;
    if (this.#unread !== undefined) this.#clear();
    this.#unread = this.#watching.unread;
    this.#said = "";
    const began = performance.now();
    const say = saying(streams, writer);
    const reporting = openReports(this.#flags, streams, writer);
    if (!(reporting instanceof Reporting)) {
      say(reporting);
      this.#quit.abort();
      return;
    }
    const emit = this.#emitter((event) => reporting.event(event));
    const results: DocumentResult[] = [...this.#watching.unread];
    for (const result of results) emit({ kind: "document-end", result });
    emit({ kind: "start", documents: this.#watching.stale.length });
    const options = this.#wantsShell ? withVisits(this.#options, this.#visits) : this.#options;
    this.#wantsShell = false;
    const seen = new Set<string>();
    while (options.policy?.signal?.aborted !== true) {
      const [document] = this.#watching.stale;
      if (document === undefined || seen.has(document.id)) break;
      const result = await this.#watching.verify(document, { ...options, onEvent: emit });
      if (result === undefined) writer.say(outdatedLine(document.plan.path));
      else {
        seen.add(document.id);
        results.push(result);
      }
      await this.#watching.settled();
    }
    say(reporting.end({ results, ms: performance.now() - began }));
    reporting.close();
  }

  #emitter(report: (event: Event) => void): (event: Event) => void {
    const { writer, streams, live } = this.#around;
    const stages = stageLines((line) => writer.say(line));
    return (event) => {
      if (streams.stderr.isTTY) live.event(event, performance.now());
      else stages(event);
      if (!this.#watching.isOutdated) report(event);
    };
  }

  /** An empty screen; what was on it has scrolled out, and can be scrolled back to. */
  #clear(): void {
    const { stdout } = this.#around.streams;
    if (this.#person) stdout.write(`${"\n".repeat(Math.max((stdout.rows || 24) - 1, 0))}\x1b[H\x1b[J`);
  }

  #key(keys: string): void {
    if (keys.includes("\x03")) process.kill(process.pid, "SIGINT"); // a raw terminal makes no signal of it
    if (keys.includes("\x1a")) this.#keyboard.suspend();
    if (keys === "q") this.#quit.abort();
    if (!this.#isIdle) return;
    const failed = this.#watching.failed();
    if (keys === "\r" || keys === "\n" || keys === "a") this.#watching.want(this.#watching.documents);
    if (keys === "f") this.#watching.want(failed);
    if (keys === "s" && failed.length > 0) {
      this.#watching.want(failed.slice(0, 1));
      this.#wantsShell = true;
    }
    this.#ring();
  }
}

function withVisits(options: VerifyOptions, visits: Visits): VerifyOptions {
  return { ...options, policy: { ...options.policy, visits } };
}

/** What the kernel refuses: there is a limit of folders that are watched. */
function unseen({ code, message }: NodeJS.ErrnoException): { code: string; what: string; hint: string } {
  const hint =
    code === "ENOSPC" || code === "EMFILE" ? "raise the limit: sysctl fs.inotify.max_user_watches" : "save it again";
  return { code: "not-watched", what: `changes may not be seen: ${message}`, hint };
}
