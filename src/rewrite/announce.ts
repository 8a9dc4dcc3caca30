import { wordsOf } from "../document/annotation.ts";
import type { Step } from "../plan/plan.ts";

const ANNOTATION = /(?<!\s)\s*#\s*howtrue:/g;

/**
 * Ways to write a command's lines so that they announce an exit status, the one to be preferred first. Whether a shell
 * takes what was written for a comment, and whether it says what it should, is seen when it is read again.
 */
export function announcements(lines: readonly string[], exit: number, step: Step): string[][] {
  const { channel } = step.expectation;
  if (channel.kind === "pipe") return channel.rules === "wordish" ? [withRemark(lines, exit)] : [];
  const ends = lines.length === 1 ? [0] : [lines.length - 1, 0];
  const words = exit === 0 ? [undefined, "exit=0"] : [`exit=${exit}`];
  const written = words.flatMap((word) =>
    ends.flatMap((at) =>
      cutsOf(lines[at] ?? "").map(([command, said]) => ({
        isOwn: said !== undefined,
        lines: [...lines].with(at, annotated(command, said, word)),
      })),
    ),
  );
  // Where there is an annotation, it is the one to change.
  return written.toSorted((a, b) => Number(b.isOwn) - Number(a.isOwn)).map((one) => one.lines);
}

/** A line as a command and its annotation: what looks like one may stand in quotes, and another behind it, or none. */
function cutsOf(line: string): [command: string, annotation?: string][] {
  const cuts = Array.from(line.matchAll(ANNOTATION), ({ index, 0: opener }): [string, string] => [
    line.slice(0, index),
    line.slice(index + opener.length),
  ]);
  return [...cuts, [line.trimEnd()]];
}

/** A line whose annotation says this of the status, or nothing. */
function annotated(command: string, annotation = "", word?: string): string {
  const said = wordsOf(annotation).filter((key) => !/^exit(=|$)/.test(key));
  const keys = word === undefined ? said : [word, ...said];
  return keys.length === 0 ? command : `${command}  # howtrue: ${keys.join(" ")}`;
}

/** wordish's way. */
function withRemark(lines: readonly string[], exit: number): string[] {
  const at = lines.length - 1;
  const command = (lines[at] ?? "").replace(/\s*#\s*returncode:\s*\d+\s*$/, "");
  return [...lines].with(at, exit === 0 ? command : `${command} # returncode: ${exit}`);
}
