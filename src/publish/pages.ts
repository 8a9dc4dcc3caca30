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
}

export function makePages(): Pages {
  let read: Promise<Assets> | undefined;
  const assets = (): Promise<Assets> => (read ??= import("./page/assets.ts").then(({ readAssets }) => readAssets()));
  return {
    pageOf: async (edition) => {
      const [{ pageOf }, { proseOf }] = await Promise.all([import("./page/page.ts"), import("../prose/prose.ts")]);
      const { document } = edition;
      const prose = proseOf(document, includeFrom(document.path));
      return pageOf(edition, { prose, assets: await assets(), image: imagesFrom(document.path) });
    },
    summaryOf: async ({ document }) => {
      const [{ firstSentence }, { proseOf }] = await Promise.all([
        import("./page/page.ts"),
        import("../prose/prose.ts"),
      ]);
      return firstSentence(proseOf(document, includeFrom(document.path)));
    },
    indexOf: async (entries) => {
      const { indexOf } = await import("./page/index-page.ts");
      return indexOf(entries, await assets());
    },
  };
}
