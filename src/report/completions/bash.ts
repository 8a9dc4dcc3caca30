import { everyCommand, type Outline, type Placed, type ValueOutline } from "../outline.ts";

/**
 * A script for bash 4 and newer, which needs no other: `source` it, or put it into bash-completion's folder. Files are
 * completed by readline itself, which knows how to quote them.
 */
export function bashCompletion(program: Outline): string {
  const { name } = program;
  const commands = everyCommand(program);
  return `# Completion of ${name} for bash, made by: ${name} completions bash
_${name}() {
  local IFS=$' \\t\\n' at path= words= cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]}
  COMPREPLY=()
  # "=" and ":" are words of their own to bash.
  if [[ $prev == : ]]; then compopt -o default; return; fi
  if [[ $cur == : ]]; then cur=; compopt -o default; return; fi
  if [[ $cur == "=" ]]; then cur=; elif [[ $prev == "=" ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  for ((at = 1; at < COMP_CWORD; at++)); do
    case $path/\${COMP_WORDS[at]} in
      ${commands.slice(1).map(wayOf).join("|")}) path+=/\${COMP_WORDS[at]} ;;
    esac
  done
  case "$path $prev" in
${commands.flatMap(valueCases).join("\n")}
    *)
      case "$path $cur" in
${commands.flatMap(placeCases).join("\n")}
      esac ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -F _${name} ${name}
`;
}

function wayOf({ way }: Placed): string {
  return way;
}

/** What stands behind an option. */
function valueCases({ way, command }: Placed): string[] {
  return command.options.flatMap(({ names, value }) => {
    if (value === undefined) return [];
    const patterns = names.map((name) => `"${way} ${name}"`).join("|");
    return [`    ${patterns}) ${asked(value)} ;;`];
  });
}

/** What stands elsewhere: an option, a command, an argument. */
function placeCases({ way, command }: Placed): string[] {
  const options = command.options.flatMap(({ names }) => names.filter((name) => name.startsWith("--")));
  const names = command.commands.map(({ name }) => name);
  const [argument] = command.arguments;
  const here = names.length > 0 ? `words="${names.join(" ")}"` : argument === undefined ? "words=" : asked(argument);
  return [`        "${way} -"*) words="${options.join(" ")}" ;;`, `        "${way} "*) ${here} ;;`];
}

function asked({ choices, isFile }: ValueOutline): string {
  return isFile && choices.length === 0 ? "compopt -o default; return" : `words="${choices.join(" ")}"`;
}
