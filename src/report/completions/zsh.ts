import type { OptionOutline, Outline, ValueOutline } from "../outline.ts";

/** A script for zsh's completion system: as `_howtrue` in a folder of `fpath`, or sourced once `compinit` has run. */
export function zshCompletion(program: Outline): string {
  const { name } = program;
  return `#compdef ${name}
# Completion of ${name} for zsh, made by: ${name} completions zsh
${functions(program, `_${name}`).join("\n")}
if [ "$funcstack[1]" = "_${name}" ]; then _${name} "$@"; else compdef _${name} ${name}; fi
`;
}

/** The function of a command, and those of the commands below it. */
function functions(command: Outline, name: string): string[] {
  const below = command.commands.flatMap((one) => functions(one, `${name}_${one.name}`));
  const specs = command.options.flatMap(optionSpecs);
  return [
    ...below,
    `${name}() {`,
    ...(command.commands.length > 0 ? choose(command, name, specs) : leaf(command, specs)),
    "}",
  ];
}

function leaf({ arguments: [argument] }: Outline, specs: readonly string[]): string[] {
  const rest = argument === undefined ? [] : [quote(`*:${argument.name}:${action(argument)}`)];
  return [`  _arguments -s -S ${continued([...specs, ...rest])}`];
}

/** First the command's name; what follows belongs to its own function, which sees it as the first word. */
function choose({ commands }: Outline, name: string, specs: readonly string[]): string[] {
  const described = commands.map((one) => quote(`${one.name}:${one.about}`));
  return [
    "  local curcontext=$curcontext state line",
    "  typeset -A opt_args",
    `  local -a commands=(${continued(described)})`,
    `  _arguments -C -s -S ${continued([...specs, quote("1:command:->command"), quote("*:: :->rest")])}`,
    "  case $state in",
    "    command) _describe command commands ;;",
    "    rest)",
    "      case $words[1] in",
    ...commands.map((one) => `        ${one.name}) ${name}_${one.name} ;;`),
    "      esac ;;",
    "  esac",
  ];
}

/** `-m` takes its value as the next word or in its own, `--machine` also behind `=`. */
function optionSpecs({ names, about, value, isOptional }: OptionOutline): string[] {
  const told = `[${about.replaceAll(/[[\]\\]/g, "\\$&")}]`;
  if (value === undefined) {
    const others = names.includes("--help") || names.includes("--version") ? "- *" : names.join(" ");
    return names.map((name) => quote(`(${others})${name}${told}`));
  }
  const behind = `${isOptional ? "::" : ":"}${value.name.replaceAll(/[:[\]\\]/g, "\\$&")}:${action(value)}`;
  return names.map((name) => quote(`*${name}${name.startsWith("--") ? "=" : "+"}${told}${behind}`));
}

function action({ choices, isFile }: ValueOutline): string {
  if (choices.length > 0 && isFile)
    return `{if compset -P "*\\:"; then _files; else compadd -- ${choices.join(" ")}; fi}`;
  if (choices.length > 0) return `(${choices.join(" ")})`;
  return isFile ? "_files" : " ";
}

function continued(words: readonly string[]): string {
  return words.map((word) => `\\\n    ${word}`).join(" ");
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
