import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** What every page is made with. This is the one file of the room that reads any. */
export interface Assets {
  /** Of pages; of those with a recording, and its player; of the index. */
  readonly style: { readonly page: string; readonly theatre: string; readonly player: string; readonly index: string };
  readonly script: { readonly page: string; readonly theatre: string; readonly index: string; readonly player: string };
  /** A text's SHA-256 in base64, as a Content-Security-Policy names it. */
  readonly digest: (text: string) => string;
}

/** Reads them; they are the same for all pages. */
export function readAssets(): Assets {
  const own = (name: string): string => trimmed(readFileSync(new URL(name, import.meta.url), "utf8"));
  const resolve = createRequire(import.meta.url).resolve;
  const player = (name: string): string => readFileSync(resolve(`asciinema-player/dist/bundle/${name}`), "utf8");
  const base = own("style/base.css");
  return {
    style: {
      page: [base, ...["prose", "seal", "session", "print"].map((name) => own(`style/${name}.css`))].join("\n"),
      index: [base, own("style/index.css")].join("\n"),
      theatre: own("style/theatre.css"),
      player: player("asciinema-player.css"),
    },
    script: {
      page: own("browser/page.js"),
      theatre: own("browser/theatre.js"),
      index: own("browser/index.js"),
      player: player("asciinema-player.min.js"),
    },
    digest: (text) => createHash("sha256").update(text).digest("base64"),
  };
}

/** Without comments and indentation, which are a sixth of it: none of our strings hold either. */
function trimmed(text: string): string {
  return text.replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, "").replaceAll(/^\s+/gm, "");
}
