import { formatPlace } from "../message/message.ts";
import type { Entry, Origin } from "../settings/origin.ts";
import { formatValue } from "../settings/show.ts";
import { visible } from "./visible.ts";

/** Settings as a table: what, its value, where it comes from. */
export function settingsTable(entries: readonly Entry[]): string {
  const rows = entries.map(({ name, part, value, origin }) => [
    visible(part === undefined ? name : `${name}.${part}`),
    visible(formatValue(name, value, part)) || "-",
    visible(formatOrigin(origin)),
  ]);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => Math.min(row[column]?.length ?? 0, WIDEST))));
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ");
  return rows.map((row) => `${line(row)}\n`).join("");
}

/** What is longer moves the rest of its line. */
const WIDEST = 40;

/** The same for programs: durations in milliseconds, sizes in bytes. */
export function settingsJson(entries: readonly Entry[]): object[] {
  return entries.map(({ name, part, value, origin }) => ({
    key: part === undefined ? name : `${name}.${part}`,
    value: value ?? null,
    text: formatValue(name, value, part),
    from: origin.kind,
    ...("place" in origin && { place: origin.place }),
    ...("flag" in origin && { flag: origin.flag }),
  }));
}

function formatOrigin(origin: Origin): string {
  switch (origin.kind) {
    case "default":
      return "default";
    case "command line":
      return origin.flag;
    case "project":
    case "document":
      return formatPlace(origin.place);
  }
}
