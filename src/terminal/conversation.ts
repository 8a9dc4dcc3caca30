import type { Capture } from "./capture.ts";
import { type Deadline, type Stop, startDeadline } from "./deadline.ts";
import type { Marker } from "./marker.ts";
import type { Terminal, TerminalEnd } from "./terminal.ts";
import { isForPassword, isPrompt, isQuestion, questionIn } from "./question.ts";
import type { RunOptions } from "./run-options.ts";
import { seemsToOpenShell } from "./shell-words.ts";
import { Watch, type Watcher } from "./watch.ts";

/** Hears what comes from a terminal, cut into output and marks. */
export interface Listener {
  bytes(chunk: Uint8Array): void;
  marker(marker: Marker): void;
  lost(end: TerminalEnd): void;
}

/** How a command ended. */
export interface Ending {
  /**
   * `done`: it ended, or, with status 0, opened a shell inside this one. `timed-out`, `stopped`: it was ended from
   * outside; `asked`: so was it, because nobody answers what it asks. `lost`: the terminal's own shell ended, or its
   * machine did.
   */
  readonly end: "done" | Stop | "lost";
  /** The exit status; undefined where none is known. */
  readonly status: number | undefined;
  /** With `lost`: why, where it was not the shell itself that ended. */
  readonly reason?: string | undefined;
  /** With `asked`: what it asked; empty where it only waited. */
  readonly question?: string;
}

/** What a conversation needs of its shell. */
export interface Partner {
  readonly terminal: Terminal;
  /** The terminal's own shell, by process id. */
  readonly first: number;
  /** Shells that mark their prompts already, by identity. */
  readonly known: Watcher["known"];
  /** Types what a shell that was found inside needs to know. */
  teach(): void;
  /** Ends what runs in front of the shell. */
  killFront(): void;
}

interface Run {
  readonly lines: string[];
  /** How many marks of its start a command has. */
  readonly starts: number;
  /** An end without a start is one: nothing that was typed before can have left it. */
  readonly unmarked: boolean;
  /** As it was written, which `lines` may not be. */
  readonly command?: string;
  readonly settle: (ending: Ending) => void;
}

const isQuiet = (heard: number): boolean => performance.now() - heard >= QUIET_MS;

/** How long a shell takes at most to start a program. */
const SETTLE_MS = 30;
/** So long must nothing have been printed before what stands on the last line is taken for a question. */
const QUIET_MS = 50;
/**
 * So much later it must still wait: a shell at its prompt waits, too, and the mark of the command's end, which it wrote
 * before, may still be on its way.
 */
const SURE_MS = 100;
/** A question that nobody answers is looked at again after this long. */
const DOUBT_MS = 300;
const ENTER = "\r";
/** An answer of one character: a program may take it as a key, and Enter for the answer to its next question. */
const ONE_KEY = /^(.)\r$/su;

/** One command's run: typed line by line as the shell asks for it, captured from the mark of its start to that of its end. */
export class Conversation implements Listener {
  readonly #partner: Partner;
  readonly #capture: Capture;
  readonly #lines: string[];
  readonly #settle: (ending: Ending) => void;
  /** Marks of the start that are still to come: what is printed later and looks like one is output. */
  #starts: number;
  readonly #unmarked: boolean;
  readonly #command: string;
  /** When the shell said that the command began; 0 before. */
  started = 0;
  #over = false;
  #deadline: Deadline | undefined;
  #watch: Watch | undefined;
  #answer: RunOptions["answer"];
  #onOutput: RunOptions["onOutput"];
  #onAsked: RunOptions["onAsked"];
  /** Somebody else sees to what it asks from now on. */
  #isAnsweredElsewhere = false;
  /** When something was printed last. */
  #heard = 0;
  /** When a question without an answer was first seen; 0 where there is none. */
  #unanswered = 0;
  /** When it was first seen to wait since something was printed; 0 where it was not. */
  #seen = 0;
  /** When one was first seen of a program that may wait for something else; 0 where there is none. */
  #doubted = 0;
  #question: string | undefined;
  /** An answer was typed, and nothing was printed since. */
  #answered = false;
  /** A key that was typed without Enter: whether one is needed is seen from whether the question still stands. */
  #key: { readonly line: string; readonly size: number; readonly at: number } | undefined;
  /** Something was typed that the command may not have read. */
  hasAnswered = false;

  constructor(partner: Partner, capture: Capture, run: Run) {
    this.#partner = partner;
    this.#capture = capture;
    this.#lines = run.lines;
    this.#starts = run.starts;
    this.#unmarked = run.unmarked;
    this.#command = run.command ?? "";
    this.#settle = run.settle;
  }

  /** Types the command at once; then sees to it that it ends in time, and to the shell that it may open. */
  begin({ timeout, signal, answer, onOutput, onAsked, hidesStderr = false }: RunOptions): void {
    this.#answer = answer;
    this.#onOutput = onOutput;
    this.#onAsked = onAsked;
    this.#type();
    if (this.#over) return;
    this.#deadline = startDeadline({ timeout, signal }, [
      () => this.#interrupt(),
      () => this.#partner.killFront(),
      () => void this.#partner.terminal.close(),
    ]);
    this.#watch = new Watch(this.#partner.terminal, this.#partner.first, {
      known: this.#partner.known,
      mayOpenShell: !hidesStderr,
      seemsToOpenShell: () => !hidesStderr && seemsToOpenShell(this.#command),
      onShell: () => {
        this.#capture.dropLastLine(); // the new shell's own prompt
        this.#partner.teach();
      },
      showsPrompt: () => this.started > 0 && isQuiet(this.#heard) && isPrompt(questionIn(this.#capture.lastLine())),
      onWaiting: (sure) => this.#waiting(sure),
    });
  }

  bytes(chunk: Uint8Array): void {
    const heard = this.started > 0 && this.#deadline?.stop === undefined && this.#watch?.found !== true;
    if (!heard) return;
    this.#capture.push(chunk);
    this.#onOutput?.(chunk);
    this.#heard = performance.now();
    this.#unanswered = this.#doubted = this.#seen = 0;
    this.#answered = false;
    this.#watch?.heard();
  }

  marker(marker: Marker): void {
    if (marker.kind === "more") this.#type();
    if (marker.kind === "start" && this.#starts > 0) {
      this.#starts--;
      this.started = performance.now();
      this.#capture.clear();
    }
    if (marker.kind === "done" && (this.started > 0 || this.#unmarked)) {
      this.#finish({ end: "done", status: marker.status });
    }
  }

  /** The status of a shell that ended before it began the command is none of the command. */
  lost({ status, reason }: TerminalEnd): void {
    this.#finish({ end: "lost", status: this.started > 0 ? status : undefined, reason });
  }

  #finish(ending: Ending): void {
    this.#over = true;
    this.#deadline?.clear();
    this.#watch?.clear();
    const end = this.#deadline?.stop ?? ending.end;
    this.#settle({ ...ending, end, ...(end === "asked" && { question: this.#question ?? "" }) });
  }

  #type(): void {
    const line = this.#lines.shift();
    if (line !== undefined) this.#partner.terminal.write(`${line}\n`);
  }

  /** Types the answer to what the command asks, or, where there is none, ends it: it would wait for ever. */
  #waiting(sure: boolean): number | undefined {
    const now = performance.now();
    if (this.#answer === undefined || this.started === 0 || this.#deadline?.stop !== undefined) return undefined;
    if (this.#isAnsweredElsewhere) return undefined;
    if (!isQuiet(this.#heard)) return QUIET_MS;
    this.#seen ||= now;
    if (now - this.#seen < SURE_MS) return SURE_MS;
    const line = questionIn(this.#capture.lastLine());
    if (this.#key !== undefined) {
      const echoed = line.length - this.#key.line.length;
      if (echoed === 0 && now - this.#key.at < DOUBT_MS) return DOUBT_MS; // it may have none
      const stands = line.startsWith(this.#key.line) && echoed <= this.#key.size;
      this.#key = undefined;
      if (stands) return this.#send(ENTER);
    }
    const question = this.#answered ? "" : line;
    if (!sure) {
      // It may as well wait for a network: what it has printed of a line so far is not yet a question.
      if (!isQuestion(question)) return undefined;
      this.#doubted ||= now;
      if (now - this.#doubted < DOUBT_MS) return DOUBT_MS;
    }
    const answer = this.#answer(question);
    if (answer !== undefined) {
      const [, key] = ONE_KEY.exec(answer) ?? [];
      if (key === undefined) return this.#send(answer);
      this.#key = { line, size: key.length, at: now };
      this.#send(key);
      return DOUBT_MS;
    }
    if (!sure && !isForPassword(question)) return undefined;
    this.#unanswered ||= now;
    if (now - this.#unanswered < DOUBT_MS) return DOUBT_MS;
    if (this.#onAsked !== undefined) return this.#letAnswer(question, this.#onAsked);
    this.#question = question;
    this.#deadline?.end("asked");
    return undefined;
  }

  #letAnswer(question: string, onAsked: NonNullable<RunOptions["onAsked"]>): undefined {
    this.#isAnsweredElsewhere = true;
    this.hasAnswered = true;
    onAsked(question, (keys) => {
      if (!this.#over) this.#partner.terminal.write(keys);
    });
  }

  #send(keys: string): undefined {
    this.#answered = true;
    this.hasAnswered = true;
    this.#partner.terminal.write(keys);
  }

  /**
   * Ctrl-C, but not before the command has begun and has had a moment: before, the tty would forget what was typed, and
   * a bash that is interrupted between fork and exec goes on as two shells that read from one terminal.
   */
  #interrupt(): void {
    if (this.#over) return;
    if (this.started > 0 && performance.now() - this.started >= SETTLE_MS) this.#partner.terminal.write("\x03");
    else setTimeout(() => this.#interrupt(), SETTLE_MS);
  }
}
