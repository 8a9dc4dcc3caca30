const BEGIN = "\x1b[200~";
const END = "\x1b[201~";
/** readline's quoted-insert: a pasted tab is none that completes. */
const QUOTE = "\x16";

/**
 * Text that a person pastes at a prompt, in brackets (xterm's bracketed paste). It is typed line by line, each when the
 * shell asks for it: then each is a command of its history, and nothing is echoed in the midst of what the others print.
 */
export class Pasted {
  /** Turns the brackets on, and off, in the person's terminal. */
  static readonly ON: Uint8Array = new TextEncoder().encode("\x1b[?2004h");
  static readonly OFF: Uint8Array = new TextEncoder().encode("\x1b[?2004l");

  #open: string | undefined;
  #lines: string[] = [];

  /** What of the keys is to be typed at once. */
  take(keys: string): string {
    let typed = "";
    let left = keys;
    while (left !== "") {
      const mark = this.#open === undefined ? BEGIN : END;
      const at = left.indexOf(mark);
      const text = at === -1 ? left : left.slice(0, at);
      left = at === -1 ? "" : left.slice(at + mark.length);
      if (this.#open !== undefined) this.#open += text;
      else typed += text;
      if (at !== -1) typed += this.#turn();
    }
    return typed;
  }

  /** The rest is not wanted any more. */
  forget(): void {
    this.#open = undefined;
    this.#lines = [];
  }

  /** The next line, with the Enter behind it where another follows. */
  next(): string | undefined {
    const line = this.#lines.shift();
    return line === undefined ? undefined : line + (this.#lines.length > 0 ? "\r" : "");
  }

  #turn(): string {
    if (this.#open === undefined) {
      this.#open = "";
      return "";
    }
    const lines = this.#open
      .split(/\r\n|\r|\n/)
      .map((line) => line.replaceAll(CONTROL, "").replaceAll("\t", `${QUOTE}\t`));
    this.#open = undefined;
    this.#lines.push(...lines);
    return this.next() ?? "";
  }
}

const CONTROL = /[\0-\x08\x0b-\x1f\x7f]/g;
