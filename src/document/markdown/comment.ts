/** An annotation's comment, by indices of the text that it was looked for in. */
export interface Comment {
  readonly start: number;
  /** What follows `howtrue:`. */
  readonly text: string;
  readonly textStart: number;
  /** Nothing else stands in that text. */
  readonly alone: boolean;
}

const FORMS = [
  { begin: "<!--", end: "-->" },
  { begin: "{/*", end: "*/}" }, // MDX
];

/** The first annotation in a text, outside of code: `<!-- howtrue: … -->`, in MDX also in an expression's comment. */
export function findComment(text: string, mdx: boolean): Comment | undefined {
  if (!text.includes("howtrue:")) return undefined;
  const last = lastRuns(text);
  for (let at = 0; at < text.length;) {
    const found = FORMS.slice(0, mdx ? 2 : 1).flatMap((form) => commentAt(text, at, form) ?? []);
    if (found[0] !== undefined) return found[0];
    at = text[at] === "\\" ? at + 2 : text[at] === "`" ? codeEnd(text, at, last) : at + 1;
  }
  return undefined;
}

function commentAt(text: string, at: number, { begin, end }: (typeof FORMS)[number]): Comment | undefined {
  if (!text.startsWith(begin, at)) return undefined;
  const mark = /\s*howtrue:/y;
  mark.lastIndex = at + begin.length;
  if (!mark.test(text)) return undefined;
  const close = text.indexOf(end, mark.lastIndex);
  const alone = close !== -1 && text.slice(0, at).trim() === "" && text.slice(close + end.length).trim() === "";
  const body = text.slice(mark.lastIndex, close === -1 ? text.length : close);
  return { start: at, text: body, textStart: mark.lastIndex, alone };
}

/** Behind the code that backticks at `from` begin, or behind them where nothing closes it. */
function codeEnd(text: string, from: number, last: ReadonlyMap<number, number>): number {
  const behind = runEnd(text, from);
  const length = behind - from;
  if (last.get(length) === from) return behind;
  for (let at = text.indexOf("`", behind); at !== -1; at = text.indexOf("`", at)) {
    const end = runEnd(text, at);
    if (end - at === length) return end;
    at = end;
  }
  return behind;
}

/** For each length of a run of backticks, where the last one begins. */
function lastRuns(text: string): Map<number, number> {
  const last = new Map<number, number>();
  for (let at = text.indexOf("`"); at !== -1; at = text.indexOf("`", at)) {
    const end = runEnd(text, at);
    last.set(end - at, at);
    at = end;
  }
  return last;
}

function runEnd(text: string, from: number): number {
  let at = from;
  while (text[at] === "`") at++;
  return at;
}
