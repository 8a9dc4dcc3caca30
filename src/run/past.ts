import type { ExpectedLine } from "../plan/plan.ts";
import type { Outcome } from "./outcome.ts";

/** Lines of earlier steps that are known; a document that prints more is not told so well. */
const MOST_LINES = 20_000;
/** What is shorter is everywhere. */
const SHORTEST = 4;

/** What the steps before one have shown. */
export class Past {
  /** Texts of placeholders, of steps that held. */
  readonly names: Map<string, string> = new Map();
  readonly #printed = new Map<string, Outcome["step"]["place"]>();

  remember({ step, status, names, observation }: Outcome): void {
    if (status === "held") for (const [name, text] of names ?? []) this.names.set(name, text);
    for (const line of observation?.screen.lines ?? []) {
      if (this.#printed.size >= MOST_LINES) break;
      if (line.trim().length >= SHORTEST) this.#printed.set(line.trimEnd(), step.place);
    }
  }

  /** A remark about an expected line that is missing, where an earlier step printed it. */
  tell({ text, line }: ExpectedLine, path: string): string | undefined {
    const place = this.#printed.get(text.trimEnd());
    if (place === undefined) return undefined;
    return `line ${line} was printed by the step at ${place.path === path ? `line ${place.line}` : `${place.path}:${place.line}`}`;
  }
}
