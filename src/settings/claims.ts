import type { Condition } from "./condition.ts";
import { formatPattern, type Pattern } from "./pattern.ts";

/** What is said about a step, beside what its transcript shows. */
export interface Claims {
  readonly exit?: ExitClaim;
  /** Compare nothing. */
  readonly ignore?: boolean;
  readonly skip?: boolean;
  /** Skipped where this does not hold. */
  readonly if?: Condition;
  readonly cleanup?: boolean;
  /** Milliseconds until it is ended. */
  readonly timeout?: number;
  /** Milliseconds that it may take at most. */
  readonly within?: number;
  readonly match?: (typeof MATCHES)[number];
  /** Never in its output. */
  readonly forbid?: Pattern;
  readonly stderr?: "compare" | "ignore";
  readonly strict?: boolean;
  readonly session?: string;
  readonly background?: boolean;
  /** What a step in the background is ready by. */
  readonly until?: Readiness;
  /** Typed at a question that the transcript does not show. */
  readonly answer?: string;
  /** The variable of howtrue's own environment that holds such an answer. */
  readonly secret?: string;
}

export type ExitClaim = number | "any" | "nonzero";

export type Readiness =
  | { readonly kind: "output"; readonly pattern: Pattern }
  | { readonly kind: "port"; readonly port: number };

export function formatReadiness(until: Readiness): string {
  return until.kind === "port" ? `tcp:${until.port}` : formatPattern(until.pattern);
}

export const MATCHES = ["exact", "ellipsis", "glob", "regex", "unordered"] as const;

type WithDefault = "exit" | "ignore" | "skip" | "cleanup" | "match" | "stderr" | "background";

/** What holds where nothing is said. */
export const DEFAULT_CLAIMS: Required<Pick<Claims, WithDefault>> = {
  exit: 0,
  ignore: false,
  skip: false,
  cleanup: false,
  match: "ellipsis",
  stderr: "compare",
  background: false,
};
