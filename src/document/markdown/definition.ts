export interface Definitions {
  /** As they are written. */
  readonly labels: readonly string[];
  /** Index behind the last of them and its line end. */
  readonly end: number;
}

const MAX_LABEL = 999;

/** The definitions of links that a paragraph's text begins with (CommonMark 4.7). Its lines are joined by `\n`. */
export function leadingDefinitions(text: string): Definitions {
  const labels: string[] = [];
  let end = 0;
  for (;;) {
    const start = skipBlanks(text, end);
    const label = labelEnd(text, start);
    const behind = label === undefined ? undefined : definitionEnd(text, label);
    if (label === undefined || behind === undefined) return { labels, end };
    labels.push(text.slice(start + 1, label - 1));
    end = Math.min(behind + 1, text.length);
  }
}

/** Of a label at `start`, behind its bracket. */
function labelEnd(text: string, start: number): number | undefined {
  if (text[start] !== "[") return undefined;
  for (let at = start + 1; at < text.length && at - start <= MAX_LABEL + 1; at++) {
    const char = text[at]!;
    if (char === "[") return undefined;
    if (char === "]") return /\S/.test(text.slice(start + 1, at)) ? at + 1 : undefined;
    if (char === "\\" && "[\\]".includes(text[at + 1] ?? " ")) at++;
  }
  return undefined;
}

/** Of the line in which a definition ends whose label ends at `from`. */
function definitionEnd(text: string, from: number): number | undefined {
  if (text[from] !== ":") return undefined;
  const destination = destinationEnd(text, skipBlanksAndLines(text, from + 1));
  if (destination === undefined) return undefined;
  const title = skipBlanksAndLines(text, destination);
  const end = title > destination ? titleEnd(text, title) : undefined;
  return lineEnd(text, end) ?? lineEnd(text, destination);
}

function destinationEnd(text: string, from: number): number | undefined {
  if (text[from] === "<") return pointedEnd(text, from);
  let depth = 0;
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code <= 32 || code === 127) break;
    if (code === 0x28) depth++;
    else if (code === 0x29 && --depth < 0) break;
    else if (code === 0x5c && "()\\".includes(text[at + 1] ?? " ")) at++;
  }
  const control = at < text.length && !/[ \t\n)]/.test(text[at]!);
  return at === from || depth > 0 || control ? undefined : at;
}

/** Of `<destination>`. */
function pointedEnd(text: string, from: number): number | undefined {
  for (let at = from + 1; at < text.length; at++) {
    const char = text[at]!;
    if (char === ">") return at + 1;
    if (char === "<" || char === "\n") return undefined;
    if (char === "\\" && "<>\\".includes(text[at + 1] ?? " ")) at++;
  }
  return undefined;
}

const CLOSERS: Readonly<Record<string, string>> = { '"': '"', "'": "'", "(": ")" };

function titleEnd(text: string, from: number): number | undefined {
  const closer = CLOSERS[text[from] ?? ""];
  if (closer === undefined) return undefined;
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === closer) return at + 1;
    if (text[at] === "\\") at++;
  }
  return undefined;
}

/** Of the line, if nothing but blanks follows. */
function lineEnd(text: string, from: number | undefined): number | undefined {
  if (from === undefined) return undefined;
  const at = skipBlanks(text, from);
  return at >= text.length || text[at] === "\n" ? at : undefined;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === " " || text[at] === "\t") at++;
  return at;
}

function skipBlanksAndLines(text: string, from: number): number {
  let at = from;
  while (text[at] === " " || text[at] === "\t" || text[at] === "\n") at++;
  return at;
}
