import { everyCommand, type Outline, type Placed, type ValueOutline } from "../outline.ts";

/** A script for fish 3.0 and newer. */
export function fishCompletion(program: Outline): string {
  const { name } = program;
  const commands = everyCommand(program);
  const ways = commands.slice(1).map(({ way }) => way);
  return `# Completion of ${name} for fish, made by: ${name} completions fish
function __${name}_at
    set -l path
    for word in (commandline -opc)[2..-1]
        switch "$path/$word"
            case ${ways.join(" ")}
                set path "$path/$word"
        end
    end
    test "$path" = "$argv[1]"
end
complete -c ${name} -e
complete -c ${name} -f
${commands.flatMap((one) => lines(one, name)).join("\n")}
`;
}

function lines({ way, command }: Placed, program: string): string[] {
  const here = `complete -c ${program} -n ${quote(`__${program}_at "${way}"`)}`;
  const [argument] = command.arguments;
  return [
    ...command.commands.map(({ name, about }) => `${here} -a ${name} -d ${quote(about)}`),
    ...command.options.map(({ names, about, value, isOptional }) => {
      const taking = value === undefined || isOptional ? "" : ` -r${taken(value)}`;
      return `${here}${names.map(flag).join("")}${taking} -d ${quote(about)}`;
    }),
    ...(argument === undefined || command.commands.length > 0 ? [] : [`${here}${taken(argument)}`]),
  ];
}

function flag(name: string): string {
  return name.startsWith("--") ? ` -l ${name.slice(2)}` : ` -s ${name.slice(1)}`;
}

/** Without `-f` a value may be a file: fish says so of itself. */
function taken({ choices, isFile }: ValueOutline): string {
  const files = isFile ? " -F" : " -f";
  return choices.length > 0 ? `${files} -a ${quote(choices.join(" "))}` : files;
}

function quote(text: string): string {
  return `'${text.replaceAll(/['\\]/g, "\\$&")}'`;
}
