import { visible } from "../report/visible.ts";

export interface Showing {
  /** Colours, as programs paint with them. */
  readonly colours: boolean;
  /** The terminal moves its cursor where it is told to. */
  readonly moves: boolean;
}

/** Nothing of a sequence is kept beyond this; longer ones are none that are shown. */
const LONGEST = 64;
/** Of one step so many characters are shown while it runs. */
const MOST = 100_000;

/**
 * What a program prints, fit to be shown while it runs: text, colours, and movement of the cursor within its line. All
 * else that acts on a terminal is left out: titles, clipboards, questions to it, other screens, other lines.
 */
export class Output {
  readonly #showing: Showing;
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  #rest = "";
  #left = MOST;
  /** Within an operating system command or the like: all is left out to its end. */
  #inside = false;
  /** What stands on the line that is not ended yet. */
  line = "";
  /** The colours that what comes next has: as sequences, the last ones. */
  #paints: readonly string[] = [];
  /** What was left out would have shown something else. */
  isRough = false;

  constructor(showing: Showing) {
    this.#showing = showing;
  }

  /** What is to be shown of the next piece. */
  feed(chunk: Uint8Array): string {
    if (this.#left <= 0) return "";
    const whole = this.#rest + this.#decoder.decode(chunk, { stream: true });
    const text = whole.replace(/\r+$/, ""); // a line feed may follow
    const returns = whole.slice(text.length);
    this.#rest = "";
    let shown = "";
    for (let at = 0; at < text.length;) {
      if (this.#inside) {
        const end = END_OF_STRING.exec(text.slice(at));
        if (end === null) {
          if (text.endsWith("\x1b")) this.#rest = "\x1b";
          break;
        }
        this.#inside = false;
        at += end.index + end[0].length;
        continue;
      }
      const next = text.indexOf("\x1b", at);
      shown += this.#plain(text.slice(at, next === -1 ? text.length : next));
      if (next === -1) break;
      const sequence = SEQUENCE.exec(text.slice(next, next + LONGEST));
      if (sequence === null) {
        if (text.length - next < LONGEST) {
          this.#rest = text.slice(next); // its end is still to come
          break;
        }
        at = next + 1;
        continue;
      }
      shown += this.#sequence(sequence[0]);
      at = next + sequence[0].length;
    }
    this.#rest += returns;
    return this.#bounded(shown);
  }

  /** The same, in its colours where others write between: in those of before at its beginning, and in none at its end. */
  feedApart(chunk: Uint8Array): string {
    const before = this.#paints.join("");
    const shown = this.feed(chunk);
    const isPainted = before !== "" || this.#paints.length > 0 || shown.includes("\x1b[");
    return shown === "" || !isPainted ? shown : `${before}${shown}${NO_COLOURS}`;
  }

  #plain(text: string): string {
    return text.replaceAll(RUNS, (run) => {
      if (run.endsWith("\n")) {
        this.line = "";
        return "\n";
      }
      if (run.startsWith("\r")) {
        this.line = "";
        return this.#showing.moves ? "\r" : "\n";
      }
      if (run === "\b") {
        this.line = this.line.slice(0, -1);
        return this.#showing.moves ? "\b" : "";
      }
      if (run === "\x07" || run === "\0") return "";
      const seen = visible(run);
      this.line += seen;
      return seen;
    });
  }

  #sequence(sequence: string): string {
    if (STRING.test(sequence)) {
      this.#inside = true;
      return "";
    }
    const { colours, moves } = this.#showing;
    if (SGR.test(sequence)) {
      const seen = colours ? withoutConceal(sequence) : "";
      if (/^\x1b\[[0;]*m$/.test(seen)) this.#paints = [];
      else if (seen !== "") this.#paints = [...this.#paints.filter((one) => one !== seen), seen].slice(-MOST_PAINTS);
      return seen;
    }
    if (WITHIN_LINE.test(sequence)) return moves ? sequence : "";
    this.isRough ||= ELSEWHERE.test(sequence);
    return "";
  }

  #bounded(shown: string): string {
    this.#left -= shown.length;
    if (this.#left > 0) return shown;
    this.line = "";
    return `${shown.slice(0, this.#left + shown.length)}\n… more is printed than is shown here …\n`;
  }
}

/** What is concealed would not be seen, and is not to be: all that is printed is shown. */
function withoutConceal(sequence: string): string {
  const parts = sequence.slice(2, -1).split(";");
  const kept: string[] = [];
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    if (part !== "" && Number(part) === 8) continue;
    const isColour = part === "38" || part === "48" || part === "58"; // with a palette's number, or three of a colour
    const length = isColour ? (parts[i + 1] === "2" ? 5 : 3) : 1;
    kept.push(...parts.slice(i, i + length));
    i += length - 1;
  }
  return kept.length === 0 ? "" : `\x1b[${kept.join(";")}m`;
}

const NO_COLOURS = "\x1b[0m";
const MOST_PAINTS = 16;

/** What a terminal takes for one thing: line ends, single controls, text without any. */
const RUNS = /\r*\n|\r+|[\b\x07\0]|[^\r\n\b\x07\0]+/g;
/** ECMA-48: control sequences, two-character and three-character escapes, and the beginning of strings. */
const SEQUENCE = /^\x1b(?:\[[0-?]*[ -/]*[@-~]|[PX\]^_]|[ -/]+[0-~]|[0-OQ-WYZ\\`-~])/;
const STRING = /^\x1b[PX\]^_]$/;
const END_OF_STRING = /\x07|\x1b\\|[\x18\x1a]/;
const SGR = /^\x1b\[[\d;:]*m$/;
/** Erase in line; forward, backward, to a column; insert, delete and erase characters. */
const WITHIN_LINE = /^\x1b\[\d{0,3}[KCDG@PX]$/;
/** What moves to other lines, erases them, or shows another screen. */
const ELSEWHERE = /^\x1b(?:\[[\d;]*[ABEFHJLMSTdf]|\[\?(?:1049|1047|47)h|[78DMEc])$/;
