import { type Command, InvalidArgumentError, Option } from "commander";
import { below } from "./options.ts";
import type { PruneFlags } from "../commands/image.ts";
import type { ImageSettings } from "../settings/settings.ts";
import { parseSize } from "../settings/size.ts";

/** What the command line says of images. */
export function addImage(program: Command, done: (status: number) => void): void {
  const image = program.command("image").description("the guests' images: built once, kept in the cache");
  image
    .command("build")
    .description("build an image now, rather than when the first document needs it")
    .addOption(new Option("--suite <name>", "Debian suite").choices(["bookworm", "trixie", "sid"]))
    .option("--packages <names>", "more Debian packages, separated by commas", (names) => names.split(","))
    .option("--size <bytes>", "of the disk: 4G", readSize)
    .option("--memory <bytes>", "256M", readSize)
    .action(async (flags: Partial<ImageSettings>) => {
      done(await (await import("../commands/image.ts")).buildImage(flags, process));
    });
  image
    .command("list")
    .description("list the images in the cache")
    .option("--json", "for programs")
    .action(async (flags: { json?: boolean }) =>
      done((await import("../commands/image.ts")).showImages(flags, process)),
    );
  image
    .command("prune")
    .description("remove images and ready states that nothing needs any more; never what is in use")
    .option("-n, --dry-run", "say what would be removed, remove nothing")
    .option("--all", "all that is not in use")
    .option("--days <count>", "what was not used for so many days", readDays, 30)
    .action(async (flags: PruneFlags) => {
      done((await import("../commands/image.ts")).pruneImages(flags, process));
    });
  image
    .command("remove")
    .description("remove images from the cache")
    .argument("[name...]", "names, or how they begin")
    .option("--all", "all of them")
    .action(async (names: string[], flags: { all?: boolean }) =>
      done((await import("../commands/image.ts")).removeImages(names, flags, process)),
    );
}

/** What it says of the machine that it runs on. */
export function addDoctor(program: Command, done: (status: number) => void): void {
  program
    .command("doctor")
    .description("say what this machine can do, and what mends what it cannot; changes nothing")
    .option("--json", "for programs")
    .addHelpText(
      "after",
      below("\nExit status: 0 if documents that do not say where they run can be verified; 1 if not."),
    )
    .action(async (flags: { json?: boolean }) => {
      done(await (await import("../commands/doctor.ts")).runDoctor(flags, process));
    });
}

function readDays(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new InvalidArgumentError("Write a number of days.");
  return Number(text);
}

function readSize(text: string): number {
  const bytes = parseSize(text);
  if (bytes === undefined) throw new InvalidArgumentError("Write a size such as 256M or 4G.");
  return bytes;
}
