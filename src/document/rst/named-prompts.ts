import type { Found } from "./reading.ts";
import type { Parts } from "./directive-parts.ts";

/** What sphinx-prompt puts before commands where no prompt is named. Other languages have none. */
const DEFAULT: ReadonlyMap<string, string> = new Map([["bash", "$"]]);

/** `.. prompt:: [language] [prompts] [modifiers]`, or the same as options (sphinx-prompt: PromptDirective). */
export function readPrompts({ words, options }: Parts): Pick<Found, "lang" | "prompts"> {
  const [lang, named, modifiers = ""] = values(words, options);
  const prompt = named ?? DEFAULT.get(lang ?? "");
  const shown = modifiers.split(",").includes("auto");
  return { lang, prompts: prompt === undefined ? undefined : { texts: shown ? prompt.split(",") : [prompt], shown } };
}

/** From an argument on whose option is given, too, arguments do not count. */
function values(words: readonly string[], options: ReadonlyMap<string, string>): (string | undefined)[] {
  const named = ["language", "prompts", "modifiers"].map((name) => options.get(name) || undefined);
  const both = named.findIndex((value, i) => value !== undefined && words[i] !== undefined);
  const counted = both === -1 ? words : words.slice(0, both);
  return named.map((value, i) => counted[i] ?? value);
}
