import { type AddHelpTextContext, InvalidArgumentError, Option } from "commander";
import { parseDuration } from "../settings/duration.ts";

/** What several commands can be told. */
export const CONFIG = [
  "-c, --config <file>",
  "the project's settings, rather than the nearest howtrue.config.yaml or .json",
] as const;
export const NO_CONFIG = ["--no-config", "do without a project's settings"] as const;
export const PATHS = "documents; folders, with all documents below them; - for the standard input";

/** What a command's help says below its options, in paragraphs: as wide as they are. */
export function below(text: string): (context: AddHelpTextContext) => string {
  const paragraphs = text.replaceAll(/(?<=\S)\n(?=\S)/g, " ");
  return ({ command }) =>
    command.createHelp().boxWrap(paragraphs, command.configureOutput().getOutHelpWidth?.() ?? COLUMNS);
}

/** Where there is no terminal. */
const COLUMNS = 80;

export function dialectOption(): Option {
  const option = new Option("-d, --dialect <name>", "whose rules hold, above what documents say");
  return option.choices(["howtrue", "wordish", "cram", "scrut"]);
}

export function formatOption(): Option {
  const option = new Option("-f, --format <format>", "of the files named, whatever their names tell");
  return option.choices(["markdown", "rst", "cram"]);
}

export function collect(name: string, names: readonly string[] = []): string[] {
  return [...names, name];
}

export function readLine(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError("Write the number of a line, such as 40.");
  return Number(text);
}

export function readDuration(text: string): number {
  const milliseconds = parseDuration(text);
  if (milliseconds === undefined) throw new InvalidArgumentError("Write a time such as 30s, 500ms or 2m.");
  return milliseconds;
}
