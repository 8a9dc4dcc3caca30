/** A regular expression, in JavaScript's words. */
export interface Pattern {
  readonly source: string;
  /** Some of `i`, `m`, `s`, `u`, `v`. */
  readonly flags: string;
}

/** Without `g`, `y` and `d`, which say how a program searches and not what is meant. */
export const PATTERN: RegExp = /^\/(?:[^/\\]|\\.)+\/[imsuv]*$/;

/** `/source/flags`, or why it is none. */
export function readPattern(text: string): Pattern | { readonly wrong: string } {
  if (!PATTERN.test(text)) return { wrong: "it is not written as /…/" };
  const end = text.lastIndexOf("/");
  const pattern = { source: text.slice(1, end), flags: text.slice(end + 1) };
  try {
    void new RegExp(pattern.source, pattern.flags);
    return pattern;
  } catch (cause) {
    const { message } = cause as SyntaxError;
    return {
      wrong: message
        .replace(/^.*: /s, "")
        .replace(/ supplied to .*$/s, "")
        .toLowerCase(),
    };
  }
}

export function formatPattern({ source, flags }: Pattern): string {
  return `/${source}/${flags}`;
}
