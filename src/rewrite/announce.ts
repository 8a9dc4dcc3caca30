import { wordsOf } from "../document/annotation.ts";
import type { Step } from "../plan/plan.ts";

const ANNOTATION = /\s*#\s*howtrue:(.*)$/;

/**
 * Ways to write a command's lines so that they announce an exit status, the one to be preferred first. Whether a shell
 * takes what was written for a comment, and whether it says what it should, is seen when it is read again.
 */
export function announcements(lines: readonly string[], exit: number, step: Step): string[][] {
  const { channel } = step.expectation;
  if (channel.kind === "pipe") return channel.rules === "wordish" ? [withRemark(lines, exit)] : [];
  const ends = lines.length === 1 ? [0] : [lines.length - 1, 0];
  const own = ends.find((at) => ANNOTATION.test(lines[at] ?? ""));
  const words = exit === 0 ? [undefined, "exit=0"] : [`exit=${exit}`];
  const places = own === undefined ? ends : [own];
  return words.flatMap((word) => places.map((at) => [...lines].with(at, annotated(lines[at] ?? "", word))));
}

/** A line whose annotation says this of the status, or nothing. */
function annotated(line: string, word: string | undefined): string {
  const match = ANNOTATION.exec(line);
  const command = match === null ? line.trimEnd() : line.slice(0, match.index);
  const said = wordsOf(match?.[1] ?? "").filter((key) => !/^exit(=|$)/.test(key));
  const keys = word === undefined ? said : [word, ...said];
  return keys.length === 0 ? command : `${command}  # howtrue: ${keys.join(" ")}`;
}

/** wordish's way. */
function withRemark(lines: readonly string[], exit: number): string[] {
  const at = lines.length - 1;
  const command = (lines[at] ?? "").replace(/\s*#\s*returncode:\s*\d+\s*$/, "");
  return [...lines].with(at, exit === 0 ? command : `${command} # returncode: ${exit}`);
}
