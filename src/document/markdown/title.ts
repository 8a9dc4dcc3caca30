import { fromMarkdown } from "mdast-util-from-markdown";
import { toString } from "mdast-util-to-string";

/** Longer titles are nobody's, and inline markup may take the square of their length to read. */
const MAX_LENGTH = 1_000;

/** So many are read at once: setting the parser up costs more than a title, and many at once take its square. */
const CHUNK = 50;

/** What readers see of titles whose markup takes a parser: their text, links and emphasis resolved. */
export function readTitles(titles: readonly string[], labels: ReadonlySet<string>): Map<string, string> {
  const read = new Map(titles.map((title) => [title, title]));
  const short = [...read.keys()].filter((title) => title.length <= MAX_LENGTH);
  for (let at = 0; at < short.length; at += CHUNK) {
    const chunk = short.slice(at, at + CHUNK);
    const used = new Set(
      chunk.flatMap((title) => [...title.matchAll(/\[([^[\]]+)\]/g)].map(([, label = ""]) => label)),
    );
    const definitions = [...used].filter((label) => labels.has(normalize(label))).map((label) => `[${label}]: x`);
    const tree = fromMarkdown([...chunk.map((title) => `# ${title}`), ...definitions].join("\n\n"));
    for (const [i, title] of chunk.entries()) read.set(title, toString(tree.children[i]));
  }
  return read;
}

/** Labels are the same whatever their case and blanks (CommonMark 4.7). */
export function normalize(label: string): string {
  return label.trim().replaceAll(/\s+/g, " ").toLowerCase().toUpperCase();
}
