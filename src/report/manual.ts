import { ENVIRONMENT, type Entries, EXAMPLES, EXIT_STATUS, FILES } from "./manual-texts.ts";
import type { OptionOutline, Outline } from "./outline.ts";

/** The manual page, in roff with the macros of man(7): it says of each command what its help says. */
export function manualPage(program: Outline, version: string): string {
  const { name, about, options, commands, more } = program;
  const lines = [
    `.\\" Made from the command line's own help.`,
    `.TH ${name.toUpperCase()} 1 "" "${name} ${roff(version)}" "User Commands"`,
    ".nh",
    ".ad l",
    ...section("NAME", [`${name} \\- ${roff(withoutEnd(about.split(": ")[0] ?? ""))}`]),
    ...section("SYNOPSIS", synopsis(program)),
    ...section("DESCRIPTION", [...paragraphs(about), ...paragraphs(more)]),
    ...section(
      "COMMANDS",
      commands.flatMap((one) => describe(one, name)),
    ),
    ...section("OPTIONS", options.flatMap(optionLines)),
    ...section("EXIT STATUS", entries(EXIT_STATUS)),
    ...section("ENVIRONMENT", entries(ENVIRONMENT)),
    ...section("FILES", entries(FILES)),
    ...section("EXAMPLES", entries(EXAMPLES)),
  ];
  return `${lines.join("\n")}\n`;
}

function section(title: string, lines: readonly string[]): string[] {
  return [`.SH ${title}`, ...beginning(lines)];
}

/** A heading begins a paragraph. */
function beginning(lines: readonly string[]): readonly string[] {
  return lines[0] === ".PP" || lines[0] === ".br" ? lines.slice(1) : lines;
}

/** A line for each command, and those below it. */
function synopsis(command: Outline, before = ""): string[] {
  const way = `${before}${command.name}`;
  const inner = withoutHelp(command);
  if (inner.length > 0) return inner.flatMap((one) => synopsis(one, `${way} `));
  return [".br", `\\fB${roff(way)}\\fR ${roff(command.usage)}`.trimEnd()];
}

function describe(command: Outline, before: string): string[] {
  const way = `${before} ${command.name}`;
  return [
    `.SS "${roff(`${way} ${command.usage}`.trimEnd())}"`,
    ...beginning(paragraphs(sentence(command.about))),
    ...command.arguments.flatMap(({ name, about }) => (about === "" ? [] : item(`\\fI${roff(name)}\\fR`, about))),
    ...command.options.filter(({ names }) => !names.includes("--help")).flatMap(optionLines),
    ...(command.more === "" ? [] : paragraphs(command.more)),
    ...withoutHelp(command).flatMap((one) => describe(one, way)),
  ];
}

function withoutHelp({ commands }: Outline): readonly Outline[] {
  return commands.filter(({ name }) => name !== "help");
}

function optionLines({ term, details }: OptionOutline): string[] {
  const shown = roff(term).replaceAll(/(\\-[\w\\-]+)/g, "\\fB$1\\fR");
  return item(shown.replace(/[<[].*/, "\\fI$&\\fR"), details);
}

function entries(all: Entries): string[] {
  return all.flatMap(([term, about]) => item(`\\fB${roff(term)}\\fR`, about));
}

function item(term: string, about: string): string[] {
  return [".TP", term, ...filled(sentence(about))];
}

/** Each is filled anew: the lines of a help are as long as its terminal. */
function paragraphs(words: string): string[] {
  const all = words.split(/\n{2,}/).filter((one) => one !== "");
  return all.flatMap((one) => [".PP", ...filled(one.replaceAll("\n", " "))]);
}

function withoutEnd(words: string): string {
  return words.replace(/\.$/, "").replace(/^./, (letter) => letter.toLowerCase());
}

function sentence(words: string): string {
  return words.replace(/^[a-z](?=[a-z']*[ ,;])/, (letter) => letter.toUpperCase()).replace(/[^.]$/, "$&.");
}

/** Lines of text, none of them long. One that begins with a dot or an apostrophe would be a request. */
function filled(words: string): string[] {
  const lines = words.match(/\S.{0,58}\S*/g) ?? [];
  return lines.map((line) => roff(line.trimEnd()).replace(/^\./, "\\&."));
}

/** roff turns hyphens, quotes and the like into what cannot be copied into a shell, unless it is told. */
function roff(words: string): string {
  return words.replaceAll(/[\\\-'`^~"]|[^ -~]/gu, (one) => SPELLED[one] ?? `\\[u${hex(one)}]`);
}

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}

const SPELLED: Readonly<Record<string, string>> = {
  "\\": "\\e",
  "-": "\\-",
  "'": "\\(aq",
  "`": "\\(ga",
  "^": "\\(ha",
  "~": "\\(ti",
  '"': "\\(dq",
};
