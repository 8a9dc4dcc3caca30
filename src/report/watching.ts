import type { DocumentResult } from "../run/outcome.ts";
import type { Paint } from "./paint.ts";
import { plural } from "./plural.ts";
import { visible } from "./visible.ts";

interface Watched {
  readonly documents: number;
  readonly results: readonly DocumentResult[];
  /** Somebody is there to type. */
  readonly person: boolean;
}

/** What is waited for, what is known, and what may be typed. */
export function watchingLine({ documents, results, person }: Watched, paint: Paint): string {
  const count = (status: DocumentResult["status"]): number => results.filter((one) => one.status === status).length;
  const [held, failed, broken] = [count("held"), count("failed"), count("broken")];
  const parts = [
    held > 0 && paint.green(`${held} held`),
    failed > 0 && paint.red(`${failed} failed`),
    broken > 0 && paint.red(`${broken} could not be run`),
  ].filter((part) => part !== false);
  const known = parts.length === 0 ? "" : ` (${parts.join(", ")})`;
  const keys = failed + broken > 0 ? KEYS : KEYS.filter(([, what]) => !what.includes("fail"));
  const help = person ? keys.map(([key, what]) => `${paint.bold(key)} ${paint.dim(what)}`).join(paint.dim(", ")) : "";
  return `Watching ${plural(documents, "document")}${known}. ${person ? help : "Ctrl-C ends it."}`;
}

const KEYS = [
  ["Enter", "runs all"],
  ["f", "what failed"],
  ["s", "a shell at the failure"],
  ["q", "quits"],
] as const;

/** Why a run was broken off. */
export function outdatedLine(path: string): string {
  return `${visible(path)} has changed while it ran: it is stopped, and run again.`;
}
