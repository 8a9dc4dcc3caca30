/**
 * The marks by which a shell says where it is: OSC 133, "semantic prompts", as FinalTerm had them and iTerm2, kitty and
 * VS Code read them (https://gitlab.freedesktop.org/Per_Bothner/specifications, semantic-prompts). `aid=` carries the
 * run's nonce: output cannot forge a mark without knowing it.
 */
export type Marker =
  /** A shell that howtrue started shows its first prompt. */
  | { readonly kind: "prompt" }
  /** Up to the next mark the shell tells the command itself, with its number in its history. */
  | { readonly kind: "text" }
  /** The command was read and runs from here on: output begins. */
  | { readonly kind: "start" }
  /** The shell wants another line of the same command. */
  | { readonly kind: "more" }
  /** A shell whose output goes through a pipe ended. */
  | { readonly kind: "ended"; readonly status: number }
  /** The command ended. */
  | { readonly kind: "done"; readonly status: number; readonly shell: ShellState };

export interface ShellState {
  /** 0 for the terminal's own shell, 1 for one started inside it, and so on. */
  readonly depth: number;
  readonly uid: number;
  readonly pid: number;
  readonly family: "bash" | "sh";
  /** The shell's option letters, `$-`. */
  readonly flags: string;
  /** The name of the machine that it runs on, where it says so. */
  readonly host?: string;
}

/** The nonce of a shell's very first prompt, before it was told the run's own. */
export const FIRST_PROMPT = "\x1b]133;A;aid=howtrue\x07";

/** No mark is longer than this, in bytes. */
const LONGEST = 256;
const ESC = 0x1b;
const BEL = 0x07;
const OPENING = [0x1b, 0x5d, 0x31, 0x33, 0x33, 0x3b]; // ESC ] 1 3 3 ;

export type Piece = { readonly bytes: Uint8Array } | { readonly marker: Marker };

/** Cuts a byte stream into output and marks, across any cut of the stream into chunks. Linear in the input. */
export class MarkerScanner {
  #held: Uint8Array = new Uint8Array();
  readonly #nonce: string;
  #lastText = "";
  #last: Marker | undefined;

  constructor(nonce: string) {
    this.#nonce = nonce;
  }

  /** Pieces in order. The start of what may yet become a mark is held back until the next chunk decides. */
  feed(chunk: Uint8Array): Piece[] {
    const pieces: Piece[] = [];
    const bytes = this.#held.length === 0 ? chunk : concat(this.#held, chunk);
    this.#held = new Uint8Array();
    let from = 0;
    for (let at = bytes.indexOf(ESC); at !== -1; at = bytes.indexOf(ESC, at + 1)) {
      const end = markerEnd(bytes, at);
      if (end === "open") {
        if (at > from) pieces.push({ bytes: bytes.subarray(from, at) });
        this.#held = bytes.slice(at);
        return pieces;
      }
      const marker = end === "none" ? undefined : this.#read(bytes.subarray(at, end));
      if (end === "none" || marker === undefined) continue;
      if (at > from) pieces.push({ bytes: bytes.subarray(from, at) });
      pieces.push({ marker });
      from = end;
    }
    if (from < bytes.length) pieces.push({ bytes: from === 0 ? bytes : bytes.subarray(from) });
    return pieces;
  }

  #read(bytes: Uint8Array): Marker | undefined {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString(
      "latin1",
      OPENING.length,
      bytes.length - 1,
    );
    if (text === this.#lastText) return this.#last; // most commands end alike
    const marker = this.#interpret(text);
    if (marker?.kind === "done") [this.#lastText, this.#last] = [text, marker];
    return marker;
  }

  #interpret(text: string): Marker | undefined {
    if (text === "A;aid=howtrue") return { kind: "prompt" };
    if (text === `C;aid=${this.#nonce}`) return { kind: "start" };
    if (text === `T;aid=${this.#nonce}`) return { kind: "text" };
    if (text === `P;k=s;aid=${this.#nonce}`) return { kind: "more" };
    const [, last, ofRun] = ENDED.exec(text) ?? [];
    if (last !== undefined && ofRun === this.#nonce) return { kind: "ended", status: Number(last) };
    const [, status, nonce, depth, uid, pid, family, flags = "", host] = DONE.exec(text) ?? [];
    if (status === undefined || nonce !== this.#nonce) return undefined;
    const shell = {
      depth: Number(depth),
      uid: Number(uid),
      pid: Number(pid),
      flags,
      ...(host !== undefined && { host }),
    };
    return { kind: "done", status: Number(status), shell: { ...shell, family: family === "bash" ? "bash" : "sh" } };
  }
}

const ENDED = /^E;(\d+);aid=(\w+)$/;
const DONE = /^D;(\d+);aid=(\w+);depth=(\d+);uid=(\d+);pid=(\d+);sh=(\w+);flags=(\w*)(?:;host=([\w.-]*))?$/;

/** Where the mark that may begin at `at` ends; `open` if the bytes end before that is known. */
function markerEnd(bytes: Uint8Array, at: number): number | "none" | "open" {
  for (let i = 0; i < OPENING.length; i++) {
    if (at + i >= bytes.length) return "open";
    if (bytes[at + i] !== OPENING[i]) return "none";
  }
  const last = Math.min(bytes.length, at + LONGEST);
  for (let i = at + OPENING.length; i < last; i++) {
    if (bytes[i] === BEL) return i + 1;
    if ((bytes[i] ?? 0) < 0x20) return "none";
  }
  return bytes.length < at + LONGEST ? "open" : "none";
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
