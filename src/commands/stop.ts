import { closeSync, openSync } from "node:fs";
import { isatty } from "node:tty";

/** The signals by which a user, or a system that shuts down, ends a command, and the exit status that tells of each. */
const STATUS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
/** As of what SIGPIPE ended, where nobody reads any more; 2 where the report cannot be written for another reason. */
const NOBODY_READS = 141;
const NOT_WRITTEN = 2;

export interface StopSignals {
  /** Aborted by the first signal: finish in order. */
  readonly signal: AbortSignal;
  /** Aborted by the second: finish at once. */
  readonly force: AbortSignal;
  /** 128 and the signal's number, once there was one. */
  readonly status: number | undefined;
  /** Listens no more. */
  clear(): void;
}

/**
 * Turns signals into an orderly end, and so the end of whoever read the report (`howtrue verify | head`). A third signal
 * ends the process where it stands.
 * @param onStop told of the first and the second
 * @param onInterrupt takes Ctrl-C, as long as it means something else
 */
export function listenForStop(onStop: (count: 1 | 2) => void, onInterrupt?: () => void): StopSignals {
  letGoWhereGone();
  const gentle = new AbortController();
  const forced = new AbortController();
  let status: number | undefined;
  const listeners = Object.entries(STATUS).map(([name, code]) => {
    const listener = (): void => {
      if (name === "SIGINT" && onInterrupt !== undefined) return onInterrupt();
      if (forced.signal.aborted) process.exit(code);
      status = code;
      onStop(gentle.signal.aborted ? 2 : 1);
      (gentle.signal.aborted ? forced : gentle).abort();
    };
    process.on(name, listener);
    return [name, listener] as const;
  });
  const onError = ({ code }: NodeJS.ErrnoException): void => {
    status ??= code === "EPIPE" || code === "EIO" ? NOBODY_READS : NOT_WRITTEN;
    gentle.abort();
  };
  process.stdout.on("error", onError);
  return {
    signal: gentle.signal,
    force: forced.signal,
    get status() {
      return status;
    },
    clear() {
      for (const [name, listener] of listeners) process.off(name, listener);
      process.stdout.off("error", onError);
    },
  };
}

/**
 * At its end node sets back the terminals that it had at its beginning, and aborts where one of them is gone: it is not to
 * find them.
 */
function letGoWhereGone(): void {
  const terminals = [0, 1, 2].filter((fd) => isatty(fd));
  process.once("exit", () => {
    for (const fd of terminals.filter((one) => !isatty(one))) {
      closeSync(fd);
      openSync("/dev/null", "r+"); // the lowest that is free: in its place
    }
  });
}
