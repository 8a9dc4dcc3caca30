import { readCsv } from "./csv-table.ts";
import { type Parts, type Problem, readParts } from "./directive-parts.ts";
import { type DirectiveKind, directiveKind } from "./directives.ts";
import { faults } from "./faults.ts";
import { isCutShort, isEmpty, takeFirstKnown } from "./indented.ts";
import type { Cursor } from "./reading.ts";
import { hasColons, isBlank, sliceView } from "./view.ts";

export interface DirectiveMark {
  readonly name: string;
  /** Index behind the two colons and the blanks after them. */
  readonly end: number;
}

/** Reads a directive (docutils: Body.run_directive). */
export function directive(cursor: Cursor, mark: DirectiveMark): void {
  const { view, at, reading } = cursor;
  const name = mark.name.toLowerCase();
  const kind = directiveKind(name);
  const { view: block, next } = takeFirstKnown(view, at, { first: mark.end, keepTop: true });
  cursor.at = next;
  if (name === "howtrue") reading.say(faults.annotationDirective(), view, at);
  const begin = !isEmpty(block) && isBlank(block, block.from) ? sliceView(block, block.from + 1, block.to) : block;
  const parts = readParts(begin, kind.words, at);
  const where: Where = { cursor, at, name, kind };
  if (typeof parts !== "string") body(where, parts);
  else if (kind.body === "literal" || hasColons(begin)) complain(where, parts);
}

interface Where {
  readonly cursor: Cursor;
  /** The directive's own line. */
  readonly at: number;
  readonly name: string;
  readonly kind: DirectiveKind;
}

function body(where: Where, parts: Parts): void {
  const { reading } = where.cursor;
  switch (where.kind.body) {
    case "literal":
      literal(where, parts);
      break;
    case "raw":
      if (where.name === "highlight") reading.highlight = parts.words[0];
      break;
    case "csv":
      csv(where, parts);
      break;
    case "parsed":
      reading.nestWithTitles(parts.content);
      break;
  }
}

function csv({ cursor, at }: Where, { content, options }: Parts): void {
  const { cells, problem } = readCsv(content, options);
  if (problem !== undefined && hasColons(content)) cursor.reading.say(faults.malformedCsv(problem), cursor.view, at);
  for (const cell of cells) cursor.reading.nest(cell);
}

function literal({ cursor, at, name }: Where, { words, options, content, wrapped }: Parts): void {
  const { reading, view } = cursor;
  if (isEmpty(content)) {
    reading.say(wrapped ? faults.missingBlankLine(name) : faults.emptyDirective(name), view, at);
    return;
  }
  const [lang = options.get("language") ?? defaultLang(cursor, name), ...rest] = words;
  reading.add({ kind: "directive", view: content, lang, meta: rest.join(" ") });
  if (isCutShort(view, cursor.at)) reading.say(faults.unindented(), view, cursor.at);
}

/** In Sphinx, a code block that names no language is in the one that `highlight` has set. */
function defaultLang({ reading }: Cursor, name: string): string | undefined {
  return name === "parsed-literal" || name === "prompt" ? undefined : reading.highlight;
}

function complain({ cursor, at, name, kind }: Where, problem: Problem): void {
  const { reading, view } = cursor;
  if (kind.body === "raw") return;
  const literalText = kind.body === "literal";
  switch (problem) {
    case "words on one line":
      reading.say(faults.tooManyArguments(name), view, at);
      break;
    case "words on more lines":
      reading.say(faults.missingBlankLine(name), view, at);
      break;
    case "a line among them is no option":
      reading.say(literalText ? faults.missingBlankLine(name) : faults.badOptions(name, problem), view, at);
      break;
    case "an option has a name of several words":
    case "an option stands there twice":
      reading.say(faults.badOptions(name, problem), view, at);
      break;
  }
}
