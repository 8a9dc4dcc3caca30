import { readCells } from "./cells.ts";
import { readCsv } from "./csv-table.ts";
import { type Parts, type Problem, readParts } from "./directive-parts.ts";
import { type DirectiveKind, directiveKind } from "./directives.ts";
import { faults } from "./faults.ts";
import { include } from "./include.ts";
import { markedUpCommand } from "./inline.ts";
import { isCutShort, isEmpty, takeFirstKnown } from "./indented.ts";
import { readPrompts } from "./named-prompts.ts";
import type { Cursor, Found } from "./reading.ts";
import type { DirectivePart } from "./structure.ts";
import { dedentView, hasColons, isBlank, sliceView, textAt, textOf } from "./view.ts";
import { words } from "./whitespace.ts";

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
  if (typeof parts !== "string") {
    const { structure } = reading;
    structure?.enter(partOf(where, parts));
    body(where, parts);
    structure?.leave();
  } else if (kind.body === "literal" || kind.body === "include" || hasColons(begin)) complain(where, parts);
}

interface Where {
  readonly cursor: Cursor;
  /** The directive's own line. */
  readonly at: number;
  readonly name: string;
  readonly kind: DirectiveKind;
}

function partOf({ name, kind }: Where, { argument, options, content }: Parts): DirectivePart {
  const raw = kind.body === "raw" ? textOf(content) : "";
  return { kind: "directive", name, argument: kind.words === 0 ? "" : textOf(argument), options, raw };
}

function body(where: Where, parts: Parts): void {
  const { reading } = where.cursor;
  switch (where.kind.body) {
    case "literal":
      literal(where, parts);
      break;
    case "include":
      include({ cursor: where.cursor, at: where.at, directive: where.name, parts });
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
  const table = readCsv(content, options);
  const { problem } = table;
  if (problem !== undefined && hasColons(content)) cursor.reading.say(faults.malformedCsv(problem), cursor.view, at);
  readCells(cursor.reading, table);
}

/** Sphinx's own directives, whose option `dedent` takes columns off their text. */
const DEDENTED = new Set(["code-block", "sourcecode"]);

function literal({ cursor, at, name }: Where, parts: Parts): void {
  const { reading, view } = cursor;
  const { content, wrapped } = parts;
  if (isEmpty(content)) {
    reading.say(wrapped ? faults.missingBlankLine(name) : faults.emptyDirective(name), view, at);
    return;
  }
  const dedent = DEDENTED.has(name) ? parts.options.get("dedent") : undefined;
  reading.add({ kind: "directive", view: dedentView(content, dedent), ...literalText(cursor, name, parts) });
  const marked = name === "parsed-literal" ? markedUpCommand(content) : undefined;
  if (marked !== undefined) reading.say(faults.markedUp(marked.markup), content, marked.at);
  if (isCutShort(view, cursor.at)) reading.say(faults.unindented(), view, cursor.at);
}

/** Its language and prompts. In Sphinx, a code block that names no language is in the one that `highlight` has set. */
function literalText({ reading }: Cursor, name: string, parts: Parts): Pick<Found, "lang" | "prompts"> {
  switch (name) {
    case "prompt":
      return readPrompts(parts);
    case "parsed-literal":
      return {};
    default:
      return { lang: parts.words[0] ?? parts.options.get("language") ?? reading.highlight };
  }
}

/** Of its words those that were meant as an annotation; none may stand there. */
function annotationIn(line: string): string {
  const meant = words(line).filter((word) => word.includes("="));
  return meant.length > 0 ? meant.join(" ") : "key=value";
}

function complain({ cursor, at, name, kind }: Where, problem: Problem): void {
  const { reading, view } = cursor;
  if (kind.body === "raw" || (kind.body === "include" && !reading.inclusions.follows)) return;
  const isText = kind.body === "literal";
  switch (problem) {
    case "words on one line":
      reading.say(faults.tooManyArguments(name, annotationIn(textAt(view, at))), view, at);
      break;
    case "words on more lines":
      reading.say(faults.missingBlankLine(name), view, at);
      break;
    case "a line among them is no option":
      reading.say(isText ? faults.missingBlankLine(name) : faults.badOptions(name, problem), view, at);
      break;
    case "an option has a name of several words":
    case "an option stands there twice":
      reading.say(faults.badOptions(name, problem), view, at);
      break;
  }
}
