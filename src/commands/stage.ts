import type { Step } from "../plan/plan.ts";
import { Output } from "../replay/output.ts";
import { editorRegion } from "../replay/region.ts";
import { commandLines, sayingLines } from "../replay/sayings.ts";
import { type Saying, type Size, type State, stepAt } from "../replay/state.ts";
import { type Now, statusLine } from "../replay/status.ts";
import { makePaint, type Paint } from "../report/paint.ts";
import { visible } from "../report/visible.ts";
import type { Message } from "../message/message.ts";
import { messageLines } from "../report/messages.ts";
import type { Outcome } from "../run/outcome.ts";
import type { Walked } from "../run/walked.ts";
import { Bottom } from "./bottom.ts";
import { hasColours } from "./colours.ts";

interface Typing {
  /** Characters a second. */
  readonly speed: number;
  readonly wait: (ms: number) => Promise<void>;
}

/** What a reader sees: the document and what its steps print, above the line that says what they may do. */
export class Stage {
  /** The terminal moves its cursor where it is told to. */
  readonly moves: boolean;
  readonly paint: Paint;
  readonly #stdout: NodeJS.WriteStream;
  readonly #bottom: Bottom;
  #output: Output | undefined;

  constructor(stdout: NodeJS.WriteStream) {
    this.#stdout = stdout;
    this.moves = process.env["TERM"] !== "dumb";
    this.paint = makePaint(hasColours(stdout));
    this.#bottom = new Bottom(stdout, !this.moves);
  }

  get size(): Size {
    return { columns: this.#stdout.columns || 80, rows: this.#stdout.rows || 24 };
  }

  text(lines: readonly string[]): void {
    this.#bottom.say(lines);
  }

  say(saying: Saying): void {
    this.#bottom.say(sayingLines(saying, this.paint));
  }

  command(step: Step): void {
    this.#bottom.say(["", ...commandLines(step, this.paint)]);
  }

  /** The same, as if it was typed. */
  async type(step: Step, { speed, wait }: Typing): Promise<void> {
    const [prompt = ""] = commandLines({ ...step, command: "" }, this.paint);
    this.#bottom.write(`\n${prompt}`);
    for (const character of step.command) {
      const shown = character === "\n" ? "\n> " : visible(character);
      await wait(1_000 / speed);
      this.#bottom.write(this.paint.bold(shown));
    }
    this.#bottom.endLine(false);
  }

  /** Where what a step prints is to be given to, as it comes. */
  listen(): (chunk: Uint8Array) => void {
    const output = new Output({ colours: this.paint.bold("") !== "", moves: this.moves });
    this.#output = output;
    return (chunk) => this.#bottom.write(output.feedApart(chunk));
  }

  /** A program asks what the document does not answer. */
  asked(question: string): void {
    const line = this.#output?.line ?? visible(question);
    this.#bottom.endLine(true);
    this.#bottom.say([this.paint.dim(ASKED)]);
    this.#bottom.write(line);
  }

  /** A step has ended: what is left on the last line was its output, or the prompt of a shell that it has opened. */
  settle({ outcome }: Walked): void {
    const lines = outcome?.observation?.screen.lines ?? [];
    const output = this.#output;
    this.#output = undefined;
    if (output === undefined) return this.#bottom.say(lines.map(visible));
    const left = output.line.trim();
    this.#bottom.endLine(left === "" || !(lines.at(-1) ?? "").includes(left));
    if (output.isRough) this.#bottom.say([this.paint.dim(ROUGH), ...lines.map(visible)]);
  }

  messages(messages: readonly Message[]): void {
    this.#bottom.say(messages.flatMap((message) => messageLines(message, this.paint)));
  }

  cleaning(step: Step): void {
    this.#bottom.say([this.paint.dim("cleanup:"), ...commandLines(step, this.paint)]);
  }

  /** What was left running has come to its end. */
  finished(outcome: Outcome): void {
    const { step } = outcome;
    this.#bottom.say(["", this.paint.dim("in the background:"), ...commandLines(step, this.paint)]);
    this.say({ kind: "verdict", walked: { step, way: { kind: "run" }, outcome }, changed: false });
  }

  draw(state: State, now: Now): void {
    const status = statusLine(state, now, this.paint);
    const step = stepAt(state);
    if (status === "") return this.#bottom.erase();
    if (state.mode.kind === "busy" && !this.moves) return;
    if (state.mode.kind !== "editing" || step === undefined) return this.#bottom.draw({ lines: [status] });
    if (!this.moves) return this.#bottom.draw({ lines: ["Another command, or nothing to leave it as it is:"] });
    const { editor } = state.mode;
    this.#bottom.draw(editorRegion({ editor, step, status }, state.size, this.paint));
  }

  erase(): void {
    this.#bottom.erase();
  }

  /** A line was typed, at a terminal that shows it. */
  typed(): void {
    this.#bottom.answered();
  }
}

const ASKED = "(This question is yours: what you type goes to the program.)";
const ROUGH = "(It moved about on the screen. What is left of it:)";
