import { type Command, InvalidArgumentError, Option } from "commander";
import { below, collect, PATHS, readLine } from "./options.ts";
import { addRunOptions } from "./run.ts";
import type { VerifyFlags } from "../commands/verify.ts";
import type { Shard } from "../history/shard.ts";
import { type Suite, SUITES } from "../settings/settings.ts";

/** What the command line says of `verify`. */
export function addVerify(program: Command, done: (status: number) => void): void {
  const command = program
    .command("verify")
    .description("run the shell sessions of documents and compare what happens with what they say")
    .argument("[path...]", PATHS, ["."]);
  addRunOptions(command)
    .addOption(new Option("--on <suites>", ON_HELP).choices(SUITES).argParser(readSuites))
    .option(
      "--collect <path>",
      "copy this file or folder from the machine when the last step has run; may be repeated",
      collect,
    )
    .option("--collect-into <folder>", "where to, in a folder for each document", "collected")
    .option("-b, --bail", "stop a document at the first step that fails in any way")
    .option("-k, --keep-going", "go on after an exit status that the document does not announce")
    .option("-w, --watch", "verify again what changes, until you quit")
    .option("--from <line>", "run what is before this line of the document, and judge from there on", readLine)
    .option("--to <line>", "run nothing after this line of the document", readLine)
    .option("--pause <line>", "open a shell before the step at this line; when you leave it, the run goes on", readLine)
    .option("--shell", "stop at the first step that fails, and open a shell there, before cleanup")
    .option(
      "--fresh",
      "run every step, also where an earlier run has kept the guest as it was; the default where CI is set",
    )
    .option("--no-cache", "the same, and keep nothing for the next run")
    .option(
      "-g, --grep <pattern>",
      "only steps whose command, or a title of whose sections, matches: JavaScript's",
      readRegex,
    )
    .option("--last-failed", "only documents that did not hold when they were verified last; all, if there are none")
    .option("--changed [ref]", "only documents that git has changes of: since the last commit, or since it left ref")
    .option("--shard <k/n>", "only the k-th of n parts, which take about as long as each other", readShard)
    .option("--list-flaky", "print which documents of this project are known to be flaky, and run nothing")
    .addHelpText("after", below(VERIFY_HELP))
    .action(async (paths: string[], flags: VerifyFlags) => {
      if (flags.watch === true)
        return done(await (await import("../commands/watch.ts")).runWatch(paths, flags, process));
      done(await (await import("../commands/verify.ts")).runVerify(paths, flags, process));
    });
}

const ON_HELP = "in a guest of each of these Debian suites: bookworm,trixie";

const VERIFY_HELP = `
A path may be FILE:LINE, as reports have it: only the step at that line is compared, or the section of a heading or a line of
prose. The steps before it are run, since it needs them.

Documents run in a sandbox: the programs of this machine, without its files and without network. Those that ask for root or
an image run in a guest, a virtual machine that is thrown away. --machine host runs them here, where nothing protects this
machine from them.

--watch: after a change only of the output shown, what was observed is judged again and nothing is run. --shell and --pause
connect your terminal to the shell of the step, with its directory, variables and functions; Ctrl-D at its prompt or Ctrl-]
leaves it as it is, and the run goes on. Lines are those of the one document that is named; a line of shown output is one of
its step.

Exit status: 0 every claim holds; 1 one does not; 2 something could not be run, or there was nothing to verify;
130 interrupted.`;

function readSuites(text: string): Suite[] {
  const suites = text.split(",").map((name) => SUITES.find((suite) => suite === name));
  if (suites.includes(undefined)) throw new InvalidArgumentError(`Write some of ${SUITES.join(", ")}, with commas.`);
  return suites.filter((suite) => suite !== undefined);
}

function readRegex(text: string): RegExp {
  try {
    return new RegExp(text, "iu");
  } catch (cause) {
    throw new InvalidArgumentError(`Write a regular expression: ${(cause as Error).message}.`);
  }
}

function readShard(text: string): Shard {
  const [, index, count] = /^([1-9]\d{0,3})\/([1-9]\d{0,3})$/.exec(text)?.map(Number) ?? [];
  if (index === undefined || count === undefined || index > count)
    throw new InvalidArgumentError("Write which one of how many: 2/5 is the second of five.");
  return { index, count };
}
