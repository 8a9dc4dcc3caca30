import { constants, createReadStream, openSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { Socket } from "node:net";
import { error, type Message } from "../message/message.ts";

/** A document's text, or why there is none. */
export type Source = { readonly text: string } | { readonly message: Message };

/** A document may have 5 million characters (document/parse.ts), which are never more bytes than this. */
const MAX_BYTES = 15_000_000;

/** Reads a document from a file. Never throws. */
export async function readDocument(path: string): Promise<Source> {
  try {
    const status = await stat(path);
    if (status.isFIFO()) return await readStream(path, openPipe(path));
    if (!status.isFile()) return await readStream(path, createReadStream(path));
    return status.size > MAX_BYTES ? { message: error({ path }, TOO_LARGE) } : decode(path, await readFile(path));
  } catch (cause) {
    return { message: error({ path }, { ...explain(cause), cause }) };
  }
}

/** Without a thread that waits in the system for whoever writes: nothing could end it, nor howtrue. */
function openPipe(path: string): Socket {
  return new Socket({ fd: openSync(path, constants.O_RDONLY | constants.O_NONBLOCK), writable: false });
}

/** Reads a document from what has no size and may have no end: a pipe, a device. Throws what the stream throws. */
export async function readStream(path: string, stream: AsyncIterable<Uint8Array>): Promise<Source> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > MAX_BYTES) return { message: error({ path }, TOO_LARGE) };
    chunks.push(chunk);
  }
  return decode(path, Buffer.concat(chunks));
}

/** Bytes as a document's text: UTF-8, as nearly every document is, and no other, so that positions are sure. */
export function decode(path: string, bytes: Uint8Array): Source {
  if (isUtf16(bytes)) return { message: error({ path }, UTF16) };
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes("\0") ? { message: error(placeOfByte(path, bytes, bytes.indexOf(0)), BINARY) } : { text };
  } catch {
    const binary = bytes.includes(0);
    return { message: error(placeOfByte(path, bytes, firstWrong(bytes)), binary ? BINARY : NOT_UTF8) };
  }
}

const TOO_LARGE = {
  code: "too-long",
  what: "this file has more than 15 million bytes: it is not read",
  hint: "split it into documents that people can read",
};
const BINARY = { code: "binary-file", what: "this is not a text", hint: "documents are Markdown or reStructuredText" };
const UTF16 = { code: "not-utf8", what: "this text is UTF-16", hint: "save it as UTF-8" };
const NOT_UTF8 = { code: "not-utf8", what: "this text is not UTF-8 from here on", hint: "save it as UTF-8" };

const REASONS: Readonly<Record<string, { code: string; what: string; hint?: string }>> = {
  ENOENT: { code: "missing-file", what: "there is no such file or folder", hint: "look at its spelling" },
  EACCES: { code: "unreadable-file", what: "this file may not be read", hint: "look at its permissions (ls -l)" },
  EPERM: { code: "unreadable-file", what: "this file may not be read", hint: "look at its permissions (ls -l)" },
};

/** What a failed look at a path comes to, in words. */
export function explain(cause: unknown): { code: string; what: string; hint?: string } {
  const { code, message } = cause as NodeJS.ErrnoException;
  return REASONS[code ?? ""] ?? { code: "unreadable-file", what: `it cannot be read: ${message}` };
}

/** By its byte order mark, in either order: as Windows' editors save it. */
function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

function placeOfByte(path: string, bytes: Uint8Array, offset: number): { path: string; line: number } {
  let line = 1;
  for (let at = bytes.indexOf(10); at !== -1 && at < offset; at = bytes.indexOf(10, at + 1)) line++;
  return { path, line };
}

/** Offset of the first byte that is no UTF-8: the lines before it are, one by one. */
function firstWrong(bytes: Uint8Array): number {
  for (let from = 0; from < bytes.length;) {
    const feed = bytes.indexOf(10, from);
    const end = feed === -1 ? bytes.length : feed + 1;
    if (new TextDecoder().decode(bytes.subarray(from, end)).includes("\uFFFD")) return from;
    from = end;
  }
  return 0;
}
