import type { Document, Format } from "../document/document.ts";
import { plural } from "../report/plural.ts";
import { visible } from "../report/visible.ts";
import { formatDuration } from "../settings/duration.ts";
import type { Stamp } from "./edition.ts";

/** What a stamp says, in sentences. */
function stampSentences(stamp: Stamp): string[] {
  const { date, machine, claims, ms, stale, howtrue } = stamp;
  const verified = `Verified on ${day(date)} by howtrue ${howtrue}: ${plural(claims, "claim")} held, in ${formatDuration(ms)}.`;
  const packages = packagesOf(stamp);
  return [
    ...(stale === undefined ? [] : [`This does not hold any more: since ${day(stale)}. What is shown held before.`]),
    verified,
    `On ${ARTICLES[machine.kind] ?? machine.kind}: ${system(stamp).join(", ")}.`,
    ...(packages.length > 0 ? [`With ${packages.join(", ")}.`] : []),
  ];
}

const ARTICLES: Readonly<Record<string, string>> = { guest: "a guest", sandbox: "a sandbox", host: "a host" };

/** The names and versions of the packages that the programs are from. */
function packagesOf({ programs }: Stamp): string[] {
  const packages = new Set(programs.map(({ package: name, version }) => `${name} ${version}`));
  return [...packages].toSorted((a, b) => (a < b ? -1 : 1));
}

/** `2026-11-21 14:02 UTC`. */
function day(date: string): string {
  return `${date.slice(0, 10)} ${date.slice(11, 16)} UTC`;
}

/** What the machine says of itself, and what it does not say of the system in it. */
function system({ machine: { detail }, suite, kernel }: Stamp): string[] {
  const rest = [suite, kernel === undefined ? undefined : `Linux ${kernel}`];
  return [detail, ...rest.filter((text) => text !== undefined && !detail.includes(text.replace("Linux ", "")))].filter(
    (text) => text !== undefined,
  );
}

/**
 * A document's text with a stamp at its end: a paragraph in the document's own syntax.
 * @param text of the document, whatever it ends with
 */
export function withStamp(text: string, stamp: Stamp, format: Format): string {
  const lineEnd = /\r\n|\r|\n/.exec(text)?.[0] ?? "\n";
  const isEnded = text === "" || /[\r\n]$/.test(text);
  const isBlank = text === "" || text.endsWith(lineEnd + lineEnd);
  return `${text}${isEnded ? "" : lineEnd}${isBlank ? "" : lineEnd}${paragraphOf(stamp, format)}${lineEnd}`;
}

/** Whether a reader sees the stamp at the end of a document: not behind a comment of HTML that is never closed. */
export function isSeen(stamped: string, { text, format, blocks }: Document): boolean {
  const comment = Array.from(text.matchAll(/^ {0,3}<!--/gm)).at(-1)?.index ?? -1;
  const isText = blocks.some(({ range }) => range.start <= comment && comment < range.end);
  const isOpen = format === "markdown" && comment !== -1 && !isText && !text.slice(comment).includes("-->");
  return stamped !== text && !isOpen;
}

function paragraphOf(stamp: Stamp, format: Format): string {
  const sentences = visible(stampSentences(stamp).join(" "));
  switch (format) {
    case "markdown":
      return `*${sentences.replaceAll(/[\\`*_[\]<>~|&]/g, "\\$&")}*`;
    case "rst":
      return `*${sentences.replaceAll(/[\\`*_|]/g, "\\$&")}*`;
    case "cram":
      return sentences;
  }
}
