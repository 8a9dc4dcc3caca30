import { type Command, Option } from "commander";
import { below, collect, CONFIG, NO_CONFIG } from "./options.ts";
import type { RecordFlags } from "../commands/record-assignment.ts";
import { MACHINES, SUITES } from "../settings/settings.ts";

/** What the command line says of `record`. */
export function addRecord(program: Command, done: (status: number) => void): void {
  program
    .command("record")
    .description("open a shell on a new machine, and make a howto of what you do in it")
    .argument("<file>", "the howto to write: a name that ends in .md or .rst")
    .addOption(new Option("-m, --machine <kind>", "where, rather than in a sandbox").choices(MACHINES))
    .option("--root", "as root, in a guest")
    .addOption(new Option("--image <suite>", "a guest of this Debian suite").choices(SUITES))
    .option("--packages <names>", "a guest with these Debian packages, separated by commas", (names) =>
      names.split(","),
    )
    .option("--network", "the machine may reach others")
    .option("--files <path>", "copy this into the working directory first; may be repeated", collect)
    .option("--title <text>", "of the howto, rather than the file's name")
    .option(
      "-s, --secret <name>",
      "a variable of the environment whose value is written nowhere; may be repeated",
      collect,
    )
    .option("--append", "go on where this howto ends: its steps are run first")
    .option("--force", "write in the place of a howto that is there")
    .option("--resume", "write what was recorded before howtrue was killed, and record no more")
    .option(...CONFIG)
    .option(...NO_CONFIG)
    .addHelpText("after", below(RECORD_HELP))
    .action(async (path: string, flags: RecordFlags) => {
      done(await (await import("../commands/record.ts")).runRecord(path, flags, process));
    });
}

const RECORD_HELP = `
In the shell a line "# text" becomes a paragraph above the next commands, "## text" the title of a section. Empty lines,
mistakes that the shell cannot read and what you end with Ctrl-C are left out. Shells that you open (sudo -s, su, bash) are
followed. Passwords are not written: the howto says secret=PASSWORD, and you say --secret PASSWORD.

exit or Ctrl-D at the prompt ends the recording, Ctrl-] does so at any time. Then the howto is run once on another new
machine: what differs is left open with ..., and it is written, also where it does not hold.

Exit status: 0 it is written and holds; 1 it is written, and a step does not hold; 2 it could not be recorded, verified or
written; 130 interrupted.`;
