/**
 * Prompts, as transcripts show them (the dialect's section 1). A prompt tells who runs the command: `#` is root, the
 * others an ordinary user; `user@host` and `host$` name where.
 */
export interface Prompt {
  /** As written, with the blank that ends it. */
  readonly text: string;
  readonly form: PromptForm;
  readonly user: "user" | "root";
  readonly host?: string;
}

/** `sign`: `$ `, `~$ `, `~# `, `bash-5.2$ `; `percent`: `% `; `hash`: a bare `# `; `address`: `user@host:dir$ `; `host`: `host$ `. */
export type PromptForm = "sign" | "percent" | "hash" | "address" | "host";

/** Every prompt has one: most lines of output are told by that alone. */
const SIGN = /[$#%]/;
/** What some programs put before the prompt: `(venv) $ `. */
const PREFIX = String.raw`(?:\([\w.+-]+\) ?)?`;

const FORMS: readonly (readonly [PromptForm, RegExp])[] = [
  ["sign", new RegExp(String.raw`^${PREFIX}(?:~?(\$)|~(#)|~(%))(?: |$)`)],
  // A shell without a prompt of its own, which names itself: no host.
  ["sign", /^-?(?:ba|da|k|z)?sh(?:-\d[\d.]*)?([$#])(?: |$)/],
  ["percent", /^(%)(?: |$)/],
  ["hash", /^(#)(?: |$)/],
  ["address", new RegExp(String.raw`^${PREFIX}[a-z_][\w-]*@(?<host>[\w.-]+)(?:[: ][^\s$#%]*)? ?([$#%])(?: |$)`, "i")],
  ["address", new RegExp(String.raw`^${PREFIX}\[[a-z_][\w-]*@(?<host>[\w.-]+)(?: [^\]]*)?\] ?([$#%])(?: |$)`, "i")],
  ["host", /^(?<host>[a-z][\w-]*)([$#])(?: |$)/i],
];

/** The prompt that a line begins with, if its form is among those looked for. */
export function readPrompt(line: string, forms: ReadonlySet<PromptForm>): Prompt | undefined {
  if (!SIGN.test(line)) return undefined;
  for (const [form, pattern] of FORMS) {
    if (!forms.has(form)) continue;
    const match = pattern.exec(line);
    if (match === null) continue;
    const root = match.slice(1).includes("#");
    const host = match.groups?.["host"];
    const prompt = { text: match[0], form, user: root ? "root" : "user" } as const;
    return host === undefined ? prompt : { ...prompt, host };
  }
  return undefined;
}
