import type { SettingsSource } from "../document.ts";
import { lineOf, type Row } from "./row.ts";

export interface FrontMatter {
  readonly settings: readonly SettingsSource[];
  /** So many rows are no Markdown. */
  readonly rows: number;
}

/** YAML between lines of `---` at the very top. TOML between `+++` is other tools' matter, and no text either. */
export function readFrontMatter(rows: readonly Row[], text: string): FrontMatter {
  const fence = /^(---|\+\+\+)[ \t]*$/.exec(rows[0]?.text ?? "")?.[1];
  if (fence === undefined) return { settings: [], rows: 0 };
  const close = rows.findIndex((row, i) => i > 0 && row.text.startsWith(fence) && row.text.trimEnd() === fence);
  if (close === -1) return { settings: [], rows: 0 };
  if (fence === "+++") return { settings: [], rows: close + 1 };
  const start = rows[1]!.offset;
  const end = close === 1 ? start : lineOf(rows[close - 1]!).range.end;
  return { settings: [{ kind: "yaml", text: text.slice(start, end), start }], rows: close + 1 };
}
