import { hasError, type Message, warning } from "../message/message.ts";
import type { Plan, Step } from "../plan/plan.ts";
import type { Attempt, Executing, Running } from "./attempt.ts";
import { finish } from "./background.ts";
import { cleanUp } from "./cleanup.ts";
import { explain, readNeeds } from "./needs.ts";
import { conclude } from "./conclude.ts";
import { Ground, type GroundFor } from "./ground.ts";
import type { Outcome } from "./outcome.ts";
import { Past } from "./past.ts";
import type { Place, Way } from "./place.ts";
import { execute } from "./step.ts";
import { attemptOf, stepsInCommon, type Trodden } from "./trail.ts";
import { asWanted, doneBefore, isBehind, keeping, placeOf, skipped, trailOf, typingAgain } from "./traces.ts";
import { type Visits, visitShell } from "./visits.ts";
import type { Again, Arrival, Ended, Leaving, Stride, Trace, WalkContext, Walked } from "./walked.ts";

/** A document's steps at a reader's pace: forward, and back. Where they change nothing it is a run of the document. */
export class Walk {
  readonly plan: Plan;
  readonly #context: WalkContext;
  readonly #for: GroundFor;
  readonly #began: number;
  /** It is the reader's own machine, and there is no other. */
  readonly #isHost: boolean;
  #ground: Ground;
  #traces: readonly Trace[] = [];
  #past = new Past();
  #running: readonly { readonly at: number; readonly running: Running }[] = [];
  #current: Step | undefined;
  #isLost = false;
  /** On this machine something was run, also what is not behind the reader. */
  #isTouched = false;

  private constructor(ground: Ground, wanted: GroundFor, { context, began }: { context: WalkContext; began: number }) {
    this.plan = wanted.plan;
    this.#isHost = wanted.plan.settings.machine === "host";
    this.#ground = ground;
    this.#for = wanted;
    this.#context = context;
    this.#began = began;
  }

  /** Begins at the first step, or where the reader has left it; gives why it cannot, where it cannot. */
  static async begin(plan: Plan, context: WalkContext, place?: Place): Promise<Walk | readonly Message[]> {
    const { messages, ...needs } = readNeeds(plan, context);
    if (hasError(messages)) return messages;
    const wanted: GroundFor = { ...context, ...needs, plan };
    let ground: Ground | undefined;
    try {
      ground = await Ground.open(wanted, place?.began);
      const walk = new Walk(ground, wanted, { context, began: place?.began ?? Date.now() });
      await walk.#remember(ground.start?.trail.steps ?? [], place?.steps ?? []);
      return walk;
    } catch (cause) {
      await ground?.close();
      return [explain(cause, plan.path)];
    }
  }

  /**
   * Goes on to where the reader was, as far as the document is still the same. On their own machine nothing is run twice.
   * @param signal ends it early
   */
  async goTo({ steps, machine }: Place, signal: AbortSignal): Promise<Arrival> {
    const common = stepsInCommon({ steps }, this.plan);
    const isChanged = common < steps.length;
    if (this.#isHost && machine === "host") {
      const { traces, ...before } = doneBefore(steps, this.plan);
      this.#traces = traces.slice(0, common);
      return { again: 0, isNew: false, isChanged, before };
    }
    const how = await this.#again(steps.slice(this.at, common), signal);
    return { ...how, isNew: !this.#isHost && this.#ground.start === undefined, isChanged };
  }

  /** How many steps are behind the reader: the index of the next one. */
  get at(): number {
    return this.#traces.length;
  }
  get walked(): readonly Walked[] {
    return this.#traces.map(({ walked }) => walked);
  }

  /** What the reader types may hold what is shown nowhere. */
  get hasSecrets(): boolean {
    return this.#for.secrets.size > 0;
  }

  /**
   * Runs the next step. What was interrupted, or could not be run, is not behind the reader.
   * @throws {MachineError} where a machine is gone, and there is no new one
   */
  async step(stride: Stride = {}): Promise<Walked> {
    if (this.#isLost) await this.#toNewMachine(this.at);
    await this.#mark(stride.isHurried);
    const trace = await this.#run(stride);
    this.#take(trace);
    return trace.walked;
  }

  /** The next step is not run. */
  skip(): Walked {
    const trace = skipped(this.plan.steps[this.at]!);
    this.#traces = [...this.#traces, trace];
    return trace.walked;
  }

  /**
   * Back to before a step: the machine is as it was then. Not on the reader's own: there what was done stays.
   * @param signal ends it early, where steps are run again: then the reader is where that has come to
   * @throws {MachineError}
   */
  async back(to: number, signal?: AbortSignal): Promise<Arrival> {
    const before = this.walked.slice(0, to);
    const after = this.#isLost ? undefined : await this.#ground.backTo(to);
    if (after === undefined) return this.#toNewMachine(to, signal);
    this.#forget(after);
    return { ...(await this.#again(before.slice(after), signal)), isNew: false };
  }

  /** The reader takes over the shell of the next step, or at the end, of the last one. */
  async visit(receive: Visits["receive"]): Promise<readonly Message[]> {
    const step = this.plan.steps[this.at] ?? this.plan.steps.at(-1)!;
    this.#ground.touch();
    return visitShell({ step, kind: "replay" }, { ...this.#executing({}), receive });
  }

  /**
   * The end: what was left running is ended, the cleanup steps run that the reader has not come to, the machine is gone.
   */
  async end(leaving: Leaving): Promise<Ended> {
    const place = leaving.place === "keep" && this.at > 0 ? placeOf(this.plan, this.#traces, this.#began) : undefined;
    if (place !== undefined) await this.#mark();
    const trodden = trailOf(this.plan, this.#traces);
    const messages: Message[] = [];
    const outcomes: Outcome[] = [];
    const isBegun = !this.#isLost && (this.#isTouched || this.#traces.some(({ attempt }) => attempt.skipped !== true));
    const left = isBegun ? this.plan.steps.slice(this.at) : [];
    const complete = this.at === this.plan.steps.length && !this.#context.signal.aborted;
    const ending = { ...this.#executing({ signal: leaving.force }), ...leaving, complete };
    try {
      messages.push(...(await cleanUp(left, { ...ending, signal: leaving.force }, leaving.onCleanup)).messages);
      for (const { running } of this.#running.toReversed()) outcomes.push(await finish(running, ending));
    } finally {
      const kept = place && { began: this.#began, trodden };
      await this.#ground.close(kept).catch((cause: unknown) => messages.push(explain(cause, this.plan.path)));
      if (leaving.place === "forget") this.#ground.discard();
    }
    for (const words of this.#ground.machine.leftBehind?.() ?? [])
      messages.push(warning({ path: this.plan.path }, { code: "left-behind", ...words }));
    return { outcomes, messages, place };
  }

  /** Where something is left running, nothing can be gone on from: whoever talks to it is not saved with it. */
  async #mark(isHurried = false): Promise<void> {
    const ms = this.#traces.reduce((sum, { attempt }) => sum + (attempt.ran?.ms ?? 0), 0);
    if (this.#running.length === 0 && !this.#isLost) await this.#ground.mark(this.at, ms, isHurried);
  }

  #executing({ signal, follower }: Stride): Executing {
    const { sessions } = this.#ground;
    const until = signal === undefined ? this.#context.signal : AbortSignal.any([signal, this.#context.signal]);
    const { plan, secrets } = this.#for;
    const common = { plan, sessions, secrets, past: this.#past, films: false };
    return { ...common, signal: until, follower, current: () => this.#current };
  }

  async #run({ command, ...stride }: Stride): Promise<Trace> {
    const step = this.plan.steps[this.at]!;
    const way: Way = command === undefined ? { kind: "run" } : { kind: "edit", command };
    this.#current = step;
    this.#isTouched = true;
    this.#ground.touch();
    const typed: string[] = [];
    const executing = this.#executing({ ...stride, follower: keeping(stride.follower, typed, this.#for.secrets) });
    const attempt = await execute(asWanted(step, way), executing);
    const all = stride.follower?.answersAll === true;
    return this.#conclude(attempt, { way, ...(typed.length > 0 && { typed: { keys: typed.join(""), all } }) });
  }

  async #conclude(attempt: Attempt, how: Pick<Again, "way" | "typed">): Promise<Trace> {
    const about = { step: this.plan.steps[this.at]!, ...how };
    if (attempt.running !== undefined) {
      this.#running = [...this.#running, { at: this.at, running: attempt.running }];
      return { walked: about, attempt };
    }
    const { plan, secrets } = this.#for;
    const outcome = await conclude(attempt, { plan, secrets, past: this.#past });
    return { walked: { ...about, outcome }, attempt };
  }

  /** What was done when this machine was kept. */
  async #remember(trodden: readonly Trodden[], steps: Place["steps"]): Promise<void> {
    for (const [i, one] of trodden.slice(0, steps.length).entries()) {
      const [step, { way }] = [this.plan.steps[i]!, steps[i]!];
      if (way.kind === "skip") this.skip();
      else {
        const attempt = attemptOf(one, asWanted(step, way), new Date(this.#began));
        this.#traces = [...this.#traces, await this.#conclude(attempt, { way })];
      }
    }
  }

  /** Does once more what the reader had done. */
  async #again(steps: readonly Again[], signal?: AbortSignal): Promise<Omit<Arrival, "isNew">> {
    let [again, unlike] = [0, 0];
    for (const [i, { way, typed, outcome }] of steps.entries()) {
      if (this.#context.signal.aborted || signal?.aborted === true) break;
      if (way.kind === "skip") this.skip();
      else {
        this.#context.progress({ what: `running again (${i + 1} of ${steps.length} steps)` });
        const command = way.kind === "edit" ? way.command : undefined;
        const { attempt, walked } = await this.#run({ command, signal, follower: typingAgain(typed) });
        if (!this.#take({ attempt, walked: { ...walked, ...(typed !== undefined && { typed }) } })) break;
        again++;
        if (outcome !== undefined && outcome.observation?.exit !== walked.outcome?.observation?.exit) unlike++;
      }
    }
    return { again, ...(unlike > 0 && { unlike }) };
  }

  /** @throws {MachineError} */
  async #toNewMachine(to: number, signal?: AbortSignal): ReturnType<Walk["back"]> {
    const before = this.walked.slice(0, to);
    for (const { running } of this.#running) running.stop();
    await this.#ground.close();
    this.#isLost = true; // until there is another one
    this.#ground = await Ground.open(this.#for);
    this.#isLost = false;
    this.#forget(this.#isHost ? to : 0);
    return { ...(await this.#again(this.#isHost ? [] : before, signal)), isNew: !this.#isHost };
  }

  /** Gives whether it is behind the reader now. */
  #take(trace: Trace): boolean {
    this.#isLost = trace.walked.outcome?.observation?.end === "machine-lost";
    if (isBehind(trace)) this.#traces = [...this.#traces, trace];
    return isBehind(trace);
  }

  /** Only so many steps have been done. */
  #forget(after: number): void {
    this.#traces = this.#traces.slice(0, after);
    this.#running = this.#running.filter(({ at }) => at < after);
    this.#isTouched = false;
    this.#past = new Past();
    for (const { walked } of this.#traces) if (walked.outcome !== undefined) this.#past.remember(walked.outcome);
  }
}
