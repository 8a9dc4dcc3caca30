import type { Argument, Command, Help, Option } from "commander";
import type { ArgumentOutline, OptionOutline, Outline } from "../report/outline.ts";

/** What the command line offers: what its help shows, and no more. */
export function outlineOf(command: Command): Outline {
  const help = command.createHelp();
  const commands = help.visibleCommands(command);
  const names = commands.map((one) => one.name());
  return {
    name: command.name(),
    about: command.description(),
    usage: command.usage(),
    arguments: command.registeredArguments.map((one) => argumentOf(one, help)),
    options: help.visibleOptions(command).map((one) => optionOf(one, help)),
    // help [command]
    commands: commands.map((one) => (one.name() === "help" ? helpCommand(outlineOf(one), names) : outlineOf(one))),
    more: textBelow(command),
  };
}

function helpCommand(outline: Outline, names: readonly string[]): Outline {
  const choices = names.filter((name) => name !== "help");
  return { ...outline, options: [], arguments: outline.arguments.map((one) => ({ ...one, choices })) };
}

function argumentOf(argument: Argument, help: Help): ArgumentOutline {
  const name = argument.name();
  return { name, about: help.argumentDescription(argument), choices: argument.argChoices ?? [], isFile: isFile(name) };
}

function optionOf(option: Option, help: Help): OptionOutline {
  const [, name] = /[<[](.*)[>\]]/.exec(option.flags) ?? [];
  const value = name === undefined ? undefined : { name, choices: option.argChoices ?? [], isFile: isFile(name) };
  return {
    names: [option.short, option.long].filter((one) => one !== undefined),
    term: option.flags,
    about: option.description,
    details: help.optionDescription(option),
    value,
    isOptional: option.optional && !option.required, // `<name[:file]>` is both to commander
  };
}

/** As our help names them: `<file>`, `[path...]`, `<name[:file]>`. */
function isFile(name: string): boolean {
  return /\b(file|path)\b/.test(name);
}

/** What was added to a command's help, which commander only ever prints. */
function textBelow(command: Command): string {
  const { writeOut } = command.configureOutput();
  let text = "";
  command.configureOutput({ writeOut: (part) => (text += part) });
  command.outputHelp();
  command.configureOutput({ ...(writeOut !== undefined && { writeOut }) });
  return text.slice(command.helpInformation().length).trim();
}
