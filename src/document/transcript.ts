import { error, type Message, type Place, warning } from "../message/message.ts";
import { dialectOfBlock, readCramBlocks, readOther } from "./dialect.ts";
import type { Block, Document, Line } from "./document.ts";
import type { Exchange, Transcript } from "./exchange.ts";
import { indexOrigins, placeIn } from "./origin.ts";
import type { Prompt } from "./prompt.ts";
import { Completer } from "./shell/completeness.ts";
import { type Customs, type Doubt, isBlank, isComment, isSession, type Style, styleOf } from "./style.ts";

/** A block that is not run and may have been meant to be. */
export interface Passed {
  readonly block: Block;
  readonly doubt: Doubt;
  /** Of its first line that is not blank. */
  readonly place: Required<Place>;
}

export interface Transcripts {
  readonly transcripts: readonly Transcript[];
  readonly passed: readonly Passed[];
  readonly messages: readonly Message[];
}

/** Every transcript of a document, in source order. In the dialects of other tools only what they would run is one. */
export function readTranscripts(document: Document, customs: Customs): Transcripts {
  const { dialect } = customs;
  const originOf = indexOrigins(document);
  const messages: Message[] = [];
  const transcripts: Transcript[] = [];
  const passed: Passed[] = [];
  if (document.format === "cram") {
    const placeAt: PlaceAt = (offset) => placeIn(originOf(document.blocks[0]!), offset);
    const blocks = readCramBlocks(document.blocks, { placeAt, messages, dialect });
    return { transcripts: blocks, passed, messages };
  }
  for (const block of document.blocks) {
    const origin = originOf(block);
    const reading: Reading = { placeAt: (offset) => placeIn(origin, offset), messages };
    const other = dialectOfBlock(block);
    const style: Style = other === undefined && dialect !== "scrut" ? styleOf(block, customs) : { kind: "none" };
    if (block.kind === "fence" && !block.rewritable) {
      const place = { path: origin.path, line: block.start - 1, column: 1 };
      messages.push((style.kind === "none" && other === undefined ? warning : error)(place, UNCLOSED));
    }
    if (other !== undefined) transcripts.push(...readOther(block, other, reading));
    else if (style.kind === "none") {
      if (block.comment !== undefined) messages.push(warning(block.comment.place, UNUSED));
      if (style.doubt !== undefined) passed.push(passedBy(block, style.doubt, reading.placeAt));
    } else {
      const script = style.kind === "script";
      const exchanges = script ? [scriptOf(block, reading.placeAt)] : new Reader(block, style, reading).read();
      if (exchanges.length > 0) transcripts.push({ dialect, block, exchanges });
    }
  }
  messages.push(...passed.flatMap(doubtful));
  return { transcripts, passed, messages };
}

type PlaceAt = (offset: number) => Required<Place>;

interface Reading {
  readonly placeAt: PlaceAt;
  readonly messages: Message[];
}

function passedBy(block: Block, doubt: Doubt, placeAt: PlaceAt): Passed {
  const line = block.lines.find(({ text }) => !isBlank(text));
  return { block, doubt, place: placeAt(line?.range.start ?? block.range.start) };
}

/** A block that holds one command and no prompt. */
function scriptOf({ lines, text }: Block, placeAt: PlaceAt): Exchange {
  const [first, ...rest] = lines.map(({ range }) => placeAt(range.start));
  return { prompt: NO_PROMPT, command: text, places: [first!, ...rest], output: [], script: true };
}

const NO_PROMPT: Prompt = { text: "", form: "own", user: "user" };

const UNCLOSED = {
  code: "unclosed-fence",
  what: "this code fence is never closed: it runs to the end of what holds it",
  hint: "close it with a line of as many of the same characters",
};

const EMPTY = {
  code: "empty-prompt",
  what: "this prompt has no command",
  hint: "write the command behind it, or leave the line out",
};

const UNUSED = {
  code: "unused-annotation",
  what: "the block behind this annotation is no shell session: nothing comes of it",
  hint: 'a code block is one when its first line begins with a prompt, such as "$ "',
};

/** What to say of a block whose language says that it is a session. */
const NOT_RUN: Readonly<Record<Exclude<Doubt, "hash">, { what: string; hint: string }>> = {
  "late-prompt": {
    what: "nothing in this block is run: its first line is no prompt",
    hint: "begin the block with a prompt and its command",
  },
  "unknown-prompt": {
    what: "nothing in this block is run: it begins with a prompt that is not known",
    hint: "name it in the document's settings: prompts: [...]",
  },
};

const INCOMPLETE_HINT = "close it, or begin the lines that belong to the command with >";

/** Elsewhere than in a session's language it is too often none: `howtrue list` tells of those. */
function doubtful({ block, doubt, place }: Passed): Message[] {
  if (doubt === "hash" || !isSession(block)) return [];
  return [warning(place, { code: doubt, ...NOT_RUN[doubt] })];
}

type TranscriptStyle = Extract<Style, { kind: "transcript" }>;

/** Reads one block from its first line to its last. */
class Reader {
  readonly #lines: readonly Line[];
  readonly #style: TranscriptStyle;
  readonly #placeAt: PlaceAt;
  readonly #messages: Message[];
  #next = 0;

  constructor(block: Block, style: TranscriptStyle, rest: { placeAt: PlaceAt; messages: Message[] }) {
    this.#lines = block.lines;
    this.#style = style;
    this.#placeAt = rest.placeAt;
    this.#messages = rest.messages;
  }

  read(): Exchange[] {
    const exchanges: Exchange[] = [];
    while (this.#next < this.#lines.length) {
      const line = this.#lines[this.#next++]!;
      const prompt = this.#style.promptOf(line.text);
      if (prompt === undefined) continue; // a comment before the first command
      const place = this.#placeAt(line.range.start + prompt.text.length);
      const command = this.#command(line.text.slice(prompt.text.length), place);
      const output = this.#output();
      if (command !== undefined) exchanges.push({ prompt, ...command, output });
    }
    return exchanges;
  }

  /** The command that begins here, to where a shell would run it; undefined, and said, where there is none to run. */
  #command(first: string, place: Required<Place>): Pick<Exchange, "command" | "places"> | undefined {
    if (/^\s*(#\s*howtrue:.*)?$/.test(first)) {
      this.#messages.push(warning(place, EMPTY));
      return undefined;
    }
    const completer = new Completer();
    const lines = [first];
    const places: Exchange["places"][number][] = [];
    let state = completer.feed(first);
    const marked = /^>( |$)/.test(this.#lines[this.#next]?.text ?? "");
    while (!state.complete && this.#next < this.#lines.length) {
      const { text, range } = this.#lines[this.#next++]!;
      const mark = marked ? (/^>(?: |$)/.exec(text)?.[0].length ?? 0) : 0;
      lines.push(text.slice(mark));
      places.push(this.#placeAt(range.start + mark));
      state = completer.feed(text.slice(mark));
    }
    if (state.complete) return { command: lines.join("\n"), places: [place, ...places] };
    const what = `the command ends before ${state.open} is closed`;
    this.#messages.push(error(place, { code: "incomplete-command", what, hint: INCOMPLETE_HINT }));
    return undefined;
  }

  #output(): Line[] {
    const output: Line[] = [];
    for (let line = this.#lines[this.#next]; line !== undefined; line = this.#lines[++this.#next]) {
      if (this.#style.promptOf(line.text) !== undefined) break;
      output.push(line);
    }
    return this.#style.comments ? withoutComments(output) : output;
  }
}

/**
 * Without the comments on what comes next: they stand behind a blank line and nothing but such lines follows. A `# …`
 * with output below it is output, as in a shown Markdown file.
 */
function withoutComments(output: readonly Line[]): Line[] {
  const last = output.findLastIndex(({ text }) => !isBlank(text) && !isComment(text));
  const from = output.findIndex(({ text }, i) => i > last && isComment(text) && isBlank(output[i - 1]?.text ?? "#"));
  return output.slice(0, from === -1 ? output.length : from);
}
