import { textAt, type View } from "./view.ts";

/** What a command of a shell session begins with, as nearly as it matters here. */
const PROMPT = /^\S*[$#%] /;
/** Emphasis, a role, a substitution, a link: not between quotes, and as close to its text as docutils wants it. */
const MARKUP =
  /(?<![\w'"<([{])(?:\*{1,2}[^\s*](?:[^*]*[^\s*])?\*{1,2}|:[\w.+-]+:`[^`\s][^`]*`|\|[^|\s][^|]*(?<!\s)\||`[^`\s][^`]*`__?)(?![\w'"])/;

/**
 * The first line of a `parsed-literal` that begins with a prompt and holds inline markup. It is not taken away here:
 * blocks are their source's text.
 */
export function markedUpCommand(view: View): { at: number; markup: string } | undefined {
  for (let at = view.from; at < view.to; at++) {
    const text = textAt(view, at);
    const markup = PROMPT.test(text) ? MARKUP.exec(text)?.[0] : undefined;
    if (markup !== undefined) return { at, markup };
  }
  return undefined;
}
