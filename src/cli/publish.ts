import type { Command } from "commander";
import { below, PATHS } from "./options.ts";
import { addRunOptions } from "./run.ts";
import type { PublishFlags } from "../commands/publish.ts";

/** What the command line says of `publish`. */
export function addPublish(program: Command, done: (status: number) => void): void {
  const command = program
    .command("publish")
    .description("verify documents, and write editions of those that hold: with what was observed, a page, a recording")
    .argument("[path...]", PATHS.replace(/;[^;]*$/, ""), ["."])
    .option("-o, --out <folder>", "the folder of editions", "snapshots")
    .option("--check", "say which editions are not up to date, and write nothing")
    .option("--prune", "remove editions of documents that are gone")
    .option("--anew", "show what is observed now, also where what was observed last still is what the document says");
  addRunOptions(command)
    .addHelpText("after", below(PUBLISH_HELP))
    .action(async (paths: string[], flags: PublishFlags) => {
      done(await (await import("../commands/publish.ts")).runPublish(paths, flags, process));
    });
}

const PUBLISH_HELP = `
Every step is run: an edition says when. What was observed last stays where it is still what the document says, so that only
what has changed changes. Of a document that does not hold the last edition stays and is marked stale.

Exit status: 0 all is published, or with --check up to date; 1 a document does not hold, or with --check an edition is not up
to date; 2 something could not be run or written; 130 interrupted.`;
