import { fromMarkdown } from "mdast-util-from-markdown";
import { toString } from "mdast-util-to-string";

/** Longer titles are nobody's, and inline markup may take the square of their length to read. */
const MAX_LENGTH = 1_000;

/** What readers see of a title whose markup takes a parser: its text, links and emphasis resolved. */
export function readTitle(title: string, labels: ReadonlySet<string>): string {
  if (title.length > MAX_LENGTH) return title;
  const used = [...title.matchAll(/\[([^[\]]+)\]/g)].map(([, label = ""]) => label);
  const definitions = used.filter((label) => labels.has(normalize(label))).map((label) => `\n\n[${label}]: x`);
  const [heading] = fromMarkdown(`# ${title}${definitions.join("")}`).children;
  return toString(heading);
}

/** Labels are the same whatever their case and blanks (CommonMark 4.7). */
export function normalize(label: string): string {
  return label.trim().replaceAll(/\s+/g, " ").toLowerCase().toUpperCase();
}
