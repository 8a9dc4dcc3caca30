#!/usr/bin/env node
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { addCompletions, addMan } from "./cli/help.ts";
import { addInit } from "./cli/init.ts";
import { addDoctor, addImage } from "./cli/machine.ts";
import { below, collect, CONFIG, dialectOption, formatOption, NO_CONFIG, PATHS, readDuration } from "./cli/options.ts";
import { addRecord } from "./cli/record.ts";
import { addReplay } from "./cli/replay.ts";
import { addMergeReports } from "./cli/report.ts";
import { addPublish } from "./cli/publish.ts";
import { addVerify } from "./cli/verify.ts";
import type { ConfigFlags } from "./commands/config.ts";
import type { ListFlags } from "./commands/list.ts";
import type { UpdateFlags } from "./commands/update.ts";
import type { ReadFlags } from "./commands/reading.ts";
import { version } from "./source/version.ts";
import { visibleText } from "./report/visible.ts";
import { MACHINES } from "./settings/settings.ts";

/** The command line: argv to a command. The only place that sets the exit status. */
async function main(argv: readonly string[]): Promise<number> {
  let status = 0;
  const program = commandLine((code) => (status = code));
  try {
    await program.parseAsync(argv);
    return status;
  } catch (cause) {
    if (cause instanceof CommanderError) return cause.exitCode === 0 ? 0 : 2;
    const error = cause instanceof Error ? cause : new Error(String(cause));
    process.stderr.write(`howtrue: this is a fault of howtrue itself, please report it: ${error.stack}\n`);
    return 2;
  }
}

function commandLine(done: (status: number) => void): Command {
  const program = new Command("howtrue")
    .description("Verifies that a howto is true: runs the shell sessions it shows and compares what happens.")
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print the help of a command")
    .configureOutput({ outputError: (text, write) => write(visibleText(text)) }) // a file may have any name
    .exitOverride();
  addInit(program, done);
  addVerify(program, done);
  addUpdate(program, done);
  addRecord(program, done);
  addReplay(program, done);
  addPublish(program, done);
  addList(program, done);
  addScript(program, done);
  addConfig(program, done);
  addImage(program, done);
  addMergeReports(program, done);
  addDoctor(program, done);
  addCompletions(program);
  addMan(program);
  tellOfHelp(program, "howtrue");
  return program;
}

/** After a mistake: whose help tells of the options. */
function tellOfHelp(command: Command, name: string): void {
  command.showHelpAfterError(`(${name} --help tells more)`);
  for (const one of command.commands) tellOfHelp(one, `${name} ${one.name()}`);
}

function addUpdate(program: Command, done: (status: number) => void): void {
  program
    .command("update")
    .description("write what is observed into documents: only lines that no longer hold change")
    .argument("[path...]", PATHS, ["."])
    .addOption(new Option("-m, --machine <kind>", "as with verify").choices(MACHINES))
    .addOption(formatOption())
    .addOption(dialectOption())
    .option("-t, --timeout <time>", "as with verify", readDuration)
    .option("-s, --secret <name>", "as with verify", collect)
    .option(...CONFIG)
    .option(...NO_CONFIG)
    .option("-y, --yes", "write without asking")
    .option("-n, --dry-run", "show what would change, write nothing")
    .option("--runs <count>", "run so often: what differs is left open, by default 2 on a terminal, else 1", readCount)
    .option("--fill", "show also output that documents do not show")
    .addHelpText("after", below(UPDATE_HELP))
    .action(async (paths: string[], flags: UpdateFlags) => {
      done(await (await import("./commands/update.ts")).runUpdate(paths, flags, process));
    });
}

const UPDATE_HELP = `
Every ... and pattern that still holds stays. A file is replaced at once or not at all, and only if it is still what was
run. Of the standard input, -, the new text is printed.

Exit status: 0 all documents are as they should be; 1 changes were not written, or a step cannot be made to hold; 2
something could not be run or written; 130 interrupted.`;

function addConfig(program: Command, done: (status: number) => void): void {
  program
    .command("config")
    .description("print every setting with its value and where it comes from")
    .argument("[path]", "a document, or a folder with documents", ".")
    .addOption(new Option("-m, --machine <kind>", "as with verify").choices(MACHINES))
    .addOption(formatOption())
    .addOption(dialectOption())
    .option("-t, --timeout <time>", "as with verify", readDuration)
    .option(...CONFIG)
    .option(...NO_CONFIG)
    .option("--json", "for programs")
    .addHelpText("after", below(CONFIG_HELP))
    .action(async (path: string, flags: ConfigFlags) => {
      done(await (await import("./commands/config.ts")).runConfig(path, flags, process));
    });
}

const CONFIG_HELP = `
A project says its settings in howtrue.config.yaml, howtrue.config.json or below "howtrue" in package.json: in the
nearest folder above a document that has one of them, up to the root of its repository.

Exit status: 0; 2 where a setting is wrong.`;

function addList(program: Command, done: (status: number) => void): void {
  program
    .command("list")
    .description("show what would be run, and what is passed over; runs nothing")
    .argument("[path...]", PATHS, ["."])
    .addOption(formatOption())
    .addOption(dialectOption())
    .option(...CONFIG)
    .option(...NO_CONFIG)
    .option("--json", "for programs")
    .action(async (paths: string[], flags: ListFlags) => {
      done(await (await import("./commands/list.ts")).runList(paths, flags, process));
    });
}

function addScript(program: Command, done: (status: number) => void): void {
  program
    .command("script")
    .description("print a document as a shell script: prose and expected output as comments; runs nothing")
    .argument("<file>", "a document; - for the standard input")
    .addOption(formatOption())
    .addOption(dialectOption())
    .option(...CONFIG)
    .option(...NO_CONFIG)
    .action(async (path: string, flags: ReadFlags) => {
      done(await (await import("./commands/script.ts")).runScript(path, flags, process));
    });
}

function readCount(text: string): number {
  if (!/^[1-9]$/.test(text)) throw new InvalidArgumentError("Write a number from 1 to 9.");
  return Number(text);
}

let unwritten = false;
process.stdout.on("error", ({ code, message }: NodeJS.ErrnoException) => {
  if (code === "EPIPE" || code === "EIO" || unwritten) return; // whoever read has gone: there is nobody to tell
  unwritten = true;
  process.exitCode = 2;
  process.stderr.write(`howtrue: the report cannot be written: ${message}\n`);
});
process.stderr.on("error", () => undefined); // nowhere is left to say it
const status = await main(process.argv);
process.exitCode = unwritten ? 2 : status;
