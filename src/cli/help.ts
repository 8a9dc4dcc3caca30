import { Argument, type Command } from "commander";
import { type Shell, SHELLS } from "../commands/shells.ts";

/** What is made from the command line itself: completions for shells. */
export function addCompletions(program: Command): void {
  program
    .command("completions")
    .description("print a script that lets a shell complete this command line")
    .addArgument(new Argument("<shell>", "which one").choices(SHELLS))
    .addHelpText("after", COMPLETIONS_HELP)
    .action(async (shell: Shell) => {
      (await import("../commands/completions.ts")).printCompletions(shell, program, process);
    });
}

/** Its manual page. For the build, and for those who have no npm to install it: not in the help. */
export function addMan(program: Command): void {
  program.command("man", { hidden: true }).action(async () => {
    (await import("../commands/man.ts")).printManual(program, process);
  });
}

const COMPLETIONS_HELP = `
bash: howtrue completions bash > ~/.local/share/bash-completion/completions/howtrue

zsh: howtrue completions zsh > _howtrue, in a folder of fpath, before compinit

fish: howtrue completions fish > ~/.config/fish/completions/howtrue.fish`;
