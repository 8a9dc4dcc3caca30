/** A regular expression of JavaScript's. */
export interface Regex {
  readonly source: string;
  readonly flags: string;
}

/**
 * A regular expression of Python's `re` or of Rust's `regex`, as JavaScript has it, for a whole line: what differs in
 * writing is rewritten, what JavaScript cannot say is a fault. cram appends `\Z` to what is written, so that of `a|b` only
 * `b` is anchored; here the whole is.
 * @see https://docs.python.org/3/library/re.html#regular-expression-syntax
 */
export function readRegex(text: string): Regex | { readonly fault: string } {
  const flags = /^\(\?([a-zA-Z]+)\)/.exec(text);
  const letters = flags?.[1] ?? "";
  const unknown = /[^aimsuL]/.exec(letters)?.[0];
  if (unknown !== undefined) return { fault: `the flag ${unknown} is not known here` };
  const translated = translate(text.slice(flags?.[0].length ?? 0));
  if (typeof translated !== "string") return translated;
  const source = `^(?:${translated})$`;
  // Lines hold no line feeds: `.` is any character. With `u` it is a whole one; not every old pattern is fit for that.
  const ours = letters.includes("i") ? "si" : "s";
  for (const flag of [`${ours}u`, ours]) {
    try {
      void new RegExp(translated, flag); // a group that is closed too early would close ours
      return { source: new RegExp(source, flag).source, flags: flag };
    } catch {
      continue;
    }
  }
  return { fault: reason(translated, ours) };
}

function reason(source: string, flags: string): string {
  try {
    return new RegExp(source, flags).source;
  } catch (cause) {
    const [, why] = /: ([^:]*)$/.exec(cause instanceof Error ? cause.message : "") ?? [];
    return why?.toLowerCase() ?? "it cannot be read";
  }
}

/** What is written differently, by where it begins; a function gives the fault, or what to write instead. */
const TOKENS: readonly (readonly [RegExp, (match: RegExpExecArray) => string | { fault: string }])[] = [
  [/\(\?#[^)]*\)/y, () => ""],
  [/\(\?P<(\w+)>/y, ([, name]) => `(?<${name}>`],
  [/\(\?P=(\w+)\)/y, ([, name]) => `\\k<${name}>`],
  [/\(\?(?=[a-zA-Z-]+[:)])/y, () => ({ fault: "flags within a pattern are not known here" })],
  [/\(\?[>(]/y, () => ({ fault: "atomic and conditional groups are not known here" })],
  [/[*+?]\+/y, () => ({ fault: "possessive quantifiers are not known here" })],
  [/\\[Zz]/y, () => "$"],
  [/\\A/y, () => "^"],
  [/\\a/y, () => "\\x07"],
  [/\\x\{([\da-fA-F]+)\}/y, ([, hex]) => `\\u{${hex}}`],
  [/\\[a-zA-Z0-9]/y, ([whole]) => whole],
  // An escape that says nothing: JavaScript's `u` knows only those that do.
  [/\\([^^$\\.*+?()[\]{}|/])/y, ([, character = ""]) => character],
  [/\\./y, ([whole]) => whole],
  [/\{,(\d+)\}/y, ([, most]) => `{0,${most}}`],
  [/\{\d+(,\d*)?\}/y, ([whole]) => whole],
  [/\\$/y, () => ({ fault: "it ends in a backslash" })],
  // Braces that are no quantifier.
  [/[{}]/y, ([whole]) => `\\${whole}`],
];

const POSIX: Readonly<Record<string, string>> = {
  ...{ alpha: "a-zA-Z", digit: "0-9", alnum: "a-zA-Z0-9", upper: "A-Z", lower: "a-z", space: "\\s", blank: " \\t" },
  ...{ xdigit: "0-9a-fA-F", word: "\\w", punct: "!-\\/:-@\\[-`{-~", print: " -~", graph: "!-~", cntrl: "\\x00-\\x1f" },
};

function translate(text: string): string | { fault: string } {
  let source = "";
  for (let at = 0; at < text.length;) {
    const set = text[at] === "[" ? readSet(text, at) : undefined;
    if (set !== undefined) {
      source += set.source;
      at = set.end;
      continue;
    }
    const found = tokenAt(text, at);
    if (found === undefined) source += text[at++];
    else if (typeof found.written !== "string") return found.written;
    else {
      source += found.written;
      at = found.end;
    }
  }
  return source;
}

function tokenAt(text: string, at: number): { written: string | { fault: string }; end: number } | undefined {
  for (const [pattern, write] of TOKENS) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match !== null) return { written: write(match), end: at + match[0].length };
  }
  return undefined;
}

/** A set of characters: a `]` at its beginning and a `[` anywhere stand for themselves. */
function readSet(text: string, from: number): { source: string; end: number } | undefined {
  const head = /\[\^?\]?/y;
  head.lastIndex = from;
  const [opening = "["] = head.exec(text) ?? [];
  let source = opening.endsWith("]") ? `${opening.slice(0, -1)}\\]` : opening;
  for (let at = from + opening.length; at < text.length; at++) {
    const rest = text.slice(at, at + 12);
    const [posix, name = ""] = /^\[:(\w+):\]/.exec(rest) ?? [];
    if (text[at] === "]") return { source: `${source}]`, end: at + 1 };
    if (posix !== undefined && Object.hasOwn(POSIX, name)) {
      source += POSIX[name];
      at += posix.length - 1;
    } else if (text[at] === "\\") source += escapeInSet(text[++at] ?? "");
    else source += text[at] === "[" ? "\\[" : text[at];
  }
  return undefined;
}

function escapeInSet(character: string): string {
  return /[\w\\\]^[-]/.test(character) ? `\\${character}` : character;
}
