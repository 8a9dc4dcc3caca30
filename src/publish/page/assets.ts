import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

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
  const own = (name: string): string => readFileSync(join(import.meta.dirname, name), "utf8");
  const style = (...names: readonly string[]): string => names.map((name) => packed(own(`style/${name}.css`))).join("");
  const script = (name: string): string => trimmed(own(`browser/${name}.js`));
  const bundle = BUNDLES.find((folder) => existsSync(folder)) ?? "";
  const player = (name: string): string => readFileSync(join(bundle, name), "utf8");
  return {
    style: {
      page: style("base", "prose", "seal", "session", "print"),
      theatre: style("theatre"),
      player: packed(player("asciinema-player.css")).replaceAll(THEME, ""),
      index: style("base", "index"),
    },
    script: {
      page: script("page"),
      theatre: script("theatre"),
      index: script("index"),
      player: player("asciinema-player.min.js"),
    },
    digest: (text) => createHash("sha256").update(text).digest("base64"),
  };
}

/** Where the player is: in what is built beside our own files, in the source where npm puts it. */
const BUNDLES = ["player", "../../../node_modules/asciinema-player/dist/bundle"].map((folder) =>
  join(import.meta.dirname, folder),
);

/** The player's own themes: ours has its name in looks.ts. */
const THEME = /\.asciinema-player-theme-[^{}]*\{[^{}]*\}/g;

/** Without comments and indentation, which are a sixth of it: none of our strings hold either. */
function trimmed(text: string): string {
  return text.replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, "").replaceAll(/^\s+/gm, "");
}

/** CSS on few lines. */
function packed(text: string): string {
  return trimmed(text)
    .replaceAll(/([{};,])\s+/g, "$1")
    .replaceAll(/;\}|\s+\{/g, (end) => end.trim().at(-1) ?? "");
}
