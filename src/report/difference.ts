import type { Span } from "../match/spans.ts";
import type { Outcome } from "../run/outcome.ts";
import { differenceOf } from "./differing.ts";
import type { Paint } from "./paint.ts";

/**
 * Expected against observed: `-` what the document says and was not observed, with its line number, `+` what was observed
 * instead, `:` what a `...` stands for.
 */
export function differenceLines(outcome: Outcome, paint: Paint): string[] {
  const width = String(outcome.step.expectation.output.at(-1)?.line ?? 0).length;
  const margin = " ".repeat(width);
  return differenceOf(outcome).map((line) => {
    const text = line.spans.map((span) => painted(span, paint)).join("");
    switch (line.kind) {
      case "same":
        return paint.dim(`${String(line.line).padStart(width)}   ${text}`);
      case "removed":
        return `${paint.dim(String(line.line).padStart(width))} ${paint.red(`- ${text}`)}`;
      case "added":
        return `${margin} ${paint.green(`+ ${text}`)}`;
      case "covered":
        return paint.dim(`${margin} : ${text}`);
      case "folded":
        return paint.dim(text);
    }
  });
}

function painted({ kind, text }: Span, paint: Paint): string {
  if (kind === "same") return text;
  return kind === "any" ? paint.dim(text) : paint.inverse(text);
}
