/** Nobody writes more: what is longer is no text of settings. In bytes of a file, in characters of a text. */
export const MOST_SETTINGS: number = 2 ** 20;
/** No settings are nested as deep; each level costs the parser stack, and where that ends V8 may end the process. */
const MOST_LEVELS = 100;

/** Why a text is not even read; undefined if it may be. */
export function explainTooMuch(text: string): string | undefined {
  if (text.length > MOST_SETTINGS) return "they are longer than 1 MiB";
  return isTooDeep(text) ? "they are nested too deep" : undefined;
}

/** Whether a text of YAML or JSON may be nested too deep, by its brackets, its indentation and what begins its lines. */
function isTooDeep(text: string): boolean {
  let brackets = 0;
  const indents: number[] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    const [start, blanks = ""] = /^( *)(?:[-?:][ \t]+)*/.exec(line) ?? [];
    if (line.trim() !== "") {
      while ((indents.at(-1) ?? -1) >= blanks.length) indents.pop();
      indents.push(blanks.length);
    }
    const indicators = (start ?? "").replaceAll(/\s/g, "").length;
    for (const character of line) {
      if (character === "[" || character === "{") brackets++;
      else if ((character === "]" || character === "}") && brackets > 0) brackets--;
      if (brackets > MOST_LEVELS) return true;
    }
    if (brackets + indents.length + indicators > MOST_LEVELS) return true;
  }
  return false;
}
