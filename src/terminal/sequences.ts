/** Where the reader of control sequences is (ECMA-48; the states are those of Paul Williams' parser, as xterm.js has them). */
type State = "ground" | "escape" | "escape-more" | "csi" | "string" | "osc";

/** C0 that move the cursor or choose between two sets of characters. */
const CONTROLS = /[\b\t\n\v\f\r\x0e\x0f]/;
/** ESC and one character: save and restore the cursor, line feeds up and down. */
const SHORT = /[78DEM]/;
/** Final bytes of control sequences without a prefix that move the cursor, erase, scroll or colour. */
const FINALS = /[A-HJKLMPSTXZ@I`adefmrsub]/;
/** Modes that decide where characters come to stand: insertion; wrapping, the cursor's look, the alternate screens. */
const MODES: ReadonlySet<string> = new Set(["4", "?7", "?25", "?47", "?1047", "?1049"]);
/** Those that are set where nothing is said. */
const USUALLY_SET: ReadonlySet<string> = new Set(["?7", "?25"]);
/** Unicode's directional controls (UAX #9), and halves of characters. */
const DIRECTIONS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]|\p{Surrogate}/gu;

/** As reports show it; half a character has no name. */
function named(character: string): string {
  const code = character.charCodeAt(0);
  return code >= 0xd800 ? "\uFFFD" : `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
}

const LONGEST = 100;
/** A larger number is no place on a screen, and `REP` with it would be an attack. */
const LARGEST = 1_000;

/**
 * Lets of a terminal's output only that pass which moves the cursor, colours, or turns to the alternate screen: nothing that
 * sets a title, makes a link, writes to a clipboard, or has the terminal answer. Text comes in pieces, in order.
 */
export class SequenceFilter {
  #state: State = "ground";
  /** Of the sequence that is being read. */
  #held = "";
  /** Modes that are not as they are usually. */
  readonly #modes = new Set<string>();
  #coloured = false;
  #hasRegion = false;
  #otherCharacters = false;

  feed(text: string): string {
    let out = "";
    for (let at = 0; at < text.length;) {
      if (this.#state === "ground") {
        PLAIN.lastIndex = at;
        const [plain = ""] = PLAIN.exec(text) ?? [];
        out += plain.replaceAll(DIRECTIONS, named);
        at += plain.length;
        if (at >= text.length) break;
      }
      out += this.#take(text.charCodeAt(at), text.charAt(at));
      at++;
    }
    return out;
  }

  /** What puts a terminal right that all this was shown on: the next command finds it as usual. */
  end(): string {
    const modes = [...this.#modes].map((mode) => `\x1b[${mode}${USUALLY_SET.has(mode) ? "h" : "l"}`);
    const region = this.#hasRegion ? "\x1b7\x1b[r\x1b8" : "";
    const characters = this.#otherCharacters ? "\x1b(B\x0f" : "";
    const colours = this.#coloured ? "\x1b[0m" : "";
    this.#modes.clear();
    this.#state = "ground";
    this.#hasRegion = this.#otherCharacters = this.#coloured = false;
    return modes.join("") + region + characters + colours;
  }

  #take(code: number, character: string): string {
    if (code === ESC) return this.#enter("escape");
    if (code === CAN || code === SUB) return this.#enter("ground");
    if (code >= 0x80 && code <= 0x9f) return this.#c1(code);
    switch (this.#state) {
      case "ground":
        return this.#control(character);
      case "escape":
        return code < 0x20 ? this.#control(character) : this.#escape(character);
      case "escape-more":
        return code < 0x20 ? this.#control(character) : this.#characters(character);
      case "csi":
        return code < 0x20 ? this.#control(character) : this.#csi(code, character);
      case "osc":
        return code === BEL ? this.#enter("ground") : "";
      case "string":
        return "";
    }
  }

  #enter(state: State): "" {
    this.#state = state;
    this.#held = "";
    return "";
  }

  #control(character: string): string {
    if (character === "\x0e") this.#otherCharacters = true;
    return CONTROLS.test(character) ? character : "";
  }

  /** The second form of a sequence's beginning: each is ESC and another character. */
  #c1(code: number): string {
    this.#enter("escape");
    return this.#escape(String.fromCharCode(code - 0x40));
  }

  #escape(character: string): string {
    this.#enter("ground");
    if (character === "[") return this.#enter("csi");
    if (character === "]") return this.#enter("osc");
    if (/[PX^_]/.test(character)) return this.#enter("string");
    if (/[ -/]/.test(character)) {
      this.#enter("escape-more");
      this.#held = character;
      return "";
    }
    if (character === "c") return `${this.end()}\x1b[0m\x1b[H\x1b[2J`; // all anew, but not what others have set
    return SHORT.test(character) ? `\x1b${character}` : "";
  }

  /** `ESC ( 0`: lines and corners for letters. */
  #characters(character: string): string {
    if (/[ -/]/.test(character)) {
      this.#held += character;
      return "";
    }
    const held = this.#held;
    this.#enter("ground");
    if (!/^[()]$/.test(held) || !/[0B]/.test(character)) return "";
    this.#otherCharacters = true;
    return `\x1b${held}${character}`;
  }

  #csi(code: number, character: string): string {
    if (code >= 0x20 && code <= 0x3f) {
      if (this.#held.length < LONGEST) this.#held += character;
      return "";
    }
    const parameters = this.#held;
    const isWhole = parameters.length < LONGEST;
    if (code === 0x7f) return "";
    this.#enter("ground");
    return isWhole && code < 0x7f ? this.#sequence(parameters, character) : "";
  }

  #sequence(parameters: string, final: string): string {
    if (final === "h" || final === "l") return this.#mode(parameters, final);
    if (!FINALS.test(final) || !/^[\d;:]*$/.test(parameters)) return "";
    if (/[su]/.test(final) && parameters !== "") return "";
    if (final === "J" && Number(parameters) > 2) return ""; // what has scrolled off is its reader's
    if (final === "T" && parameters.includes(";")) return "";
    if (final === "m") this.#coloured = !/^[0;]*$/.test(parameters);
    if (final === "r") this.#hasRegion = true;
    const bounded = parameters.replaceAll(/\d+/g, (digits) => String(Math.min(Number(digits), LARGEST)));
    return `\x1b[${bounded}${final}`;
  }

  #mode(parameters: string, final: "h" | "l"): string {
    const [, prefix = "", numbers = ""] = /^(\??)([\d;]*)$/.exec(parameters) ?? [];
    const modes = numbers.split(";").map((number) => `${prefix}${number}`);
    const known = modes.filter((mode) => MODES.has(mode));
    for (const mode of known) {
      if ((final === "h") === USUALLY_SET.has(mode)) this.#modes.delete(mode);
      else this.#modes.add(mode);
    }
    return known.map((mode) => `\x1b[${mode}${final}`).join("");
  }
}

const ESC = 0x1b;
const CAN = 0x18;
const SUB = 0x1a;
const BEL = 0x07;
const PLAIN = /[^\0-\x1f\x7f-\x9f]*/y;
