import { type Machine, MachineError, type MachineFile } from "../machine/machine.ts";
import { type Message, warning } from "../message/message.ts";

/** What a user wants to have of a machine before it is gone. */
export interface Collecting {
  /** Paths of files and folders: from the working directory of shells, or from the root. */
  readonly names: readonly string[];
  /** Puts the files of a document where the user wants them, and gives their paths there. */
  readonly keep: (path: string, files: readonly MachineFile[]) => Promise<readonly string[] | Message>;
}

/** After the last step, however the document came to it: what failed is what one wants to look into. */
export async function collect(
  machine: Machine,
  path: string,
  { names, keep }: Collecting,
): Promise<{ collected: readonly string[]; messages: readonly Message[] }> {
  const files = new Map<string, MachineFile>();
  const messages: Message[] = [];
  for (const name of names) {
    try {
      for (const file of await machine.collect(name)) files.set(file.path, file);
    } catch (cause) {
      if (!(cause instanceof MachineError)) throw cause;
      messages.push(
        warning({ path }, { code: "not-collected", what: `${name} is not collected: ${cause.message}`, cause }),
      );
    }
  }
  if (files.size === 0) return { collected: [], messages };
  const kept = await keep(path, [...files.values()]);
  return "code" in kept ? { collected: [], messages: [...messages, kept] } : { collected: kept, messages };
}
