/** A command as the shell's history has it. */
export interface Entry {
  /** Of the shell and of the entry: of several commands that were pasted at once some shells have one. */
  readonly id: string;
  /** All of its lines. */
  readonly text: string;
}

/** A number, a star where it was changed, and the text (bash's `history`). */
const ENTRY = /^ *(\d+)[* ] ([^]*)$/;
const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * Reads what a shell tells of its history's last entry, again and again while it grows. Where a line ends in a backslash
 * bash joins the next one to it: what was told before says where.
 */
export class EntryReader {
  #told = "";
  #entry: Entry | undefined;

  /** @param printed by the `history 1` of the shell `pid`; gives nothing where that is empty. */
  read(printed: Uint8Array, pid: number): Entry | undefined {
    const [, number, told] = ENTRY.exec(UTF8.decode(printed).replaceAll(/\r*\n/g, "\n").replace(/\n$/, "")) ?? [];
    if (number === undefined || told === undefined) return undefined;
    const id = `${pid}:${number}`;
    const known = this.#entry?.id === id ? this.#entry.text : undefined;
    this.#entry = { id, text: known === undefined ? told : grown(known, this.#told, told) };
    this.#told = told;
    return this.#entry;
  }
}

function grown(text: string, before: string, told: string): string {
  if (told.startsWith(before) && !before.endsWith("\\")) return text + told.slice(before.length);
  const joined = before.slice(0, -1);
  if (before.endsWith("\\") && told.startsWith(joined) && told !== before) {
    const rest = told.slice(told.startsWith(before) ? before.length : joined.length);
    return rest.startsWith("\n") ? text + rest : `${text}\n${rest}`;
  }
  return told === before ? text : told;
}
