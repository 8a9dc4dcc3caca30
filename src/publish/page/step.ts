import type { Element } from "hast";
import { inWords } from "../../report/failure.ts";
import { reasonsOf } from "../../report/reasons.ts";
import { visible } from "../../report/visible.ts";
import { unshown } from "../../run/judge.ts";
import type { Outcome } from "../../run/outcome.ts";
import { formatDuration } from "../../settings/duration.ts";
import { differenceView } from "./difference.ts";
import { type Child, el } from "./element.ts";
import { icon } from "./icons.ts";
import type { Located } from "./locate.ts";
import { foldedOutputOf, type Ink, outputOf } from "./output.ts";

/** What a step's view depends on beside the step. */
export interface Around {
  readonly ink: Ink;
}

/** In words, to be read behind `Step 3: `. */
const STATUS: Readonly<Record<Outcome["status"], string>> = {
  held: "held",
  failed: "does not hold",
  skipped: "not run",
  untested: "not tested",
  broken: "could not be run",
};

/** A command, what became of it, and what it printed. Its buttons are added by the script that they need. */
export function stepView(located: Located, { ink }: Around): Element {
  const { index, outcome } = located;
  const { status, observation } = outcome;
  const name = `Step ${index + 1}: ${STATUS[status]}`;
  const result = [...whyView(outcome), ...resultView(located, ink), ...remarks(outcome)];
  return el("div", { id: idOfStep(index), className: ["step", status], role: "group", ariaLabel: name }, [
    el("span", { className: ["mark"], ...(status !== "held" && { title: STATUS[status] }) }, [icon(status)]),
    commandView(located),
    el("span", { className: ["tools"] }, [
      observation !== undefined && el("span", { className: ["took"] }, [formatDuration(observation.ms)]),
    ]),
    result.length > 0 && el("div", { className: ["result"] }, result),
  ]);
}

/** No document has a colon in an id. */
function idOfStep(index: number): string {
  return `step:${index + 1}`;
}

function commandView({ outcome: { step }, prompts }: Located): Element {
  const lines = step.command.split("\n").flatMap((text, i): Child[] => {
    const prompt = prompts[i] ?? "";
    return [
      i > 0 && "\n",
      prompt !== "" && el("span", { className: ["prompt"] }, [visible(prompt)]),
      el("span", { className: ["typed"] }, wordsOf(visible(text))),
    ];
  });
  // What is copied is what was run, also where what is shown must differ from it.
  const raw = step.command.split("\n").map(visible).join("\n") === step.command ? {} : { dataCommand: step.command };
  return el("pre", { className: ["command"], ...raw }, [el("code", {}, lines)]);
}

/** A line that may have to be broken is not broken within `--an-option`. */
function wordsOf(text: string): Child[] {
  if (text.length <= SHORT) return [text];
  return text.split(/((?<=^|\s)-\S*(?=\s|$))/).map((word, i) => {
    return i % 2 === 1 && word.length <= SHORT ? el("span", { className: ["whole"] }, [word]) : word;
  });
}

/** In characters; a telephone shows as many in a line. */
const SHORT = 24;

function resultView({ outcome, claimed }: Located, ink: Ink): Element[] {
  const { failures, step, match } = outcome;
  if (failures.some(({ kind }) => kind === "output")) {
    return [differenceView(outcome), ...foldedOutputOf(claimed, ink, (lines) => `Everything it printed: ${lines}`)];
  }
  if (outcome.observation === undefined) return expectedView(outcome);
  const isShown = match !== undefined || step.expectation.output.length > 0;
  if (isShown || failures.length > 0) return outputOf(claimed, ink);
  return foldedOutputOf(claimed, ink, (lines) => `${lines} that the howto does not show`);
}

/** Of what was not run there is only what the document says. */
function expectedView({ step: { expectation } }: Outcome): Element[] {
  if (expectation.output.length === 0) return [];
  const text = expectation.output.map((line) => visible(line.text)).join("\n");
  return [el("pre", { className: ["output", "unverified"] }, [el("code", {}, [text])])];
}

/** Why it failed. */
function whyView(outcome: Outcome): Element[] {
  const { failures } = outcome;
  if (failures.length === 0) return [];
  const reasons = failures.some(({ kind }) => kind === "output") ? reasonsOf(outcome) : [];
  return [remark("why", sentence([...failures.map(inWords), ...reasons].join("; ")))];
}

/** The status it announced, and what else is worth saying. */
function remarks({ step, observation, notes, status }: Outcome): Element[] {
  const known = observation === undefined ? [] : unshown(step, observation);
  const said = notes.filter((note) => !known.includes(note)).map((note) => sentence(visible(note)));
  const exit = observation?.exit ?? 0;
  if (status === "held" && step.expectation.exit !== 0 && exit !== 0)
    said.unshift(`Exit status ${exit}, as announced.`);
  if (status !== "held" && status !== "failed") said.unshift(sentence(STATUS[status]));
  return said.map((text) => remark("note", text));
}

function remark(kind: string, text: string): Element {
  return el("p", { className: ["remark", kind], dir: "auto" }, [text]);
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
