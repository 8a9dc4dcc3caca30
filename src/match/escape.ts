/**
 * Lines with bytes that a reader could not see are shown escaped, and say so: `\x1b[1m (esc)` in cram, `(escaped)` in
 * scrut; a last line without its line feed ends in ` (no-eol)`. Here bytes are strings of one character each.
 */

const MARK = / \(esc(?:aped)?\)$/;
const NO_EOL = " (no-eol)";

const ENCODER = new TextEncoder();
const DECODER = new TextDecoder("utf-8", { ignoreBOM: true });

/** A text's bytes in UTF-8. */
export function bytesOf(text: string): string {
  if (/^[\0-\x7f]*$/.test(text)) return text;
  return Array.from(ENCODER.encode(text), (byte) => String.fromCharCode(byte)).join("");
}

/** The bytes of a line that is shown, with ` (no-eol)` where it says so. */
export function bytesShown(shown: string): string {
  return MARK.test(shown) ? unescape(shown.replace(MARK, "")) : bytesOf(shown);
}

/** A shown line as the program printed it, as text and without its end. */
export function textShown(shown: string): string {
  const text = MARK.test(shown) ? textOf(unescape(shown.replace(MARK, ""))) : shown;
  return text.endsWith(NO_EOL) ? text.slice(0, -NO_EOL.length) : text;
}

/** Bytes as UTF-8 text; what is none becomes U+FFFD. */
export function textOf(bytes: string): string {
  if (/^[\0-\x7f]*$/.test(bytes)) return bytes;
  return DECODER.decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
}

const NAMED: Readonly<Record<string, string>> = {
  ...{ n: "\n", r: "\r", t: "\t", a: "\x07", b: "\b", f: "\f", v: "\v", e: "\x1b" },
  ...{ "\\": "\\", "'": "'", '"': '"' },
};

/** The bytes that an escaped text stands for; Python's escapes (`codecs.escape_decode`) and `\e`. */
export function unescape(text: string): string {
  return bytesOf(text).replaceAll(
    /\\(?:x([\da-fA-F]{2})|([0-7]{1,3})|([^]))/g,
    (...[whole = "", hex, octal, one = ""]: (string | undefined)[]) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
      return NAMED[one] ?? whole;
    },
  );
}

/** A line as cram shows it: anything but printable ASCII escaped. `end`: what stands for a missing line feed. */
export function showAsCram(bytes: string, hasEnd: boolean): string {
  const line = hasEnd ? bytes : bytes + NO_EOL;
  if (!/[^\x20-\x7e]/.test(line)) return line;
  return `${line.replaceAll(/[^\x20-\x5b\x5d-\x7e]/g, escapeByte)} (esc)`;
}

/** A line as scrut shows it: characters that cannot be printed escaped, all bytes where they are no UTF-8. */
export function showAsScrut(bytes: string, hasEnd: boolean): string {
  const text = textOf(bytes);
  const end = hasEnd ? "" : NO_EOL;
  if (bytesOf(text) !== bytes) return `${bytes.replaceAll(/[^\x20-\x5b\x5d-\x7e]/g, escapeByte)}${end} (escaped)`;
  if (!/\p{C}/u.test(text)) return text + end;
  const escaped = text.replaceAll(/[\p{C}\\]/gu, (one) => bytesOf(one).replaceAll(/[^]/g, escapeByte));
  return `${escaped}${end} (escaped)`;
}

function escapeByte(byte: string): string {
  if (byte === "\\") return "\\\\";
  if (byte === "\r") return "\\r";
  if (byte === "\t") return "\\t";
  return `\\x${byte.charCodeAt(0).toString(16).padStart(2, "0")}`;
}
