/** How a command is ended from outside: asked first, then made to. Each way gets this long to work. */
const GRACE_MS = 2_000;

export type Stop = "timed-out" | "stopped" | "asked";

export interface Deadline {
  /** Why the command was stopped; undefined as long as it was not. */
  readonly stop: Stop | undefined;
  /** Stops it now. */
  end(why: Stop): void;
  /** The command has ended by itself or was ended. */
  clear(): void;
}

/**
 * Stops a command when its time is up or the signal aborts (it has not yet), taking one measure after the other until it is cleared.
 * @param measures the gentlest first
 */
export function startDeadline(
  when: { timeout: number; signal?: AbortSignal | undefined },
  measures: readonly (() => void)[],
): Deadline {
  let timer: NodeJS.Timeout;
  const deadline: { stop: Stop | undefined; end(why: Stop): void; clear(): void } = {
    stop: undefined,
    end: (why) => stop(why),
    clear() {
      clearTimeout(timer);
      listening?.delete(onAbort);
    },
  };
  const escalate = (left: readonly (() => void)[]): void => {
    const [measure, ...rest] = left;
    if (measure === undefined) return;
    timer = setTimeout(() => escalate(rest), GRACE_MS);
    measure();
  };
  const stop = (why: Stop): void => {
    if (deadline.stop !== undefined) return;
    clearTimeout(timer);
    deadline.stop = why;
    escalate(measures);
  };
  const onAbort = (): void => stop("stopped");
  timer = setTimeout(() => stop("timed-out"), when.timeout);
  const listening = when.signal && listenersOf(when.signal);
  listening?.add(onAbort);
  return deadline;
}

const LISTENERS = new WeakMap<AbortSignal, Set<() => void>>();

/** Who listens to a signal: one listener of its own serves all commands of a run, as adding and removing one is slow. */
function listenersOf(signal: AbortSignal): Set<() => void> {
  const known = LISTENERS.get(signal);
  if (known !== undefined) return known;
  const listeners = new Set<() => void>();
  LISTENERS.set(signal, listeners);
  signal.addEventListener("abort", () => {
    for (const listener of listeners) listener();
  });
  return listeners;
}
