import type { Keeper, Machine, Progress, StartMachine } from "../machine/machine.ts";
import { MachineError } from "../machine/machine.ts";
import type { Plan } from "../plan/plan.ts";
import type { NeededFile } from "../source/files.ts";
import { inputsOf, isAlone, isClosed } from "./needs.ts";
import { Kept, type Start } from "./kept.ts";
import type { Secrets } from "./secrets.ts";
import { Sessions } from "./sessions.ts";
import { leastUseful } from "./saving.ts";
import { type Checkpoint, stepsInCommon, type Trail, type Trodden, VERSION } from "./trail.ts";

/** So many checkpoints at most, of which the last few stay: a reader who goes back goes back a little. */
const MOST = 8;
const NEAR = 4;
/** Of those that whoever comes back finds. */
const KEPT = 2;
/** In a hurry one is saved when so many times as long has passed as saving the last one took. */
const PAYS = 7;

export interface GroundFor {
  readonly plan: Plan;
  readonly start: StartMachine;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly secrets: Secrets;
  readonly files: readonly NeededFile[];
  readonly signal: AbortSignal;
  readonly progress: (now: Progress) => void;
}

/** The machine under a walk and its shells, which can be taken back to where they were. */
export class Ground {
  readonly machine: Machine;
  sessions: Sessions;
  /** From where it goes on, where it was kept. */
  readonly start: Start | undefined;
  readonly #for: GroundFor;
  readonly #kept: Kept | undefined;
  #checkpoints: readonly Checkpoint[];
  /** Something has changed since the last one. */
  #dirty = true;
  /** Milliseconds that saving it took last, and when that was. */
  #cost = 0;
  #saved = 0;

  private constructor(machine: Machine, kept: Kept | undefined, wanted: GroundFor) {
    this.machine = machine;
    this.#for = wanted;
    this.#kept = kept;
    this.start = kept?.start;
    this.sessions = new Sessions(machine, wanted.plan);
    this.#checkpoints = this.start?.trail.checkpoints ?? [];
    if (this.start !== undefined) this.#resume(this.start.checkpoint);
  }

  /**
   * A new machine, or the one that was kept when somebody left it.
   * @param began when whoever left it had begun
   * @throws {MachineError}
   */
  static async open(wanted: GroundFor, began?: number): Promise<Ground> {
    const { plan, start, environment, secrets, files, signal, progress } = wanted;
    const inputs = ["walk", ...inputsOf(files)];
    const inCommon = (trail: Trail): number => stepsInCommon(trail, plan);
    const kept = isAlone(plan, secrets)
      ? new Kept({ plan, inputs, environment, inCommon, renew: began === undefined, began, goesBack: true })
      : undefined;
    let machine: Machine | undefined;
    try {
      machine = await start(plan.settings, { progress, signal, environment, hosts: plan.hosts, keep: kept });
      if (files.length > 0 && kept?.start === undefined) await machine.put(files);
      for (const name of kept?.start?.stale ?? []) await machine.keeper?.forget(name);
      return new Ground(machine, kept, wanted);
    } catch (cause) {
      await machine?.close();
      kept?.close();
      throw cause;
    }
  }

  /** What comes next changes it. */
  touch(): void {
    this.#dirty = true;
  }

  /**
   * Saves it as it is after so many steps, which took so many milliseconds; not where it cannot be saved, and where that is
   * hurried, not too often.
   */
  async mark(after: number, ms: number, isHurried: boolean): Promise<void> {
    const { keeper } = this.machine;
    const sessions = this.sessions.saved();
    const last = this.#checkpoints.find((one) => one.after === after);
    if (keeper === undefined || sessions === undefined || (last !== undefined && !this.#dirty)) return;
    const began = performance.now();
    if (isHurried && began - this.#saved < PAYS * this.#cost) return;
    if (this.#kept?.hasRoom === false) return;
    try {
      const name = `at-${after}-${Date.now().toString(36)}`;
      const machine = await keeper.save(name);
      if (last !== undefined) await this.#forget([last], keeper);
      const checkpoint = { name, after, ms, machine, sessions };
      this.#checkpoints = [...this.#checkpoints, checkpoint].toSorted((a, b) => a.after - b.after);
      const far = leastUseful(this.#checkpoints.slice(0, -NEAR));
      if (this.#checkpoints.length > MOST && far !== undefined) await this.#forget([far], keeper);
      this.#dirty = false;
      this.#saved = performance.now();
      this.#cost = this.#saved - began;
    } catch (cause) {
      if (!(cause instanceof MachineError)) throw cause; // no room: going back takes longer
    }
  }

  /**
   * Takes it back to the last checkpoint after at most so many steps; gives after how many that is. Nothing where there is
   * none.
   */
  async backTo(most: number): Promise<number | undefined> {
    const { keeper } = this.machine;
    const checkpoint = this.#checkpoints.findLast(({ after }) => after <= most);
    if (keeper === undefined || checkpoint === undefined) return undefined;
    try {
      await keeper.restore(checkpoint.name, checkpoint.machine);
      this.sessions = new Sessions(this.machine, this.#for.plan);
      this.#resume(checkpoint);
      const later = this.#checkpoints.filter(({ after }) => after > checkpoint.after);
      await this.#forget(later, keeper);
      this.#dirty = false;
      return checkpoint.after;
    } catch (cause) {
      if (cause instanceof MachineError) return undefined;
      throw cause;
    }
  }

  /** The end; with `keep`, it can be gone on from where it was last marked. */
  async close(keep?: { readonly began: number; readonly trodden: readonly Trodden[] }): Promise<void> {
    try {
      if (keep !== undefined) await this.#forgetOld();
      await this.machine.close();
    } finally {
      const isWhole = this.machine.keeper?.isWhole === true && isClosed(this.#for.plan, this.#for.secrets);
      if (keep !== undefined && isWhole) {
        const { began, trodden: steps } = keep;
        this.#kept?.bringBack({ version: VERSION, began, steps, checkpoints: this.#checkpoints });
      }
      this.#kept?.close();
    }
  }

  /** What was kept when this document was left before is needed no more. */
  discard(): void {
    this.#kept?.discard();
  }

  async #forgetOld(): Promise<void> {
    const { keeper } = this.machine;
    if (keeper === undefined) return;
    await this.#forget(this.#checkpoints.slice(0, -KEPT), keeper).catch((cause: unknown) => {
      if (!(cause instanceof MachineError)) throw cause; // its end is told elsewhere
    });
  }

  #resume({ sessions }: Checkpoint): void {
    this.sessions.resume(sessions, (port) => this.machine.keeper!.reopen(port));
  }

  async #forget(checkpoints: readonly Checkpoint[], keeper: Keeper): Promise<void> {
    for (const { name } of checkpoints) await keeper.forget(name);
    this.#checkpoints = this.#checkpoints.filter((one) => !checkpoints.includes(one));
  }
}
