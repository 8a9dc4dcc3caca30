/** The private modes that a stream may turn on: longer sequences are none that a program sends. */
const MODE = /\x1b\[\?([\d;]{1,64})([hl])/g;
const CARRY = 72;

/** The alternate screen, and what gives it back together with the cursor. */
const ALTERNATE = ["1049", "1047", "47"];
/** On in a terminal that nobody has changed. */
const USUAL = new Set(["7", "12", "25"]);

/**
 * What programs have changed in a terminal, and how it is put right: modes (ECMA-48, xterm's ctlseqs), colours, character
 * sets, the keyboard's protocol, and the window's title, which was put on xterm's stack before.
 */
export class Modes {
  readonly #on = new Set<string>();
  #carry = "";

  /** Before anything else is shown. */
  static readonly BEGIN = "\x1b[22;0t";

  see(bytes: Uint8Array): void {
    const text = this.#carry + Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
    let end = 0;
    for (const match of text.matchAll(MODE)) {
      end = match.index + match[0].length;
      for (const mode of (match[1] ?? "").split(";")) {
        if (match[2] === "h") this.#on.add(mode);
        else this.#on.delete(mode);
      }
    }
    this.#carry = text.slice(Math.max(end, text.length - CARRY));
  }

  /** The screen's own contents come back first, so that what is said next is below them. */
  restore(): string {
    const screens = ALTERNATE.filter((mode) => this.#on.has(mode)).map((mode) => `\x1b[?${mode}l`);
    const others = [...this.#on].filter((mode) => !ALTERNATE.includes(mode) && !USUAL.has(mode));
    const off = [...new Set([...others, ...ALWAYS])].map((mode) => `\x1b[?${mode}l`);
    this.#on.clear();
    return [...screens, SOFT_RESET, ...off, "\x1b[?7h\x1b[?25h", KEYBOARD, "\x1b[0m\x1b(B\x0f", "\x1b[23;0t"].join("");
  }
}

/** Mouse, focus, bracketed paste, application cursor keys: off whether or not they were seen. */
const ALWAYS = ["1", "1000", "1002", "1003", "1004", "1005", "1006", "1015", "2004"];
/** DECSTR leaves what is on the screen, and the cursor, where they are. */
const SOFT_RESET = "\x1b[!p";
/** Kitty's protocol and xterm's modifyOtherKeys. */
const KEYBOARD = "\x1b[<9u\x1b[>4;0m\x1b>";
