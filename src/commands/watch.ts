import { error } from "../message/message.ts";
import { type Live, liveLine } from "../report/live.ts";
import { makePaint } from "../report/paint.ts";
import { shownMessage } from "../report/visible.ts";
import { watchingLine } from "../report/watching.ts";
import type { DocumentResult } from "../run/outcome.ts";
import type { Visits } from "../run/visits.ts";
import { Changes } from "../source/changes.ts";
import type { VerifyOptions } from "../verify.ts";
import { Watching } from "../watch.ts";
import { hasColours } from "./colours.ts";
import { Keyboard } from "./keyboard.ts";
import { receiveOn } from "./receive.ts";
import { listenForStop, type StopSignals } from "./stop.ts";
import { exitStatus } from "./exit-status.ts";
import { FORCING, needsTerminal, optionsOf, refuse, STOPPING, type VerifyFlags } from "./verify.ts";
import { reportStale } from "./watch-report.ts";
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
    return stop.status ?? watch.status;
  } finally {
    watch.close();
    stop.clear();
    writer.close();
  }
}

const QUITTING = "Quitting: the running step is interrupted, cleanup runs. Ctrl-C twice to stop at once.";

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
  #cannotReport = false;

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

  /** The exit status by what is known of all documents. */
  get status(): number {
    return this.#cannotReport ? 2 : exitStatus(this.#watching.results);
  }

  async run(): Promise<void> {
    const release = this.#person ? this.#keyboard.hear((keys) => this.#key(keys)) : () => undefined;
    try {
      await this.#reread();
      while (!this.#isOver) {
        await this.#watching.settled();
        if (this.#watching.stale.length > 0 || this.#unread !== this.#watching.unread) await this.#report();
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

  /** One report, on a screen of its own. */
  async #report(): Promise<void> {
    if (this.#unread !== undefined) this.#clear();
    this.#unread = this.#watching.unread;
    this.#said = "";
    const options = this.#wantsShell ? withVisits(this.#options, this.#visits) : this.#options;
    this.#wantsShell = false;
    this.#cannotReport = !(await reportStale(this.#watching, { ...this.#around, flags: this.#flags, options }));
    if (this.#cannotReport) this.#quit.abort();
  }

  get #isOver(): boolean {
    return this.#options.policy?.signal?.aborted === true;
  }

  /** An empty screen; what was on it has scrolled out, and can be scrolled back to. */
  #clear(): void {
    const { stdout } = this.#around.streams;
    if (this.#person) stdout.write(`${"\n".repeat(Math.max((stdout.rows || 24) - 1, 0))}\x1b[H\x1b[J`);
  }

  #quitNow(): void {
    if (!this.#isIdle) this.#around.writer.say(QUITTING);
    this.#quit.abort();
  }

  #key(keys: string): void {
    if (keys.includes("\x03")) process.kill(process.pid, "SIGINT"); // a raw terminal makes no signal of it
    if (keys.includes("\x1a")) this.#keyboard.suspend();
    if (keys === "q") this.#quitNow();
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
