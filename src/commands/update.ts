import { hasError } from "../message/message.ts";
import { changeLines } from "../report/changes.ts";
import { liveLine } from "../report/live.ts";
import { messageLines } from "../report/messages.ts";
import { makePaint } from "../report/paint.ts";
import { plural } from "../report/plural.ts";
import { visible, visibleText } from "../report/visible.ts";
import type { Update } from "../rewrite/update.ts";
import type { Settings } from "../settings/settings.ts";
import { replaceText } from "../source/write.ts";
import { update } from "../update.ts";
import { ask } from "./ask.ts";
import { hasColours } from "./colours.ts";
import { readStandardInput } from "./input.ts";
import { stageLines } from "./progress.ts";
import { type ReadFlags, readOptions } from "./reading.ts";
import { listenForStop } from "./stop.ts";
import { type Streams, Writer } from "./writer.ts";

export interface UpdateFlags extends ReadFlags {
  readonly machine?: Settings["machine"];
  /** Milliseconds. */
  readonly timeout?: number;
  readonly secret?: readonly string[];
  readonly runs?: number;
  readonly fill?: boolean;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

/** `howtrue update`: gives the exit status. */
export async function runUpdate(paths: readonly string[], flags: UpdateFlags, streams: Streams): Promise<number> {
  const live = liveLine(hasColours(streams.stderr));
  const writer = new Writer(streams, live);
  const stages = stageLines((line) => writer.say(line));
  const stop = listenForStop(() => writer.say("Stopping."));
  const person = process.stdin.isTTY && streams.stderr.isTTY;
  const updates = update(paths, {
    ...readOptions(flags),
    settings: { machine: flags.machine, timeout: flags.timeout, dialect: flags.dialect },
    secrets: flags.secret,
    runs: flags.runs ?? (person ? 2 : 1),
    fill: flags.fill ?? false,
    policy: { signal: stop.signal, force: stop.force },
    standardInput: () => readStandardInput(stop.signal),
    onEvent: (event) => (streams.stderr.isTTY ? live.event(event, performance.now()) : stages(event)),
  });
  const session = new Session(flags, { writer, streams, person, signal: stop.signal });
  try {
    for await (const one of updates) await session.take(one);
    return stop.status ?? session.end();
  } finally {
    stop.clear();
    writer.close();
  }
}

interface Surroundings {
  readonly writer: Writer;
  readonly streams: Streams;
  /** Somebody is there to be asked. */
  readonly person: boolean;
  readonly signal: AbortSignal;
}

/** Shows what would change, one document after the other, and writes what is wanted. */
class Session {
  readonly #flags: UpdateFlags;
  readonly #around: Surroundings;
  #all: boolean;
  #written = 0;
  #unwritten = 0;
  #broken = false;
  #left = false;

  constructor(flags: UpdateFlags, around: Surroundings) {
    this.#flags = flags;
    this.#around = around;
    this.#all = flags.yes === true;
  }

  async take({ path, texts, messages }: Update): Promise<void> {
    const { writer, streams } = this.#around;
    const paint = makePaint(hasColours(streams.stderr));
    for (const message of messages) writer.say(messageLines(message, paint).join("\n"));
    this.#broken ||= hasError(messages);
    this.#left ||= messages.some(({ code }) => code === "not-updated");
    if (texts === undefined) return;
    if (path === "-") return writer.write(streams.stdout.isTTY ? visibleText(texts.new) : texts.new);
    const changes = changeLines(path, texts, hasColours(streams.stdout));
    if (changes.length === 0) return writer.write(`${visible(path)}: nothing to change\n`);
    writer.write(changes.map((line) => `${line}\n`).join(""));
    if (await this.#isWanted(path)) await this.#write(path, texts);
    else this.#unwritten++;
  }

  /** 1: a document is not what it should be; 2: one could not be run or written. */
  end(): number {
    const { writer } = this.#around;
    if (this.#written > 0) writer.write(`${plural(this.#written, "document")} updated\n`);
    if (this.#unwritten > 0) {
      const hint =
        this.#flags.dryRun === true || this.#around.person ? "" : ": say --yes to write, or --dry-run to look";
      writer.write(
        `${plural(this.#unwritten, "document")} left as ${this.#unwritten === 1 ? "it is" : "they are"}${hint}\n`,
      );
    }
    if (this.#broken) return 2;
    return this.#left || this.#unwritten > 0 ? 1 : 0;
  }

  async #isWanted(path: string): Promise<boolean> {
    if (this.#flags.dryRun === true) return false;
    if (this.#all) return true;
    if (!this.#around.person) return false;
    const key = await ask(`Write this to ${visible(path)}? yes, no, all`, ["n", "y", "a"], this.#around.signal);
    this.#all ||= key === "a";
    return key !== "n";
  }

  async #write(path: string, texts: { old: string; new: string }): Promise<void> {
    const { writer, streams } = this.#around;
    const message = await replaceText(path, texts);
    if (message === undefined) {
      this.#written++;
      return;
    }
    this.#broken = true;
    writer.say(messageLines(message, makePaint(hasColours(streams.stderr))).join("\n"));
  }
}
