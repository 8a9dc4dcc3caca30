import { type Command, InvalidArgumentError } from "commander";
import type { MergeFlags } from "./commands/merge-reports.ts";
import { type ReporterChoice, REPORTERS } from "./commands/reporters.ts";

/** What the command line says of reports. */
export function addMergeReports(program: Command, done: (status: number) => void): void {
  program
    .command("merge-reports")
    .description("make one report of several that were written with --reporter json:FILE; runs nothing")
    .argument("<file...>", "of all shards, or of any runs")
    .option(...REPORTER, readReporter)
    .option("-v, --verbose", "as with verify")
    .addHelpText("after", "\nExit status: that of a run of all of it; 2 also where a report or a shard is missing.")
    .action(async (paths: string[], flags: MergeFlags) => {
      done((await import("./commands/merge-reports.ts")).runMerge(paths, flags, process));
    });
}

export const REPORTER: readonly [string, string] = [
  "-r, --reporter <name[:file]>",
  `how to report: ${REPORTERS.join(", ")}; to a file: junit:report.xml; may be repeated`,
];

export function readReporter(text: string, choices: readonly ReporterChoice[] = []): ReporterChoice[] {
  const [, name, file] = /^([^:]*)(?::(.*))?$/s.exec(text) ?? [];
  const known = REPORTERS.find((one) => one === name);
  if (known === undefined)
    throw new InvalidArgumentError(`Write one of ${REPORTERS.join(", ")}, or such as junit:FILE.`);
  if (file === "") throw new InvalidArgumentError("Write the file's name behind the colon.");
  return [...choices, { name: known, ...(file !== undefined && { file }) }];
}
