import type { NamedPrompts } from "./document.ts";
import { type Prompt, type PromptForm, type Prompts, readPrompt } from "./prompt.ts";

const FORMS: Prompts = {
  forms: new Set<PromptForm>(["sign", "percent", "hash", "address", "host"]),
  own: [],
};

/**
 * Finds the prompts that a directive names. Where the body does not show them, each line that is not blank has one, of
 * no length. Undefined if a shell has none of them: then it is Python's session, or a database's.
 */
export function promptsOf({ texts, shown }: NamedPrompts): ((line: string) => Prompt | undefined) | undefined {
  const prompts = texts.map(ofShell).filter((prompt) => prompt !== undefined);
  const [first] = prompts;
  if (first === undefined) return undefined;
  if (!shown) return (line) => (line.trim() === "" ? undefined : { ...first, text: "" });
  return (line) => prompts.find(({ text }) => line.startsWith(text) || line === text.trimEnd());
}

/** By what it ends with, for it may be any text: `(env)...$`. */
function ofShell(text: string): Prompt | undefined {
  const sign = /[$#%]$/.exec(text)?.[0];
  if (sign === undefined) return undefined;
  const written = `${text} `;
  const known = readPrompt(written, FORMS);
  if (known?.text === written) return known;
  return { text: written, form: "sign", user: sign === "#" ? "root" : "user" };
}
