import { type Command, InvalidArgumentError, Option } from "commander";
import { collect, CONFIG, dialectOption, formatOption, NO_CONFIG, readDuration } from "./options.ts";
import { reporterOption } from "./report.ts";
import { MACHINES } from "../settings/settings.ts";

/** What the commands can be told that verify documents and report on it. */
export function addRunOptions(command: Command): Command {
  return command
    .addOption(
      new Option("-m, --machine <kind>", "where to run, above what documents and projects say").choices(MACHINES),
    )
    .addOption(formatOption())
    .addOption(dialectOption())
    .addOption(reporterOption())
    .option("-j, --jobs <count>", "documents at a time, by default as many as there are cores and memory for", readJobs)
    .option("-t, --timeout <time>", "end each step after this long: 30s, 500ms, 2m", readDuration)
    .option(...CONFIG)
    .option(...NO_CONFIG)
    .option("-s, --secret <name>", "let documents type this variable of the environment; may be repeated", collect)
    .option(
      "--retries <count>",
      "run a document that does not hold so many times more; if it holds then, it is flaky",
      readRetries,
    )
    .option("-v, --verbose", "tell also of steps that held, and what is worth noting");
}

function readJobs(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new InvalidArgumentError("Write a number from 1 to 999.");
  return Number(text);
}

function readRetries(text: string): number {
  if (!/^\d$/.test(text)) throw new InvalidArgumentError("Write a number from 0 to 9.");
  return Number(text);
}
