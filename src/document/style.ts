import type { Block } from "./document.ts";
import type { Dialect } from "./exchange.ts";
import { promptsOf } from "./named-prompts.ts";
import { type Prompt, type PromptForm, readPrompt } from "./prompt.ts";

/** The settings that decide what in a document is a shell session. */
export interface Customs {
  /** Texts that are prompts here; `#` makes a bare `# ` root's prompt in every block. */
  readonly prompts: readonly string[];
  /** `run`: a block of a shell's language without prompts is one command. */
  readonly scripts: "run" | "skip";
  readonly dialect: Dialect;
}

/** How a block is read. */
export type Style =
  | {
      readonly kind: "transcript";
      /** The prompt that a line begins with. */
      readonly promptOf: (line: string) => Prompt | undefined;
      /** `# …` at the beginning, and after a blank line before the next prompt or the end, is a comment. */
      readonly comments: boolean;
    }
  | { readonly kind: "script" }
  | { readonly kind: "none"; readonly doubt?: Doubt };

/**
 * Why a block that is not run may have been meant to be: a bare `# ` may be a comment or root's prompt; its first line
 * begins with what may be a prompt; a prompt stands further down.
 */
export type Doubt = "hash" | "unknown-prompt" | "late-prompt";

/** Languages of blocks in which a bare `# ` is a prompt. */
const SESSION = new Set(["console", "shell-session", "shellsession", "sh-session", "terminal"]);
/** Languages of blocks that may be a transcript, if they begin with a prompt; so may those that name none. */
const SCRIPT = new Set(["sh", "bash", "shell", "zsh", "text", "none"]);
/** Languages of what bash runs. */
const RUNNABLE = new Set(["sh", "bash", "shell"]);

const UNMISTAKABLE: readonly PromptForm[] = ["sign", "address", "own"];
/** `~/src$ ls`, `box:/etc# ls`, an indented `$ ls`: something short that ends as prompts do. */
const LIKE_A_PROMPT = /^\s*(?:[\w.@~:/()[\]-]+ ?)?[$#%] +[\w./~"'([{<>]/;

/** How a block is read, by its language and its first line (the dialect's section 1). */
export function styleOf(block: Block, { prompts: named, scripts, dialect }: Customs): Style {
  if (block.kind === "doctest" || !mayBeSession(block.lang)) return { kind: "none" };
  if (block.prompts !== undefined) {
    const promptOf = promptsOf(block.prompts);
    return promptOf === undefined ? { kind: "none" } : { kind: "transcript", promptOf, comments: false };
  }
  const session = isSession(block);
  const own = named.filter((text) => text !== "#");
  const look = (...forms: PromptForm[]): ((line: string) => Prompt | undefined) => {
    const prompts = { forms: new Set([...UNMISTAKABLE, ...forms]), own };
    return (line) => readPrompt(line, prompts);
  };
  const lines = block.lines.map((line) => line.text).filter((text) => !isBlank(text));
  const [top = ""] = lines;
  const root = session || named.includes("#") || dialect === "wordish";
  const first = look("percent", "host")(lines.find((text) => !isComment(text)) ?? "");
  if (named.includes("#") && (first !== undefined || isHash(top)))
    return { kind: "transcript", promptOf: look("hash", first?.form ?? "hash"), comments: false };
  if (first !== undefined) return { kind: "transcript", promptOf: look(first.form), comments: true };
  if (root && isHash(top)) return { kind: "transcript", promptOf: look("hash"), comments: false };
  if (scripts === "run" && isScript(block) && lines.length > 0) return { kind: "script" };
  return { kind: "none", ...doubtOf(lines, own) };
}

/** Whether blocks in a language may be shell sessions. */
export function mayBeSession(lang: string | undefined): boolean {
  const language = lang?.toLowerCase();
  return language === undefined || SESSION.has(language) || SCRIPT.has(language);
}

export function isComment(text: string): boolean {
  return /^#(\s|$)/.test(text);
}

export function isBlank(text: string): boolean {
  return text.trim() === "";
}

function doubtOf(lines: readonly string[], own: readonly string[]): { doubt?: Doubt } {
  const [top = ""] = lines;
  if (isHash(top)) return { doubt: "hash" };
  if (LIKE_A_PROMPT.test(top)) return { doubt: "unknown-prompt" };
  const unmistakable = { forms: new Set(UNMISTAKABLE), own };
  return lines.some((text) => readPrompt(text, unmistakable)) ? { doubt: "late-prompt" } : {};
}

export function isSession({ lang = "" }: Block): boolean {
  return SESSION.has(lang.toLowerCase());
}

function isHash(text: string): boolean {
  return /^#( |$)/.test(text);
}

/** Whether a block without prompts is a shell's, by its language. */
export function isScript({ lang }: Pick<Block, "lang">): boolean {
  return RUNNABLE.has(lang?.toLowerCase() ?? "");
}
