import { type Command, InvalidArgumentError, Option } from "commander";
import { below } from "./options.ts";
import type { MergeFlags } from "../commands/merge-reports.ts";
import { type ReporterChoice, REPORTERS } from "../commands/reporters.ts";

/** What the command line says of reports. */
export function addMergeReports(program: Command, done: (status: number) => void): void {
  program
    .command("merge-reports")
    .description("make one report of several that were written with --reporter json:FILE; runs nothing")
    .argument("<file...>", "of all shards, or of any runs")
    .addOption(reporterOption())
    .option("-v, --verbose", "as with verify")
    .addHelpText(
      "after",
      below("\nExit status: that of a run of all of it; 2 also where a report or a shard is missing."),
    )
    .action(async (paths: string[], flags: MergeFlags) => {
      done((await import("../commands/merge-reports.ts")).runMerge(paths, flags, process));
    });
}

export function reporterOption(): Option {
  const about = "how to report; to a file: junit:report.xml; may be repeated";
  return new Option("-r, --reporter <name[:file]>", about).choices(REPORTERS).argParser(readReporter);
}

function readReporter(text: string, choices: readonly ReporterChoice[] = []): ReporterChoice[] {
  const [, name, file] = /^([^:]*)(?::(.*))?$/s.exec(text) ?? [];
  const known = REPORTERS.find((one) => one === name);
  if (known === undefined)
    throw new InvalidArgumentError(`Write one of ${REPORTERS.join(", ")}, or such as junit:FILE.`);
  if (file === "") throw new InvalidArgumentError("Write the file's name behind the colon.");
  return [...choices, { name: known, ...(file !== undefined && { file }) }];
}
