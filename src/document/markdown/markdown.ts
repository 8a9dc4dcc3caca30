import type { Block, Document } from "../document.ts";
import { indexLines } from "../lines.ts";
import { readFrontMatter } from "./front-matter.ts";
import { plainTitle } from "./plain-title.ts";
import { type Found, Reading, type Title } from "./reading.ts";
import { readRows } from "./row.ts";

/**
 * Reads Markdown as remark does: the block structure of CommonMark and GFM, front matter, and what MyST, Pandoc, MkDocs
 * and MDX make of it. It never throws; what is wrong with the markup is among the messages.
 */
export async function parseMarkdown(path: string, text: string): Promise<Document> {
  const rows = readRows(text);
  const front = readFrontMatter(rows, text);
  const reading = new Reading({ path, text });
  reading.read(rows.slice(front.rows), "");
  const messages = [...reading.messages];
  const found = [...reading.blocks];
  // What few documents need is loaded for them only.
  if (reading.embedded.length > 0) {
    const { readEmbedded } = await import("./embedded.ts");
    const index = indexLines(text);
    for (const embedded of reading.embedded) {
      const inner = readEmbedded(embedded, { path, index });
      found.push(...inner.blocks);
      messages.push(...inner.messages);
    }
    found.sort((one, other) => one.range.start - other.range.start);
  }
  const blocks = await withSections(found, reading.labels);
  return { path, format: "markdown", text, blocks, settings: front.settings, messages };
}

async function withSections(found: readonly Found[], labels: readonly string[]): Promise<Block[]> {
  const titles = new Map<Title, string>();
  const hard: Title[] = [];
  for (const title of new Set(found.flatMap((block) => block.titles))) {
    const text = title.plain === true ? title.text : plainTitle(title.text);
    if (text === undefined) hard.push(title);
    else titles.set(title, text);
  }
  if (hard.length > 0) {
    const { normalize, readTitles } = await import("./title.ts");
    const read = readTitles(
      hard.map(({ text }) => text),
      new Set(labels.map(normalize)),
    );
    for (const title of hard) titles.set(title, read.get(title.text) ?? title.text);
  }
  return found.map(({ titles: above, ...block }) => ({ ...block, section: above.map((one) => titles.get(one) ?? "") }));
}
