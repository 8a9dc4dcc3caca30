import { stringify } from "yaml";
import type { Format } from "../document/document.ts";
import { columnWidth } from "../document/rst/width.ts";
import { isKey, KEYS } from "../settings/keys.ts";
import { adornmentFor, adornmentsOf } from "./adornments.ts";
import type { Recording } from "./items.ts";

/** How the parts of a howto are written in one format. None ends in a line end; blank lines stand between them. */
export interface FormatWriter {
  /** What the document says of how it is run, at its top. */
  readonly settings: (settings: Recording["settings"]) => string;
  /** `level` 1: the document's title. `before`: the text that it stands behind. */
  readonly heading: (text: string, level: number, before?: string) => string;
  readonly block: (lines: readonly string[], annotation?: string) => string;
  /** A text in which nothing is markup. */
  readonly plain: (text: string) => string;
}

export const WRITERS: Readonly<Record<Exclude<Format, "cram">, FormatWriter>> = {
  markdown: {
    settings: (settings) => `---\n${stringify({ howtrue: settings })}---`,
    heading: (text, level, before = "") => {
      const line = level > 2 || !underlines(before) ? undefined : (level === 1 ? "=" : "-").repeat(columnWidth(text));
      return line === undefined ? `${"#".repeat(level)} ${text}` : `${text}\n${line}`;
    },
    block: (lines, annotation) => {
      const longest = lines.reduce((most, line) => Math.max(most, /^\s*(`*)/.exec(line)![1]!.length), 2);
      const fence = "`".repeat(longest + 1);
      const comment = annotation === undefined ? [] : [`<!-- howtrue: ${annotation} -->`];
      return [...comment, `${fence}console`, ...lines, fence].join("\n");
    },
    plain: (text) => text.replaceAll(/[!-/:-@[-`{-~]/g, "\\$&"),
  },
  rst: {
    settings: (settings) => {
      const all = Object.entries(settings);
      // Where other tools read, what may be theirs is not ours.
      const isTheirs = all.some(([name, value]) => isKey(name) && KEYS[name].foreign?.(value) === true);
      return (isTheirs ? [["howtrue", settings] as const] : all)
        .map(([name, value]) => `:${name}: ${stringify(value, { collectionStyle: "flow", lineWidth: 0 }).trim()}`)
        .join("\n");
    },
    heading: (text, level, before = "") => {
      const { char, over } = adornmentFor(level, adornmentsOf(before));
      const line = char.repeat(Math.max(1, columnWidth(text)));
      return [...(over ? [line] : []), text, line].join("\n");
    },
    block: (lines, annotation) => {
      const comment = annotation === undefined ? [] : [`.. howtrue: ${annotation}`, ""];
      const body = lines.map((line) => (line.trim() === "" ? "" : `   ${line}`));
      return [...comment, ".. code-block:: console", "", ...body].join("\n");
    },
    plain: (text) => text.replaceAll(/[^\p{L}\p{N}\s]/gu, "\\$&"),
  },
};

const FRONT_MATTER = /^---\r?\n[^]*?\n---[ \t]*\r?\n/;
const FENCED = /^(```+|~~~+)[^]*?^\1/gm;

/** Whether the titles of a text in Markdown have lines below them (CommonMark 4.3), and none has signs before it. */
function underlines(before: string): boolean {
  const text = before.replace(FRONT_MATTER, "").replaceAll(FENCED, "");
  return /^ {0,3}\S.*\r?\n {0,3}(?:=+|-{2,})[ \t]*$/m.test(text) && !/^ {0,3}#{1,2} /m.test(text);
}
