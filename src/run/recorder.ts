import type { Keeper, Machine } from "../machine/machine.ts";
import { MachineError } from "../machine/machine.ts";
import type { Attempt } from "./attempt.ts";
import type { Kept } from "./kept.ts";
import type { Sessions } from "./sessions.ts";
import { leastUseful, pays } from "./saving.ts";
import { type Checkpoint, keysOf, type Trail, type Trodden, troddenOf, VERSION } from "./trail.ts";
import type { Plan } from "../plan/plan.ts";

/** Milliseconds that saving takes, before it is known. */
const COST = 130;
/** At most so many are kept; each takes as much room as the guest uses of its memory. */
const MOST = 6;
/** Bytes of output of all steps together. */
const MOST_OUTPUT = 16 * 2 ** 20;

/** What is known of the run before, and where this one is kept. */
type From = Pick<Kept, "start" | "common" | "hasRoom">;

/** Notes what a run does, and saves its machine on the way, so that the next run can go on from there. */
export class Recorder {
  readonly #keeper: Keeper;
  readonly #keys: ReturnType<typeof keysOf>;
  readonly #steps: Trodden[];
  #checkpoints: Checkpoint[];
  readonly #began: number;
  #size = 0;
  /** It goes on beyond what can be recorded. */
  #over = false;
  #cost = COST;
  #spent = 0;
  readonly #start = performance.now();
  #saved = this.#start;
  readonly #from: From;

  private constructor(keeper: Keeper, plan: Plan, from: From) {
    const trail = from.start?.trail;
    this.#keeper = keeper;
    this.#from = from;
    this.#keys = keysOf(plan);
    this.#steps = [...(trail?.steps ?? [])];
    this.#checkpoints = [...(trail?.checkpoints ?? [])];
    this.#began = trail?.began ?? Date.now();
  }

  /** Undefined where the machine keeps nothing. */
  static async of({ keeper }: Machine, plan: Plan, from: From): Promise<Recorder | undefined> {
    for (const name of from.start?.stale ?? []) await keeper?.forget(name);
    return keeper && new Recorder(keeper, plan, from);
  }

  /** After the machine's end: what it saved is all written. */
  get isWhole(): boolean {
    return this.#keeper.isWhole;
  }

  /** A step was run, and the next one is not typed yet. */
  async after(attempt: Attempt, sessions: Sessions): Promise<void> {
    if (this.#over || attempt.cached !== undefined) return;
    const { skipped, ran, running, notReady } = attempt;
    this.#size += (ran?.execution.output.head.length ?? 0) + (ran?.execution.output.tail.length ?? 0);
    const isWhole = skipped === true || (ran !== undefined && ran.interrupted !== true && ran.execution.end !== "lost");
    if (running !== undefined || notReady !== undefined || !isWhole || this.#size > MOST_OUTPUT) {
      this.#over = true;
      return;
    }
    this.#steps.push(troddenOf(attempt, this.#keys[this.#steps.length]!));
    if (this.#pays()) await this.#save(sessions);
  }

  #pays(): boolean {
    const now = performance.now();
    const [steps, of] = [this.#steps.length, this.#keys.length];
    const times = { ms: this.#ms, since: now - this.#saved, elapsed: now - this.#start };
    const edited = steps === this.#from.common && steps < of;
    return pays({ steps, of, ...times, spent: this.#spent, cost: this.#cost, edited });
  }

  get #ms(): number {
    return this.#steps.reduce((sum, { ran }) => sum + (ran?.ms ?? 0), 0);
  }

  get trail(): Trail {
    return { version: VERSION, began: this.#began, steps: this.#steps, checkpoints: this.#checkpoints };
  }

  async #save(sessions: Sessions): Promise<void> {
    const saved = sessions.saved();
    if (saved === undefined || !this.#from.hasRoom) return;
    const began = performance.now();
    const ms = this.#ms;
    const name = `after-${this.#steps.length}-${Date.now().toString(36)}`;
    try {
      const machine = await this.#keeper.save(name);
      this.#checkpoints.push({ name, after: this.#steps.length, ms, machine, sessions: saved });
      const least =
        this.#checkpoints.length > MOST
          ? leastUseful(this.#checkpoints, (ms / this.#steps.length) * this.#keys.length)
          : undefined;
      if (least !== undefined) {
        await this.#keeper.forget(least.name);
        this.#checkpoints = this.#checkpoints.filter((one) => one !== least);
      }
    } catch (cause) {
      if (!(cause instanceof MachineError)) throw cause;
      this.#over = true; // no room: the run itself goes on
    }
    this.#saved = performance.now();
    this.#cost = this.#saved - began;
    this.#spent += this.#cost;
  }
}
