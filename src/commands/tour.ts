import { MachineError } from "../machine/machine.ts";
import { startMachine } from "../machine/start.ts";
import { hasError, type Message } from "../message/message.ts";
import type { Plan } from "../plan/plan.ts";
import { isNotAsShown } from "../replay/sayings.ts";
import type { Effect, Happening } from "../replay/state.ts";
import { explain } from "../run/needs.ts";
import type { Place } from "../run/place.ts";
import type { Visits } from "../run/visits.ts";
import { Walk } from "../run/walk.ts";
import type { Arrival } from "../run/walked.ts";
import type { Stage } from "./stage.ts";
import type { StopSignals } from "./stop.ts";

export interface TourFor {
  readonly plan: Plan;
  readonly secrets: readonly string[];
  readonly stop: StopSignals;
  readonly stage: Stage;
}

export interface Leaving {
  readonly interrupted: boolean;
  /** They will come back, unless they are at the end. */
  readonly keep: boolean;
}

export interface Read {
  /** To come back to; `same`: where they were before. */
  readonly place: Place | "same" | undefined;
  readonly status: number;
}

/** Who runs a step, and how. */
export interface Stepping {
  readonly effect: Effect & { readonly kind: "run" };
  /** Gets what they type, as long as a program asks; nothing where nobody is there to type. */
  readonly lend?: (type: ((keys: string) => void) | undefined) => void;
}

const INTERRUPTED = 130;

/** A reader's walk: one thing after the other, each of which may take long and may be interrupted. */
export class Tour {
  readonly #for: TourFor;
  /** Aborted when they want an end, and when they want it at once. */
  readonly #end = new AbortController();
  readonly #force = new AbortController();
  #begun: Promise<Walk | readonly Message[]> | undefined;
  /** What goes on, for whoever has to wait for it. */
  #doing: Promise<unknown> = Promise.resolve();
  #interrupting = new AbortController();
  /** They are on their way to where they were, and have not come there. */
  #isOnWay = false;
  /** When it was begun. */
  since = 0;
  /** What it is, where that is not the step itself: `starting the guest`. */
  what: string | undefined;

  constructor(wanted: TourFor) {
    this.#for = wanted;
  }

  /** Starts the machine, and goes on from a place. */
  begin(place: Place | undefined): void {
    const { plan, secrets, stop } = this.#for;
    const signal = AbortSignal.any([this.#end.signal, stop.signal]);
    const progress = ({ what }: { readonly what: string }): void => void (this.what = what);
    const context = { start: startMachine, environment: process.env, secrets, signal, progress };
    this.since = performance.now();
    this.#begun = Walk.begin(plan, context, place);
  }

  /** Whether there is a machine; it is told why there is none. */
  async isStarted(): Promise<boolean> {
    const walk = await this.#begun!;
    this.what = undefined;
    if (walk instanceof Walk) return true;
    if (!this.#end.signal.aborted) this.#for.stage.messages(walk); // what they have ended is no news
    return false;
  }

  /** Gives what has come of it; nothing where there is no machine. */
  do(use: (walk: Walk) => Promise<Happening>): Promise<Happening | undefined> {
    this.since = performance.now();
    this.#interrupting = new AbortController();
    const doing = this.#done(use);
    this.#doing = doing.catch(() => undefined); // who began it hears of it
    return doing;
  }

  async step(walk: Walk, { effect, lend }: Stepping): Promise<Happening> {
    const { stage } = this.#for;
    this.since = performance.now();
    const asked = (question: string, type: (keys: string) => void): void => {
      stage.asked(question);
      lend?.(type);
    };
    const answersAll = effect.answersAll && lend !== undefined;
    const person = lend === undefined ? {} : { asked, isPatient: true, answersAll };
    const follower = { ...person, hear: walk.hasSecrets ? undefined : stage.listen() };
    const isHurried = effect.isHurried === true || lend === undefined;
    const walked = await walk.step({
      command: effect.command,
      signal: this.#interrupting.signal,
      follower,
      isHurried,
    });
    lend?.(undefined);
    stage.settle(walked);
    return { kind: "stepped", walked, at: walk.at };
  }

  async goTo(walk: Walk, place: Place): Promise<Happening> {
    const arrival = await this.#going(walk.goTo(place, this.#interrupting.signal));
    return { kind: "begun", walked: walk.walked, arrival };
  }

  async back(walk: Walk, to: number): Promise<Happening> {
    const arrival = await this.#going(walk.back(to, this.#interrupting.signal));
    return { kind: "back", arrival, walked: walk.walked };
  }

  async visit(walk: Walk, receive: Visits["receive"]): Promise<Happening> {
    this.#for.stage.messages(await walk.visit(receive));
    return { kind: "visited" };
  }

  async #going(arriving: Promise<Arrival>): Promise<Arrival> {
    this.#isOnWay = true;
    try {
      return await arriving;
    } finally {
      this.#isOnWay = false;
    }
  }

  /** Ends what goes on, and nothing else. */
  interrupt(): void {
    this.#interrupting.abort();
  }

  /** Does not wait for cleanup. */
  force(): void {
    this.#force.abort();
  }

  /** Whatever runs is ended first; then cleanup runs, and the machine is gone. */
  async leave({ interrupted, keep }: Leaving): Promise<Read> {
    const { plan, stage, stop } = this.#for;
    const isOnWay = this.#isOnWay;
    this.interrupt();
    if (this.what !== undefined) this.#end.abort(); // an image may be built, which takes minutes
    await this.#doing;
    const walk = await this.#begun;
    const status = interrupted ? INTERRUPTED : 0;
    if (!(walk instanceof Walk)) return { place: "same", status };
    const isAtEnd = walk.at === plan.steps.length;
    const then = !keep || isOnWay ? "same" : isAtEnd ? "forget" : "keep";
    const force = AbortSignal.any([this.#force.signal, stop.force]);
    const end = await walk.end({ place: then, force, onCleanup: (step) => stage.cleaning(step) });
    for (const outcome of end.outcomes) stage.finished(outcome);
    stage.messages(end.messages);
    const place = end.place ?? (then === "forget" ? undefined : "same");
    if (hasError(end.messages)) return { place, status: 2 };
    const failed = walk.walked.some(isNotAsShown) || end.outcomes.some((outcome) => outcome.status === "failed");
    return { place, status: isAtEnd && failed && !interrupted ? 1 : status };
  }

  async #done(use: (walk: Walk) => Promise<Happening>): Promise<Happening | undefined> {
    const { plan, stage } = this.#for;
    const walk = await this.#begun!;
    if (!(walk instanceof Walk)) return undefined;
    try {
      return await use(walk);
    } catch (cause) {
      if (!(cause instanceof MachineError)) throw cause;
      stage.messages([explain(cause, plan.path)]);
      return { kind: "failed" };
    } finally {
      this.what = undefined;
    }
  }
}
