import type { Definition, PhrasingContent, RootContent, Table, TableCell, TableRow } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { normalize } from "../../document/markdown/title.ts";
import { htmlBlocks } from "./html-blocks.ts";
import { type Known, settle } from "./settle.ts";
import { splitTable } from "./split-table.ts";

/** The text of a paragraph, or of a title. */
export interface Source {
  readonly text: string;
  readonly isTitle: boolean;
}

/** Inline markup may take the square of a text's length to read, and nested brackets more: such text is given as written. */
const LONGEST = 20_000;
const DEEPEST = 30;
/** It is the characters for emphasis, and brackets, that do: a text that has few of them may be longer. */
const LONGEST_SPARSE = 200_000;
const MOST_MARKS = 2_000;
const MOST_BRACKETS = 5_000;
/** So much is read at once: setting the parser up costs more than a paragraph, and much at once takes its square. */
const CHUNK = { texts: 50, characters: 10_000 };

const OPTIONS = { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] };

/** The definitions of links in texts that hold nothing else, by label. The first one of a label counts. */
export function readDefinitions(texts: readonly string[]): Map<string, Definition> {
  const found = new Map<string, Definition>();
  for (const chunk of chunksOf(texts.map((text) => ({ text, isTitle: false })))) {
    for (const node of fromMarkdown(chunk.map(({ text }) => text).join("\n\n")).children) {
      const key = node.type === "definition" ? normalize(node.label ?? node.identifier) : "";
      if (node.type === "definition" && !found.has(key)) found.set(key, node);
    }
  }
  return found;
}

/** What each text is: a paragraph, as a rule, but also a table, or nothing. */
export function readInline(sources: readonly Source[], known: Known): RootContent[][] {
  const marked = sources.filter(({ text }) => !isPlain(text));
  const read = chunksOf(marked).flatMap((chunk) => {
    const [only] = chunk;
    const long = chunk.length === 1 && only !== undefined && only.text.length > CHUNK.characters;
    return long ? [readLong(only, known)] : readChunk(chunk, known);
  });
  let next = 0;
  return sources.map(({ text }) => (isPlain(text) ? plain(text) : (read[next++] ?? [])));
}

/** Whether there is no markup in a text for sure: most have none, and parsing takes its time. */
function isPlain(text: string): boolean {
  return !/[\\`*_[\]<&~|@\r\t]|www\.|:\/\/|^\s|\s$| \n|\n /i.test(text);
}

/** A long table is read by its rows. */
function readLong(source: Source, known: Known): RootContent[] {
  const parts = splitTable(source.text, { length: CHUNK.characters, isPlain });
  const read = parts?.map((part): Table | undefined => {
    if (part.kind === "row") return { type: "table", children: [plainRow([]), plainRow(part.cells)] };
    const one = readChunk([{ text: part.text, isTitle: false }], known)[0]?.[0];
    return one?.type === "table" ? one : undefined;
  });
  const tables = read?.filter((one) => one !== undefined) ?? [];
  const [first] = tables;
  if (first === undefined || tables.length !== read?.length) return readChunk([source], known)[0] ?? [];
  return [{ ...first, children: tables.flatMap(({ children }, i) => (i === 0 ? children : children.slice(1))) }];
}

function plainRow(cells: readonly string[]): TableRow {
  const children = cells.map((value): TableCell => ({
    type: "tableCell",
    children: value === "" ? [] : [{ type: "text", value }],
  }));
  return { type: "tableRow", children };
}

/** Phrasing of a text that is known to be nothing else. */
export function phrasesOf(nodes: readonly RootContent[]): PhrasingContent[] {
  return nodes.flatMap((node) => (node.type === "paragraph" || node.type === "heading" ? node.children : []));
}

function readChunk(chunk: readonly Source[], known: Known): RootContent[][] {
  if (chunk.length === 1 && isTooMuch(chunk[0]!.text)) return [unread(chunk[0]!.text)];
  let text = "";
  const ends = chunk.map((source) => {
    text += source.isTitle ? `# ${source.text.replaceAll("\n", " ")} #\n\n` : `${source.text}\n\n`;
    return text.length;
  });
  const found: RootContent[][] = chunk.map(() => []);
  let at = 0;
  for (const node of fromMarkdown(text + usedDefinitions(text, known), OPTIONS).children) {
    const offset = node.position?.start.offset ?? 0;
    while (offset >= (ends[at] ?? Number.POSITIVE_INFINITY)) at++;
    found[at]?.push(node);
  }
  return found.map((nodes) => settle(nodes, known).flatMap(asProse));
}

function asProse(node: RootContent): RootContent[] {
  if (node.type === "html") return htmlBlocks(node.value);
  if (node.type !== "paragraph") return [node];
  return node.children.every((child) => child.type === "text" && child.value.trim() === "") ? [] : [node];
}

function isTooMuch(text: string): boolean {
  if (text.length > LONGEST && !isSparse(text)) return true;
  let depth = 0;
  for (let at = 0; at < text.length && depth <= DEEPEST; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5b) depth++;
    else if (code === 0x5d && depth > 0) depth--;
  }
  return depth > DEEPEST;
}

function isSparse(text: string): boolean {
  if (text.length > LONGEST_SPARSE) return false;
  return countOf(/[*_~]/g, text) <= MOST_MARKS && countOf(/\[/g, text) <= MOST_BRACKETS;
}

function countOf(pattern: RegExp, text: string): number {
  return text.match(pattern)?.length ?? 0;
}

/** A label without a definition is text to the parser. What is defined is looked up later. */
function usedDefinitions(text: string, { definitions, footnotes }: Known): string {
  const labels = new Set(Array.from(text.matchAll(/\[((?:[^[\]\\]|\\.){1,999})\]/gs), ([, label = ""]) => label));
  const used = [...labels].filter((label) =>
    label.startsWith("^") ? footnotes.has(normalize(label.slice(1))) : definitions.has(normalize(label)),
  );
  return used.map((label) => `[${label}]: x\n\n`).join("");
}

function plain(text: string): RootContent[] {
  return [{ type: "paragraph", children: [{ type: "text", value: text }] }];
}

function unread(value: string): RootContent[] {
  return [{ type: "paragraph", data: { unread: true }, children: [{ type: "text", value }] }];
}

function chunksOf(sources: readonly Source[]): Source[][] {
  const chunks: Source[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const source of sources) {
    size += source.text.length;
    const alone = isTooMuch(source.text);
    if (alone || size > CHUNK.characters || chunks.at(-1)!.length === CHUNK.texts) {
      chunks.push([]);
      size = alone ? Number.POSITIVE_INFINITY : source.text.length;
    }
    chunks.at(-1)!.push(source);
  }
  return chunks;
}
