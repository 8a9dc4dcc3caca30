import type { Origin } from "../document.ts";
import { mayBeSession } from "../style.ts";
import { clipRows, clipText } from "./clip.ts";
import type { Parts } from "./directive-parts.ts";
import { type Fault, faults } from "./faults.ts";
import { SourceFile, WHOLE } from "./file.ts";
import { isEmpty } from "./indented.ts";
import { joinPieces } from "./pieces.ts";
import type { Cursor } from "./reading.ts";
import { readLines } from "./source.ts";
import { dedentView, offsetAt, textAt, type View, wholeView } from "./view.ts";
import { words } from "./whitespace.ts";

/** An `include` or `literalinclude`, taken apart. */
interface Wanted {
  readonly cursor: Cursor;
  /** The directive's own line. */
  readonly at: number;
  readonly directive: string;
  readonly parts: Parts;
}

/** Reads what a directive includes, if files are followed (docutils: directives.misc.Include; Sphinx: LiteralInclude). */
export function include(wanted: Wanted): void {
  const { cursor, at, parts } = wanted;
  const name = fileName(parts.argument);
  if (/^<.*>$/.test(name)) return; // docutils' own, which hold substitutions only
  const fault = follow(wanted, name);
  if (fault !== undefined && mayHoldSession(wanted)) cursor.reading.say(fault, cursor.view, at);
}

/** What is missed where a program or a configuration cannot be shown is Sphinx's matter. */
function mayHoldSession(wanted: Wanted): boolean {
  return !isLiteral(wanted) || mayBeSession(languageOf(wanted));
}

function isLiteral({ directive, parts: { options } }: Wanted): boolean {
  return directive === "literalinclude" || options.has("literal") || options.has("code");
}

function languageOf({ cursor, directive, parts: { options } }: Wanted): string | undefined {
  if (directive === "literalinclude") return options.get("language") ?? cursor.reading.highlight;
  return options.has("literal") ? cursor.reading.highlight : words(options.get("code") ?? "")[0];
}

function follow(wanted: Wanted, name: string): Fault | undefined {
  const { cursor, at, directive, parts } = wanted;
  const { reading, view } = cursor;
  const { inclusions } = reading;
  const place = reading.placeAt(offsetAt(view, at));
  const hindrance = inclusions.follows ? hindranceOf(name, parts) : undefined;
  if (!inclusions.follows || hindrance !== undefined || parts.options.has("diff")) {
    inclusions.list(name, place);
    return hindrance;
  }
  const opened = inclusions.open(name, place, reading.file);
  if (opened === undefined || !("text" in opened)) return opened;
  return directive === "include" ? insert(wanted, opened) : insertRows(wanted, opened);
}

/** docutils: directives.path. */
function fileName(argument: View): string {
  let name = "";
  for (let at = argument.from; at < argument.to; at++) name += textAt(argument, at).trim();
  return name;
}

/** Why the file is not even looked for. */
function hindranceOf(name: string, { options, content }: Parts): Fault | undefined {
  if (name === "") return faults.badInclude("it names no file");
  if (!isEmpty(content)) return faults.badInclude("text stands below its options");
  const parser = options.get("parser");
  const ours = parser === undefined || /^(rst|rest|restructuredtext|docutils\.parsers\.rst)$/i.test(parser);
  if (!ours) return faults.unreadInclude(":parser: says that it is in another format");
  if (options.has("start-at") && options.has("start-after")) return faults.badInclude("it has two starts");
  if (options.has("end-at") && options.has("end-before")) return faults.badInclude("it has two ends");
  const option = ["pyobject", "prepend", "append"].find((one) => options.has(one));
  return option === undefined ? undefined : faults.unreadInclude(`:${option}: is not understood`);
}

/** A file's text or a part of it, as markup or as literal text. */
function insert(wanted: Wanted, origin: Origin): Fault | undefined {
  const { cursor, parts } = wanted;
  const { reading } = cursor;
  const part = clipText(origin.text, parts.options);
  if (typeof part === "string") return faults.badInclude(part);
  const clip = clipOf(parts.options);
  const file = new SourceFile(origin, { outer: reading.file, clip });
  const text = wholeView(readLines(origin.text, part));
  if (isLiteral(wanted)) return addLiteral(wanted, file, text);
  const chain = [...reading.file.chain()];
  const same = chain.findIndex((one) => one.origin.path === origin.path && (one.inserted?.clip ?? WHOLE) === clip);
  if (same !== -1) {
    const circle = [...chain.slice(0, same + 1).toReversed(), file];
    return faults.includeCycle(circle.map((one) => one.origin.path).join(" → "));
  }
  reading.within(file, offsetAt(cursor.view, wanted.at), () => reading.insert(text, cursor));
  return undefined;
}

function addLiteral(wanted: Wanted, file: SourceFile, view: View): undefined {
  const { reading, view: around } = wanted.cursor;
  const lang = languageOf(wanted);
  reading.within(file, offsetAt(around, wanted.at), () => reading.add({ kind: "directive", view, lang }));
}

/** What tells one part of a file from another. */
function clipOf(options: ReadonlyMap<string, string>): string {
  const values = ["start-line", "end-line", "start-after", "end-before"].map((name) => options.get(name) ?? "");
  return values.every((value) => value === "") ? WHOLE : JSON.stringify(values);
}

/** Lines of a file as literal text. */
function insertRows(wanted: Wanted, origin: Origin): Fault | undefined {
  const { cursor, parts } = wanted;
  const lines = readLines(origin.text);
  const rows = clipRows(lines, parts.options);
  if (typeof rows === "string") return faults.badInclude(rows);
  const pieces = rows.map((row) => ({ at: row, from: 0, to: lines.texts[row]?.length ?? 0 }));
  const view = dedentView(joinPieces(lines, pieces, { cell: false }), parts.options.get("dedent"));
  return addLiteral(wanted, new SourceFile(origin, { outer: cursor.reading.file, clip: WHOLE }), view);
}
