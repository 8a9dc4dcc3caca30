import type { Command } from "commander";
import { below } from "./options.ts";

/** What the command line says of `init`. */
export function addInit(program: Command, done: (status: number) => void): void {
  program
    .command("init")
    .description("write a first howto that holds, to begin with; never in the place of a file")
    .argument("[file]", "a name that ends in .md or .rst", "howto.md")
    .option("--config", "also howtrue.config.yaml beside it: every setting of a project, commented out")
    .addHelpText("after", below("\nExit status: 0; 2 if nothing could be written."))
    .action(async (path: string, flags: { config?: boolean }) => {
      done(await (await import("../commands/init.ts")).runInit(path, flags, process));
    });
}
