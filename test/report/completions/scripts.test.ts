import { test } from "uvu";
import * as assert from "uvu/assert";
import { bashCompletion } from "../../../src/report/completions/bash.ts";
import { fishCompletion } from "../../../src/report/completions/fish.ts";
import { zshCompletion } from "../../../src/report/completions/zsh.ts";
import type { OptionOutline, Outline, ValueOutline } from "../../../src/report/outline.ts";

const option = (term: string, about: string, value?: ValueOutline): OptionOutline => ({
  names: term.split(", "),
  term,
  about,
  details: about,
  value,
  isOptional: about === "perhaps",
});
const command = (name: string, parts: Partial<Outline>): Outline => ({
  ...{ name, about: `the ${name}`, usage: "", arguments: [], options: [], commands: [], more: "" },
  ...parts,
});
const KIND = { name: "kind", choices: ["a", "b"], isFile: false };
const FILE = { name: "file", choices: [], isFile: true };
const REF = { name: "ref", choices: [], isFile: false };
const EITHER = { name: "name[:file]", choices: ["tap"], isFile: true };

/** With what shells would take for their own in its texts. */
const PROGRAM = command("tool", {
  options: [option("-h, --help", "help")],
  commands: [
    command("run", {
      about: "run it: $HOME isn't `touched`",
      arguments: [{ ...FILE, about: "" }],
      options: [
        option("-k, --kind", "[x] \\ it's", KIND),
        option("--to", "where", EITHER),
        option("-q", "quiet"),
        option("--since", "perhaps", REF),
      ],
    }),
  ],
});

test("bash", () => {
  assert.is(
    bashCompletion(PROGRAM),
    `# Completion of tool for bash, made by: tool completions bash
_tool() {
  local IFS=$' \\t\\n' at path= words= cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]}
  COMPREPLY=()
  # "=" and ":" are words of their own to bash.
  if [[ $prev == : ]]; then compopt -o default; return; fi
  if [[ $cur == : ]]; then cur=; compopt -o default; return; fi
  if [[ $cur == "=" ]]; then cur=; elif [[ $prev == "=" ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  for ((at = 1; at < COMP_CWORD; at++)); do
    case $path/\${COMP_WORDS[at]} in
      /run) path+=/\${COMP_WORDS[at]} ;;
    esac
  done
  case "$path $prev" in
    "/run -k"|"/run --kind") words="a b" ;;
    "/run --to") words="tap" ;;
    "/run --since") words="" ;;
    *)
      case "$path $cur" in
        " -"*) words="--help" ;;
        " "*) words="run" ;;
        "/run -"*) words="--kind --to --since" ;;
        "/run "*) compopt -o default; return ;;
      esac ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -F _tool tool
`,
  );
});

test("zsh: nothing in a text ends its quotes or its brackets", () => {
  assert.is(
    zshCompletion(PROGRAM),
    String.raw`#compdef tool
# Completion of tool for zsh, made by: tool completions zsh
_tool_run() {
  _arguments -s -S \
    '*-k+[\[x\] \\ it'\''s]:kind:(a b)' \
    '*--kind=[\[x\] \\ it'\''s]:kind:(a b)' \
    '*--to=[where]:name\[\:file\]:{if compset -P "*\:"; then _files; else compadd -- tap; fi}' \
    '(-q)-q[quiet]' \
    '*--since=[perhaps]::ref: ' \
    '*:file:_files'
}
_tool() {
  local curcontext=$curcontext state line
  typeset -A opt_args
  local -a commands=(\
    'run:run it: $HOME isn'\''t ${"`touched`"}')
  _arguments -C -s -S \
    '(- *)-h[help]' \
    '(- *)--help[help]' \
    '1:command:->command' \
    '*:: :->rest'
  case $state in
    command) _describe command commands ;;
    rest)
      case $words[1] in
        run) _tool_run ;;
      esac ;;
  esac
}
if [ "$funcstack[1]" = "_tool" ]; then _tool "$@"; else compdef _tool tool; fi
`,
  );
});

test("fish", () => {
  assert.is(
    fishCompletion(PROGRAM),
    String.raw`# Completion of tool for fish, made by: tool completions fish
function __tool_at
    set -l path
    for word in (commandline -opc)[2..-1]
        switch "$path/$word"
            case /run
                set path "$path/$word"
        end
    end
    test "$path" = "$argv[1]"
end
complete -c tool -e
complete -c tool -f
complete -c tool -n '__tool_at ""' -a run -d 'run it: $HOME isn\'t ${"`touched`"}'
complete -c tool -n '__tool_at ""' -s h -l help -d 'help'
complete -c tool -n '__tool_at "/run"' -s k -l kind -r -f -a 'a b' -d '[x] \\ it\'s'
complete -c tool -n '__tool_at "/run"' -l to -r -F -a 'tap' -d 'where'
complete -c tool -n '__tool_at "/run"' -s q -d 'quiet'
complete -c tool -n '__tool_at "/run"' -l since -d 'perhaps'
complete -c tool -n '__tool_at "/run"' -F
`,
  );
});

test.run();
