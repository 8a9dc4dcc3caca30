import { Completer } from "../document/shell/completeness.ts";

/** The commands of an entry of a shell's history, and the comments between them: pasted at once, they may be one entry. */
export function commandsOf(text: string): string[] {
  const commands: string[] = [];
  let lines: string[] = [];
  let completer = new Completer();
  for (const line of text.split("\n")) {
    if (lines.length === 0 && line.trim() === "") continue;
    lines.push(line);
    if (!completer.feed(line).complete) continue;
    commands.push(lines.join("\n"));
    lines = [];
    completer = new Completer();
  }
  if (lines.length > 0) commands.push(lines.join("\n"));
  return commands.map(trimmed);
}

/** Without blanks at both ends; one that is quoted by a backslash stays. */
function trimmed(command: string): string {
  return command.trimStart().replace(/(\\\s)?\s*$/, "$1");
}
