import type { Document } from "../document/document.ts";
import { type Message, warning } from "../message/message.ts";
import type { Prose } from "../prose/tree.ts";
import { includeFrom } from "../source/include.ts";
import { imagesFrom } from "../source/image.ts";
import type { Edition, IndexEntry } from "./edition.ts";
import type { Assets } from "./page/assets.ts";

/** Pages of editions, and of the folder that holds them. What makes them is loaded when the first one is wanted. */
export interface Pages {
  readonly pageOf: (edition: Edition) => Promise<string>;
  /** An edition's first sentence. */
  readonly summaryOf: (edition: Edition) => Promise<string>;
  readonly indexOf: (entries: readonly IndexEntry[]) => Promise<string>;
  /** What the pages made so far do not show as they should. */
  readonly messages: readonly Message[];
}

export function makePages(): Pages {
  let read: Promise<Assets> | undefined;
  const assets = (): Promise<Assets> => (read ??= import("./page/assets.ts").then(({ readAssets }) => readAssets()));
  const proses = new WeakMap<Document, Promise<Prose>>();
  const proseIn = (document: Document): Promise<Prose> => {
    const known = proses.get(document);
    if (known !== undefined) return known;
    const prose = import("../prose/prose.ts").then(({ proseOf }) => proseOf(document, includeFrom(document.path)));
    proses.set(document, prose);
    return prose;
  };
  const unread = new Map<string, Message>();
  return {
    get messages() {
      return [...unread.values()];
    },
    pageOf: async (edition) => {
      const [{ pageOf, unreadIn }, prose] = await Promise.all([import("./page/page.ts"), proseIn(edition.document)]);
      const { path } = edition.document;
      if (unreadIn(prose)) unread.set(path, warning({ path }, UNREAD));
      return pageOf(edition, { prose, assets: await assets(), image: imagesFrom(path) });
    },
    summaryOf: async ({ document }) => {
      const [{ firstSentence }, prose] = await Promise.all([import("./page/page.ts"), proseIn(document)]);
      return firstSentence(prose);
    },
    indexOf: async (entries) => {
      const { indexOf } = await import("./page/index-page.ts");
      return indexOf(entries, await assets());
    },
  };
}

const UNREAD = {
  code: "not-read",
  what: "a paragraph is too long, or nested too deeply, to be read: its page shows it as it is written",
  hint: "break it into shorter ones",
};
