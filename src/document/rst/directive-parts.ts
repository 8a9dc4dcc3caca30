import { fieldMarkerEnd, fieldName } from "./field-marker.ts";
import { isEmpty, takeFirstKnown } from "./indented.ts";
import { joinPieces, piecesOf } from "./pieces.ts";
import { isBlank, sliceView, textAt, textOf, trimTop, type View } from "./view.ts";
import { words } from "./whitespace.ts";

/** What a directive's lines say. */
export interface Parts {
  /** The lines of its argument. */
  readonly argument: View;
  /** Of its argument. */
  readonly words: readonly string[];
  /** By their names in lower case. */
  readonly options: ReadonlyMap<string, string>;
  readonly content: View;
  /** Whether an argument stands below the directive's own line. */
  readonly wrapped: boolean;
}

/** Why a directive cannot be read. */
export type Problem =
  | "words on one line"
  | "words on more lines"
  | "a line among them is no option"
  | "an option has a name of several words"
  | "an option stands there twice";

/**
 * Takes a directive's lines apart (docutils: Body.parse_directive_block): up to the first blank line its argument, and
 * behind it its options, from the first line on that begins like a field; then its content. A directive that takes no
 * words has its argument for content. `line` is the directive's own.
 */
export function readParts(block: View, maxWords: number, line: number): Parts | Problem {
  let blank = block.from;
  while (blank < block.to && !isBlank(block, blank)) blank++;
  let option = block.from;
  while (option < blank && fieldMarkerEnd(textAt(block, option)) === 0) option++;
  const options = readOptions(sliceView(block, option, blank));
  if (typeof options === "string") return options;
  const argument = sliceView(block, block.from, option);
  const behind = sliceView(block, blank, block.to);
  if (maxWords === 0 && !isEmpty(argument)) {
    const pieces = [...piecesOf(argument), ...piecesOf(behind)]; // options may stand between them
    const content = option === blank ? block : joinPieces(block.lines, pieces, { cell: false });
    return { argument, words: [], options, content, wrapped: false };
  }
  const found = wordsOf(argument);
  const wrapped = !isEmpty(argument) && argument.to > line + 1;
  if (found.length > maxWords) return wrapped ? "words on more lines" : "words on one line";
  return { argument, words: found, options, content: trimTop(behind), wrapped };
}

function wordsOf(view: View): string[] {
  const found: string[] = [];
  for (let at = view.from; at < view.to; at++) for (const word of words(textAt(view, at))) found.push(word);
  return found;
}

/** docutils: parse_extension_options, and utils.extract_options. */
function readOptions(view: View): Map<string, string> | Problem {
  const options = new Map<string, string>();
  for (let at = view.from; at < view.to;) {
    const text = textAt(view, at);
    const end = fieldMarkerEnd(text);
    if (end === 0) return "a line among them is no option";
    const name = fieldName(text, end).toLowerCase();
    if (words(name).length !== 1) return "an option has a name of several words";
    if (options.has(name)) return "an option stands there twice";
    const body = takeFirstKnown(view, at, { first: end });
    options.set(name, textOf(body.view));
    at = body.next;
  }
  return options;
}
