import { type Command, InvalidArgumentError, Option } from "commander";
import {
  collect,
  CONFIG,
  dialectOption,
  formatOption,
  NO_CONFIG,
  PATHS,
  readDuration,
  readLine,
} from "./cli-options.ts";
import { type ReporterChoice, REPORTERS } from "./commands/reporters.ts";
import type { VerifyFlags } from "./commands/verify.ts";
import { MACHINES, type Suite, SUITES } from "./settings/settings.ts";

/** What the command line says of `verify`. */
export function addVerify(program: Command, done: (status: number) => void): void {
  program
    .command("verify")
    .description("run the shell sessions of documents and compare what happens with what they say")
    .argument("[path...]", PATHS, ["."])
    .addOption(
      new Option("-m, --machine <kind>", "where to run, above what documents and projects say").choices(MACHINES),
    )
    .addOption(formatOption())
    .addOption(dialectOption())
    .addOption(new Option("--on <suites>", ON_HELP).choices(SUITES).argParser(readSuites))
    .addOption(new Option("-r, --reporter <name[:file]>", REPORTER_HELP).choices(REPORTERS).argParser(readReporter))
    .option("-j, --jobs <count>", "documents at a time, by default as many as there are cores and memory for", readJobs)
    .option("-t, --timeout <time>", "end each step after this long: 30s, 500ms, 2m", readDuration)
    .option(...CONFIG)
    .option(...NO_CONFIG)
    .option("-s, --secret <name>", "let documents type this variable of the environment; may be repeated", collect)
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
    .option("-v, --verbose", "tell also of steps that held, and what is worth noting")
    .addHelpText("after", VERIFY_HELP)
    .action(async (paths: string[], flags: VerifyFlags) => {
      if (flags.watch === true)
        return done(await (await import("./commands/watch.ts")).runWatch(paths, flags, process));
      done(await (await import("./commands/verify.ts")).runVerify(paths, flags, process));
    });
}

const ON_HELP = "in a guest of each of these Debian suites: bookworm,trixie";
const REPORTER_HELP = "how to report; to a file: junit:report.xml; may be repeated";

const VERIFY_HELP = `
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

function readReporter(text: string, choices: readonly ReporterChoice[] = []): ReporterChoice[] {
  const [, name, file] = /^([^:]*)(?::(.*))?$/s.exec(text) ?? [];
  const known = REPORTERS.find((one) => one === name);
  if (known === undefined)
    throw new InvalidArgumentError(`Write one of ${REPORTERS.join(", ")}, or such as junit:FILE.`);
  if (file === "") throw new InvalidArgumentError("Write the file's name behind the colon.");
  return [...choices, { name: known, ...(file !== undefined && { file }) }];
}

function readJobs(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new InvalidArgumentError("Write a number from 1 to 999.");
  return Number(text);
}
