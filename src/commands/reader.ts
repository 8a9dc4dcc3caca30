import { edit } from "../replay/editor.ts";
import { enter, hear } from "../replay/hear.ts";
import type { Passage } from "../replay/passages.ts";
import { keyOfLine } from "../replay/keys.ts";
import { paste, press, pressAll } from "../replay/press.ts";
import { type Effect, type Happening, type Next, type State, stepAt } from "../replay/state.ts";
import type { Place } from "../run/place.ts";
import type { Walk } from "../run/walk.ts";
import { Hand, type Pace } from "./hand.ts";
import { Keys } from "./keys.ts";
import { receiveOn } from "./receive.ts";
import { Stage } from "./stage.ts";
import { type Read, Tour, type TourFor } from "./tour.ts";

export interface Given extends Omit<TourFor, "stage"> {
  readonly passages: readonly Passage[];
  /** Where the reader was, or wants to begin. */
  readonly place: Place | undefined;
  /** They are asked whether to go on there. */
  readonly offers: boolean;
  /** Nobody types. */
  readonly auto: Pace | undefined;
}

const REDRAW_MS = 100;
/** What is over sooner needs no line that tells of it. */
const SOON_MS = 300;

const NOT_UNDERSTOOD = "Type one of the letters, or the whole word, and Enter; ? tells what they do.";
const ON_HOST = "The steps run on this machine itself, with no protection.";

/** A person reads a document: what they type, and what they see of it. */
export class Reader {
  readonly stage: Stage;
  readonly #given: Given;
  readonly #stdout: NodeJS.WriteStream;
  readonly #keys: Keys;
  readonly #hand: Hand;
  readonly #tour: Tour;
  #state: State;
  #effects: readonly Effect[] = [];
  #isPerforming = false;
  #isLeaving = false;
  /** Lines of an edited command that has no end yet. */
  #typed: readonly string[] = [];
  #over: (read: Read) => void = () => undefined;
  #fail: (cause: unknown) => void = () => undefined;

  constructor(given: Given, stdout: NodeJS.WriteStream) {
    this.#given = given;
    this.#stdout = stdout;
    this.stage = new Stage(stdout);
    this.#keys = new Keys(!this.stage.moves, {
      keys: (keys) => this.#heard(keys),
      paste: (text) => this.#take(paste(this.#state, text)),
      line: (line) => this.#line(line),
    });
    this.#hand = new Hand(given.auto);
    this.#tour = new Tour({ ...given, stage: this.stage });
    [this.#state] = this.#enter();
  }

  /** From the first key to the machine's end. */
  async read(): Promise<Read> {
    const { stop } = this.#given;
    const onResize = (): void => this.#take(hear(this.#state, { kind: "resized", size: this.stage.size }));
    const onGone = (): void => this.#leave(true);
    const timer = setInterval(() => this.#draw(), REDRAW_MS);
    this.#stdout.on("resize", onResize);
    stop.signal.addEventListener("abort", onGone);
    for (const event of ["end", "error"]) process.stdin.on(event, onGone);
    this.#keys.listen();
    try {
      return await new Promise<Read>((resolve, reject) => {
        [this.#over, this.#fail] = [resolve, reject];
        this.#take(this.#enter());
      });
    } finally {
      clearInterval(timer);
      this.#stdout.off("resize", onResize);
      stop.signal.removeEventListener("abort", onGone);
      for (const event of ["end", "error"]) process.stdin.off(event, onGone);
      this.#keys.release();
      this.stage.erase();
    }
  }

  /** Ctrl-C, where it comes as a signal. */
  interrupt(): void {
    this.#heard(["ctrl-c"]);
  }

  #enter(): Next {
    const { plan, passages, offers } = this.#given;
    const stays = plan.settings.machine === "host";
    return enter({ steps: plan.steps, passages, size: this.stage.size, stays }, offers);
  }

  /** What was typed at once. */
  #heard(keys: readonly string[]): void {
    const typed = keys.filter((key) => key !== "ctrl-z");
    if (typed.length < keys.length) {
      this.stage.erase();
      this.#keys.suspend();
    }
    const [key] = typed;
    if (key === undefined) return;
    const isInterrupt = typed.includes("ctrl-c");
    if (this.#isLeaving) {
      if (isInterrupt) this.#tour.force();
    } else if (!this.#hand.isAt) this.#take(pressAll(this.#state, typed));
    else if (isInterrupt || key === "q" || key === "ctrl-d") this.#leave(isInterrupt);
    else if (key === " ") {
      this.#hand.stop();
      this.#draw();
    }
  }

  /** At a terminal that is too plain for keys. */
  #line(line: string): void {
    this.stage.typed();
    const { mode } = this.#state;
    if (mode.kind !== "editing") {
      const key = keyOfLine(line);
      if (key === undefined) this.stage.text([NOT_UNDERSTOOD]);
      return key === undefined ? this.#draw() : this.#heard([key]);
    }
    const typed = [...this.#typed, line];
    const next = press({ ...this.#state, mode: { ...mode, editor: edit(typed.join("\n")) } }, "enter");
    this.#typed = next[0].mode.kind === "editing" ? typed : [];
    this.#take(next);
  }

  #take([state, effects]: Next): void {
    this.#state = state;
    this.#effects = [...this.#effects, ...effects];
    this.#performAll().catch(this.#fail);
  }

  async #performAll(): Promise<void> {
    if (this.#isPerforming) return;
    this.#isPerforming = true;
    for (let [effect, ...rest] = this.#effects; effect !== undefined; [effect, ...rest] = this.#effects) {
      this.#effects = rest;
      if (this.#isLeaving) continue;
      await this.#perform(effect);
    }
    this.#isPerforming = false;
    this.#draw();
    const key = await this.#hand.key(this.#state.mode, stepAt(this.#state) === undefined);
    if (key !== undefined && this.#hand.isAt) this.#take(press(this.#state, key));
  }

  /** What takes long is begun here, and heard of when it is done. */
  async #perform(effect: Effect): Promise<void> {
    switch (effect.kind) {
      case "text":
        this.stage.text(effect.lines);
        return effect.lines.length > 0 ? this.#hand.rest() : undefined;
      case "command":
        if (!this.#hand.isAt) return this.stage.command(effect.step);
        return this.stage.type(effect.step, { speed: this.#hand.speed, wait: (ms) => this.#hand.wait(ms) });
      case "say":
        return this.stage.say(effect.saying);
      case "redraw":
        return this.stage.erase();
      case "interrupt":
        return this.#tour.interrupt();
      case "quit":
        return this.#leave(effect.interrupted);
      case "begin":
        return this.#begin(effect.fresh);
      case "skip":
        return this.#do(async (walk) => ({ kind: "stepped", walked: walk.skip(), at: walk.at }));
      case "back":
        return this.#do((walk) => this.#tour.back(walk, effect.to));
      case "run":
        return this.#do((walk) => this.#tour.step(walk, { effect, ...this.#lending() }));
      case "visit":
        return this.#do((walk) => this.#visit(walk));
    }
  }

  #begin(fresh: boolean): void {
    const { plan, place, offers } = this.#given;
    const from = fresh && offers ? undefined : place;
    if (plan.settings.machine === "host") this.stage.text(["", this.stage.paint.yellow(ON_HOST)]);
    this.#tour.begin(from);
    this.#isStarted().catch(this.#fail);
    // They read on while it starts.
    if (from === undefined) return this.#take(hear(this.#state, { kind: "begun", walked: [] }));
    this.#do((walk) => this.#tour.goTo(walk, from));
  }

  #do(use: (walk: Walk) => Promise<Happening>): void {
    this.#done(use).catch(this.#fail);
  }

  async #done(use: (walk: Walk) => Promise<Happening>): Promise<void> {
    const happening = await this.#tour.do(use);
    if (!this.#isLeaving && happening !== undefined) this.#take(hear(this.#state, happening));
  }

  /** Without a machine there is nothing to run. */
  async #isStarted(): Promise<void> {
    if (!(await this.#tour.isStarted()) && !this.#isLeaving) this.#over({ place: "same", status: 2 });
  }

  #lending(): { lend?: (type: Keys["program"]) => void } {
    return this.#hand.isAt ? {} : { lend: (type) => (this.#keys.program = type) };
  }

  async #visit(walk: Walk): Promise<Happening> {
    const streams = { stdout: this.#stdout, stderr: this.#stdout };
    this.stage.erase();
    this.#keys.release();
    try {
      const writer = { hold: () => () => undefined };
      return await this.#tour.visit(walk, receiveOn(streams, { keyboard: this.#keys.keyboard, writer }));
    } finally {
      this.#keys.listen();
    }
  }

  #leave(interrupted: boolean): void {
    if (this.#isLeaving) return;
    this.#isLeaving = true;
    this.#hand.stop();
    this.stage.erase();
    this.#tour.leave({ interrupted, keep: this.#given.auto === undefined }).then(this.#over, this.#fail);
  }

  #draw(): void {
    if (this.#isPerforming || this.#isLeaving) return;
    const { mode } = this.#state;
    const elapsed = performance.now() - this.#tour.since;
    if (mode.kind === "busy" && (elapsed < SOON_MS || mode.doing === "visit")) return;
    const about = { what: this.#tour.what, asks: this.#keys.program !== undefined };
    this.stage.draw(this.#state, { ...about, elapsed, place: this.#given.place, isAuto: this.#hand.isAt });
  }
}
