/**
 * A command as lines to type: quoted into one `eval`, in lines that fit the tty's line buffer, so that any command, of
 * any length, is read whole and run once.
 */

/** In canonical mode a tty holds 4,095 bytes of a line (N_TTY_BUF_SIZE); room is left for the closing characters. */
const LONGEST_LINE = 4_000;

/** Where a command's standard error goes that is not shown. */
const NOWHERE = " 2>/dev/null";

/**
 * Before the first line of a command: what stands on its line already, as a Ctrl-C does that the tty took for a character,
 * is a command of its own then, which fails unseen. Where nothing does, nothing happens.
 */
export const SET_ASIDE = " 2>&- || :; ";

export interface Quoting {
  /** What it prints to its standard error is not shown. */
  readonly hidesStderr?: boolean | undefined;
}

/** Lines to type for a command in bash. All but the last end in a backslash: bash asks for more after each. */
export function quoteForBash(command: string, { hidesStderr = false }: Quoting = {}): string[] {
  if (isSimple(command) && !hidesStderr) return [command];
  const tail = hidesStderr ? NOWHERE : "";
  if (command.length < LONGEST_LINE / 2 && PLAIN.test(command)) return [`eval $'${command}'${tail}`];
  return typedLines("eval ", { quote: "$'", tail }, Array.from(command, ansiC));
}

/**
 * Whether bash reads a command whole from its one line, whatever it is: words of plain characters and variables, the first
 * not reserved. It is typed as it is, so that `$_`, traces and traps see the command and not our `eval`.
 */
export function isSimple(command: string): boolean {
  const [, first] = SIMPLE.exec(command) ?? [];
  return first !== undefined && command.length < LONGEST_LINE && !RESERVED.has(first);
}

const SIMPLE = /^([\w./~%+@:=,-]+)(?: (?:[\w./~%+@:=,*?-]|\$\w)+)*$/;
const RESERVED = new Set(
  "if then elif else fi for in while until do done case esac select function time coproc".split(" "),
);

/** What needs no quoting within `$'…'`. */
const PLAIN = /^[ -&(-[\]-~]*$/;

/** `text` as one word of bash, fit for the middle of a typed line. */
export function bashWord(text: string): string {
  return `$'${Array.from(text, ansiC).join("")}'`;
}

/** `text` as one word of any POSIX shell, fit for a tty that acts on Ctrl-C alone. */
export function posixWord(text: string): string {
  return `'${text.replaceAll("'", `'\\''`).replaceAll("\x03", `'"$(printf '\\003')"'`)}'`;
}

/**
 * Lines to type for a command in a POSIX shell, which knows no `$'…'`: single quotes, line feeds as they are, other
 * control characters behind the tty's literal-next character. It asks for more after each line.
 */
export function quoteForSh(command: string, { hidesStderr = false }: Quoting = {}): string[] {
  const how = { quote: "'", tail: hidesStderr ? NOWHERE : "" };
  return typedLines("eval ", how, Array.from(command, singleQuoted)).flatMap((line) => line.split("\n"));
}

function typedLines(
  head: string,
  { quote, tail }: { quote: string; tail: string },
  parts: readonly string[],
): string[] {
  const lines: string[] = [];
  let line = head + quote;
  let room = LONGEST_LINE - line.length;
  for (const part of parts) {
    const size = part === "\n" ? 0 : byteLength(part);
    if (size > room) {
      lines.push(`${line}'\\`);
      line = quote;
      room = LONGEST_LINE;
    }
    line += part;
    room = part === "\n" ? LONGEST_LINE : room - size;
  }
  return [...lines, `${line}'${tail}`];
}

/** Bash manual 3.1.2.4, ANSI-C quoting. Control characters are never typed: the tty would act on them. */
function ansiC(character: string): string {
  if (character === "\n") return "\\n";
  if (character === "\t") return "\\t";
  if (character === "\\" || character === "'") return `\\${character}`;
  if (isControl(character)) return `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
  return character;
}

function singleQuoted(character: string): string {
  if (character === "'") return `'\\''`;
  if (character !== "\n" && isControl(character)) return `\x16${character}`;
  return character;
}

/** C0 and DEL. NUL cannot be in a command: a document that holds one is refused before. */
function isControl(character: string): boolean {
  const code = character.charCodeAt(0);
  return code < 0x20 || code === 0x7f;
}

function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
