import { type Command, InvalidArgumentError, Option } from "commander";
import { below, collect, CONFIG, dialectOption, formatOption, NO_CONFIG, readDuration, readLine } from "./options.ts";
import type { ReplayFlags } from "../commands/replay.ts";
import { MACHINES } from "../settings/settings.ts";

/** What the command line says of `replay`. */
export function addReplay(program: Command, done: (status: number) => void): void {
  program
    .command("replay")
    .description("read a document in the terminal, and run its steps one by one on a machine of your own")
    .argument("<file>", "a document")
    .addOption(new Option("-m, --machine <kind>", "as with verify").choices(MACHINES))
    .addOption(formatOption())
    .addOption(dialectOption())
    .option("--from <line>", "begin with the step at this line; those before it are run at once", readLine)
    .option("--fresh", "begin at the first step, also where you have left this document in the middle")
    .option("--auto", "show and type everything without you, for demonstrations")
    .addOption(new Option("--speed <count>", "characters a second, with --auto").argParser(readSpeed).default(20))
    .addOption(new Option("--delay <time>", DELAY).argParser(readDuration).default(2_000, "2s"))
    .option("-s, --secret <name>", "as with verify", collect)
    .option(...CONFIG)
    .option(...NO_CONFIG)
    .addHelpText("after", below(REPLAY_HELP))
    .action(async (path: string, flags: ReplayFlags) => {
      done(await (await import("../commands/replay.ts")).runReplay(path, flags, process));
    });
}

const DELAY = "between sections, with --auto";

const REPLAY_HELP = `
The document is shown section by section, with each command before it runs: Enter runs it, and what it prints is compared
with what the document shows. s skips it, e edits it, b goes back to before the last step (the machine goes back, too), n
runs to the next section, w says why a step is, or is not, as in the document, ! opens a shell right there, q quits. The
next replay of the document offers to go on where you left it.

Exit status: 0 at the end, or when you quit; 1 at the end, if a step that was compared is not as the document shows; 2 if
it could not be run, or there is no terminal; 130 interrupted between two steps.`;

function readSpeed(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError("Write a number from 1 to 9999.");
  return Number(text);
}
