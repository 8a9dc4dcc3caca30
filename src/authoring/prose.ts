import type { Heading, Prose } from "./items.ts";
import type { HowtoFormat, Place } from "./reading.ts";
import { WRITERS } from "./writing.ts";

/** Reads as a transcript, if what stands before lets it. */
const PROBE = ["$ true"];

/** A paragraph with the markup that its author typed, if that is one; else with none. */
export async function paragraphOf(prose: readonly Prose[], place: Place): Promise<string> {
  const text = prose.map((one) => clean(one.text)).join("\n");
  const { format } = place;
  const { plain, block } = WRITERS[format];
  return isClosed(text, format) && (await leavesAlone(text, block(PROBE), place)) ? text : plain(text);
}

/** The same of a title. */
export async function headingOf(
  { text, level }: Pick<Heading, "text" | "level">,
  place: Place,
  /** The document's text before it. */
  before = "",
): Promise<string> {
  const { format } = place;
  const { heading, plain, block } = WRITERS[format];
  const words = clean(text) || "Howto";
  const written = heading(words, level, before);
  const isText = isClosed(words, format) && (await leavesAlone(written, block(PROBE), place));
  return isText ? written : heading(plain(words), level, before);
}

/** Markup in a line of reStructuredText, and what its readers complain of where it is none (docutils: inline markup). */
const MARKUP = /``[^`]+``|(?::[\w-]+:)?`[^`\s][^`]*`(?:__?)?|\*\*[^*\s][^*]*\*\*|\*[^*\s][^*]*\*/g;
const OPEN = /[*`|\\]|\w_(?!\w)/;

function isClosed(text: string, format: HowtoFormat): boolean {
  return format === "markdown" || !OPEN.test(text.replaceAll(MARKUP, ""));
}

/** Whether a text is nothing but text: what stands behind it reads as it would without. */
async function leavesAlone(text: string, probe: string, { read }: Place): Promise<boolean> {
  const { blocks, settings, includes, messages } = await read(`${text}\n\n${probe}`);
  const [block, ...others] = blocks;
  const isAlone = block !== undefined && others.length === 0 && block.text === PROBE[0] && block.comment === undefined;
  return isAlone && settings.length === 0 && includes.length === 0 && messages.length === 0;
}

/** One line, without what is no text: an author's terminal may give that, too. */
function clean(text: string): string {
  return text.replaceAll(/[\0-\x1f\x7f-\x9f\u2028\u2029]+/g, " ").trim();
}
