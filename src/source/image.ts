import { readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, relative } from "node:path";
import { locate } from "./include.ts";
import { projectOf } from "./root.ts";

/** In bytes: larger ones make a page slow. */
const LARGEST = 100_000;
/** Of all images of a document. */
const MOST = 500_000;

/** How files of pixels begin; what else there is (SVG) can hold more than that. */
const BEGINNINGS: readonly (readonly [string, RegExp])[] = [
  ["image/png", /^\x89PNG\r\n\x1a\n/],
  ["image/jpeg", /^\xff\xd8\xff/],
  ["image/gif", /^GIF8[79]a/],
  ["image/webp", /^RIFF.{4}WEBP/s],
  ["image/avif", /^.{4}ftypavi[fs]/s],
];

/**
 * Finds the images of a document, within the project that it belongs to: for a URL as the document writes it a data: URL,
 * where it is a small file of pixels. Never throws.
 * @param document its path
 */
export function imagesFrom(document: string): (url: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  let left = MOST;
  const find = (url: string): string | undefined => {
    const name = decodeURIComponent(url.replace(/[?#].*$/s, ""));
    const path = realpathSync(locate(name, { document, from: document }));
    const project = projectOf(realpathSync(dirname(document)));
    if (relative(project, path).split(/[/\\]/)[0] === "..") return undefined;
    const stat = statSync(path);
    if (!stat.isFile() || stat.size > Math.min(LARGEST, left)) return undefined;
    const bytes = readFileSync(path);
    const type = BEGINNINGS.find(([, beginning]) => beginning.test(bytes.toString("latin1", 0, 16)))?.[0];
    if (type === undefined) return undefined;
    left -= bytes.length;
    return `data:${type};base64,${bytes.toString("base64")}`;
  };
  return (url) => {
    if (/^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(url)) return undefined;
    if (!known.has(url))
      known.set(
        url,
        orNothing(() => find(url)),
      );
    return known.get(url);
  };
}

function orNothing<T>(find: () => T): T | undefined {
  try {
    return find();
  } catch {
    return undefined;
  }
}
