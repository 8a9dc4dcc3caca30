import { error, type Message, type Place, warning } from "../message/message.ts";
import { type Dialect, dialectOfBlock, readCramBlocks, readOther } from "./dialect.ts";
import type { Block, Document, Line } from "./document.ts";
import { indexLines, positionAt } from "./lines.ts";
import { type Prompt, type PromptForm, readPrompt } from "./prompt.ts";
import { Completer } from "./shell/completeness.ts";

/** A block that shows a shell session, command by command. */
export interface Transcript {
  /** Whose rules it is read by. */
  readonly dialect: Dialect;
  readonly block: Block;
  readonly exchanges: readonly Exchange[];
}

/** One command as the transcript shows it, and what it shows below. */
export interface Exchange {
  readonly prompt: Prompt;
  /** Lines joined by `\n`, without prompts. */
  readonly command: string;
  /** Of the command's lines, behind what prompts them. */
  readonly places: readonly [Required<Place>, ...Required<Place>[]];
  readonly output: readonly Line[];
}

export interface Transcripts {
  readonly transcripts: readonly Transcript[];
  readonly messages: readonly Message[];
}

/** Languages of blocks in which a bare `# ` is a prompt. */
const SESSION = new Set(["console", "shell-session", "shellsession", "sh-session", "terminal"]);
/** Languages of blocks that may be a transcript, if they begin with a prompt; so may those that name none. */
const SCRIPT = new Set(["sh", "bash", "shell", "zsh", "text", "none"]);
const UNMISTAKABLE: readonly PromptForm[] = ["sign", "address"];

/** Every transcript of a document, in source order. In the dialects of other tools only what they would run is one. */
export function readTranscripts(document: Document, dialect: Dialect = "howtrue"): Transcripts {
  const index = indexLines(document.text);
  const messages: Message[] = [];
  const transcripts: Transcript[] = [];
  const placeAt = (offset: number): Required<Place> => ({ path: document.path, ...positionAt(index, offset) });
  const reading = { placeAt, messages };
  if (document.format === "cram") {
    return { transcripts: readCramBlocks(document.blocks, { ...reading, dialect }), messages };
  }
  for (const block of document.blocks) {
    const other = dialectOfBlock(block);
    const style = other === undefined && dialect !== "scrut" ? styleOf(block, dialect) : undefined;
    const unclosed = block.kind === "fence" && !block.rewritable;
    if (unclosed) {
      const place = { path: document.path, line: block.start - 1, column: 1 };
      messages.push((style === undefined && other === undefined ? warning : error)(place, UNCLOSED));
    }
    if (other !== undefined) transcripts.push(...readOther(block, other, reading));
    else if (style === undefined) messages.push(...notRun(block, placeAt));
    else {
      const exchanges = new Reader(block, style, reading).read();
      if (exchanges.length > 0) transcripts.push({ dialect, block, exchanges });
    }
  }
  return { transcripts, messages };
}

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

const LATE = {
  code: "late-prompt",
  what: "nothing in this block is run: its first line is no prompt",
  hint: "begin the block with a prompt and its command",
};

const INCOMPLETE_HINT = "close it, or begin the lines that belong to the command with >";

/** What looks as if its author took it for a shell session. */
function* notRun(block: Block, placeAt: (offset: number) => Place): Generator<Message> {
  if (block.comment !== undefined) yield warning(block.comment.place, UNUSED);
  if (!isSession(block)) return;
  const late = block.lines.find(({ text }) => readPrompt(text, new Set(UNMISTAKABLE)) !== undefined);
  if (late !== undefined) yield warning(placeAt(late.range.start), LATE);
}

interface Style {
  readonly forms: ReadonlySet<PromptForm>;
  /** `# …` at the beginning, and after a blank line before the next prompt or the end, is a comment. */
  readonly comments: boolean;
}

/** How a block is read as a transcript; undefined if it is none. */
function styleOf(block: Block, dialect: Dialect): Style | undefined {
  const language = block.lang?.toLowerCase();
  const session = isSession(block);
  if (block.kind === "doctest" || !(session || language === undefined || SCRIPT.has(language))) return undefined;
  const lines = block.lines.map((line) => line.text).filter((text) => !isBlank(text));
  const first = lines.find((text) => !isComment(text));
  const prompt = first === undefined ? undefined : readPrompt(first, new Set([...UNMISTAKABLE, "percent", "host"]));
  if (prompt !== undefined) return { forms: new Set([...UNMISTAKABLE, prompt.form]), comments: true };
  if ((session || dialect === "wordish") && readPrompt(lines[0] ?? "", new Set(["hash"]))) {
    return { forms: new Set([...UNMISTAKABLE, "hash"]), comments: false };
  }
  return undefined;
}

function isSession({ lang = "" }: Block): boolean {
  return SESSION.has(lang.toLowerCase());
}

function isComment(text: string): boolean {
  return /^#(\s|$)/.test(text);
}

/** Reads one block from its first line to its last. */
class Reader {
  readonly #lines: readonly Line[];
  readonly #style: Style;
  readonly #placeAt: (offset: number) => Required<Place>;
  readonly #messages: Message[];
  #next = 0;

  constructor(block: Block, style: Style, rest: { placeAt: (offset: number) => Required<Place>; messages: Message[] }) {
    this.#lines = block.lines;
    this.#style = style;
    this.#placeAt = rest.placeAt;
    this.#messages = rest.messages;
  }

  read(): Exchange[] {
    const exchanges: Exchange[] = [];
    while (this.#next < this.#lines.length) {
      const line = this.#lines[this.#next++]!;
      const prompt = readPrompt(line.text, this.#style.forms);
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
      if (readPrompt(line.text, this.#style.forms) !== undefined) break;
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

function isBlank(text: string): boolean {
  return text.trim() === "";
}
