import type { Command } from "commander";
import { bashCompletion } from "../report/completions/bash.ts";
import { fishCompletion } from "../report/completions/fish.ts";
import { zshCompletion } from "../report/completions/zsh.ts";
import { outlineOf } from "./outline.ts";
import type { Shell } from "./shells.ts";
import type { Streams } from "./writer.ts";

const SCRIPTS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

/** `howtrue completions`: prints a script that lets a shell complete our command line. */
export function printCompletions(shell: Shell, program: Command, { stdout }: Streams): void {
  stdout.write(SCRIPTS[shell](outlineOf(program)));
}
