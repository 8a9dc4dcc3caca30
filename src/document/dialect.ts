import { error, type Message, type Place } from "../message/message.ts";
import type { Block, Line } from "./document.ts";
import { parseCram } from "./cram.ts";
import type { Dialect, Exchange, Transcript } from "./exchange.ts";

/** The dialect that a block's language names, whatever that of the document. */
export function dialectOfBlock({ lang }: Block): "cram" | "scrut" | undefined {
  if (lang === "scrut" || lang === "testcase") return "scrut";
  return lang === "cram" ? "cram" : undefined;
}

/** The transcripts of a block of another tool's. */
export function readOther(block: Block, dialect: "cram" | "scrut", reading: Reading): Transcript[] {
  return dialect === "cram" ? readCramFence(block, reading) : readScrutFence(block, reading);
}

/** Where blocks are, and what is said of them. */
interface Reading {
  readonly placeAt: (offset: number) => Required<Place>;
  readonly messages: Message[];
}

/** A command with all of its lines, and the output below it; growing. */
interface Growing {
  readonly lines: string[];
  readonly places: Required<Place>[];
  readonly output: Line[];
}

/**
 * In cram and scrut `$ ` begins a command and only `> ` continues it: its end is known without reading the shell.
 */

/**
 * cram's blocks, all together: what is indented after prose still belongs to the command before it. A file without any
 * command is not cram's, whatever its name, and its indented lines are none of ours.
 */
export function readCramBlocks(blocks: readonly Block[], reading: Reading & { dialect: Dialect }): Transcript[] {
  const dialect = reading.dialect === "scrut" ? "scrut" : "cram";
  if (!blocks.some(({ lines }) => lines.some(({ text }) => text.startsWith("$ ")))) return [];
  let last: Growing | undefined;
  return blocks
    .flatMap((block) => {
      const begun: Growing[] = [];
      for (const line of block.lines) {
        if (line.text.startsWith("$ ")) begun.push((last = growing(line, reading)));
        else if (last === undefined) reading.messages.push(error(reading.placeAt(line.range.start), STRAY));
        else if (line.text.startsWith("> ") || line.text === ">") grow(last, line, reading);
        else last.output.push(line);
      }
      return begun.length === 0 ? [] : [{ block, exchanges: begun }];
    })
    .map(({ block, exchanges }) => ({ dialect, block, exchanges: exchanges.map(exchangeOf) }));
}

/** A fence with cram's lines in it. */
function readCramFence(block: Block, reading: Reading): Transcript[] {
  const { blocks } = parseCram("", block.text);
  const lineAt = (line: Line, number: number): Line => {
    const { end } = block.lines[number - block.start]!.range;
    return { text: line.text, range: { start: end - line.text.length, end } };
  };
  const placed = blocks.map((inner) => {
    const start = inner.start + block.start - 1;
    return { ...inner, start, lines: inner.lines.map((line, i) => lineAt(line, start + i)) };
  });
  const exchanges = readCramBlocks(placed, { ...reading, dialect: "cram" }).flatMap((one) => one.exchanges);
  return exchanges.length === 0 ? [] : [{ dialect: "cram", block, exchanges }];
}

/** A fence of scrut's: comments, one command, and all else is its output. */
function readScrutFence(block: Block, reading: Reading): Transcript[] {
  let command: Growing | undefined;
  for (const line of block.lines) {
    if (line.text.startsWith("$ ")) {
      if (command === undefined) command = growing(line, reading);
      else {
        reading.messages.push(error(reading.placeAt(line.range.start), SECOND));
        return [];
      }
    } else if (command === undefined) {
      if (/^#|^\s*$/.test(line.text)) continue;
      reading.messages.push(error(reading.placeAt(line.range.start), STRAY));
      return [];
    } else if (command.output.length === 0 && (line.text.startsWith("> ") || line.text === ">")) {
      grow(command, line, reading);
    } else command.output.push(line);
  }
  return command === undefined ? [] : [{ dialect: "scrut", block, exchanges: [exchangeOf(command)] }];
}

const STRAY = {
  code: "no-command",
  what: "this line stands where output does, and no command stands before it",
  hint: 'a command begins with "$ "; prose is not indented, or stands outside of the block',
};

const SECOND = {
  code: "second-command",
  what: "a block of scrut's holds one command, and this is the second",
  hint: "give it a block of its own",
};

function growing(line: Line, { placeAt }: Reading): Growing {
  return { lines: [line.text.slice(2)], places: [placeAt(line.range.start + 2)], output: [] };
}

function grow(command: Growing, line: Line, { placeAt }: Reading): void {
  command.lines.push(line.text.slice(2));
  command.places.push(placeAt(line.range.start + Math.min(2, line.text.length)));
}

function exchangeOf({ lines, places, output }: Growing): Exchange {
  const [first, ...rest] = places;
  return {
    prompt: { text: "$ ", form: "sign", user: "user" },
    command: lines.join("\n"),
    places: [first!, ...rest],
    output,
  };
}
