import { isSetting, KEY_NAMES, KEYS, type KeyName, WHERE } from "../src/settings/keys.ts";
import { defaultOf } from "./schemas.ts";

/** A page whose tables of settings and claims, below the comments that announce them, are those of the keys. */
export function withTable(page: string): string {
  const tables = { settings: KEY_NAMES.filter(isSetting), claims: KEY_NAMES.filter((name) => !isSetting(name)) };
  let text = page;
  for (const [kind, names] of Object.entries(tables)) {
    const found = new RegExp(`(<!-- ${kind}: .*? -->\n\n)(?:\\|.*\n)*\n*`);
    text = text.replace(found, (_, comment: string) => `${comment}${table(names)}\n`);
  }
  return text;
}

function table(names: readonly KeyName[]): string {
  const rows = names.map((name) => {
    const { about, forms, where, flag, since } = KEYS[name];
    const inDocument = where.length === WHERE.length ? ["anywhere"] : where;
    const places = [...inDocument, ...(flag === undefined ? [] : [`\`${flag}\``])].join(", ");
    const cells = [`\`${name}\``, sentence(about), forms.map(code).join(", "), code(defaultOf(name)), places, since];
    return cells.map((cell) => cell.replaceAll("|", "\\|"));
  });
  const all = [["key", "means", "values", "default", "stands at", "since"], ...rows];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  const line = (row: readonly string[], fill = " "): string =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i]!, fill)).join(" | ")} |\n`;
  const [head = [], ...body] = all;
  return [
    line(head),
    line(
      head.map(() => ""),
      "-",
    ),
    ...body.map((row) => line(row)),
  ].join("");
}

function sentence(about: string): string {
  return about.replaceAll(/<(\w+)>/g, "`<$1>`");
}

function code(text: string): string {
  return text === "" ? "" : `\`${text}\``;
}
