import type { Command } from "commander";
import { manualPage } from "../report/manual.ts";
import { outlineOf } from "./outline.ts";
import { version } from "../source/version.ts";
import type { Streams } from "./writer.ts";

/** `howtrue man`: prints the manual page. The build puts it into the package, for npm to install. */
export function printManual(program: Command, { stdout }: Streams): void {
  stdout.write(manualPage(outlineOf(program), version()));
}
