/**
 * Prompts, as transcripts show them (the dialect's section 1). A prompt tells who runs the command: `#` is root, the
 * others an ordinary user; `user@host` and `host$` name where.
 */
export interface Prompt {
  /** As written, with the blank that ends it. */
  readonly text: string;
  readonly form: PromptForm;
  readonly user: "user" | "root";
  /** Their name, where the prompt has it: `ann@…`. */
  readonly login?: string;
  readonly host?: string;
}

/**
 * `sign`: `$ `, `~$ `, `~# `, `bash-5.2$ `; `percent`: `% `; `hash`: a bare `# `; `address`: `user@host:dir$ `; `host`: `host$ `;
 * `own`: one that the document names.
 */
export type PromptForm = "sign" | "percent" | "hash" | "address" | "host" | "own";

/** The prompts that are looked for. */
export interface Prompts {
  readonly forms: ReadonlySet<PromptForm>;
  /** Texts that are prompts too, as the document's settings have them. */
  readonly own: readonly string[];
}

/** Every prompt has one: most lines of output are told by that alone. */
const SIGN = /[$#%]/;
/** What some programs put before the prompt: `(venv) $ `. */
const PREFIX = String.raw`(?:\([\w.+-]+\) ?)?`;

/** `user@host`, as it begins a prompt. */
const NAMES = String.raw`(?<login>[a-z_][\w-]*)@(?<host>[\w.-]+)`;
const AT = PREFIX + NAMES;

const FORMS: readonly (readonly [PromptForm, RegExp])[] = [
  ["sign", new RegExp(String.raw`^${PREFIX}(?:~?(\$)|~(#)|~(%))(?: |$)`)],
  // A shell without a prompt of its own, which names itself: no host.
  ["sign", /^-?(?:ba|da|k|z)?sh(?:-\d[\d.]*)?([$#])(?: |$)/],
  ["percent", /^(%)(?: |$)/],
  ["hash", /^(#)(?: |$)/],
  ["address", new RegExp(String.raw`^${AT}(?:[: ][^\s$#%]*)? ?(\$)(?: |$)`, "i")],
  ["address", new RegExp(String.raw`^${AT}(?::[^\s$#%]*| [^\s$#%]+)?(#)(?: |$)`, "i")],
  // Of `jo@example.org # on holiday` and `jo@example.org 50% done` nothing is a prompt: behind a blank, # is root's or
  // follows a path, and % follows a directory.
  ["address", new RegExp(String.raw`^${PREFIX}root@(?<host>[\w.-]+)(?:[: ][^\s$#%]*)? (#)(?: |$)`)],
  ["address", new RegExp(String.raw`^${AT}[: ][~/][^\s$#%]* (#)(?: |$)`, "i")],
  ["address", new RegExp(String.raw`^${AT}(?::[^\s$#%]*)?(%)(?: |$)`, "i")],
  ["address", new RegExp(String.raw`^${AT}[: ][^\s$#%]+ (%)(?: |$)`, "i")],
  ["address", new RegExp(String.raw`^${PREFIX}\[${NAMES}(?: [^\]]*)?\] ?([$#%])(?: |$)`, "i")],
  // Neither `C# is a language` nor `US$ 5`: hosts are written small.
  ["host", /^(?<host>[a-z][\w-]*)([$#])(?: |$)/],
];

/** The prompt that a line begins with, if it is among those looked for. */
export function readPrompt(line: string, { forms, own }: Prompts): Prompt | undefined {
  const named = own.find((text) => line.startsWith(text) && /^( |$)/.test(line.slice(text.length)));
  if (named !== undefined) {
    const text = line.slice(0, named.length + 1);
    return { text, form: "own", user: named.endsWith("#") ? "root" : "user" };
  }
  if (!SIGN.test(line)) return undefined;
  for (const [form, pattern] of FORMS) {
    if (!forms.has(form)) continue;
    const match = pattern.exec(line);
    if (match === null) continue;
    const root = match.slice(1).includes("#");
    const { host, login } = match.groups ?? {};
    const names = { ...(login !== undefined && { login }), ...(host !== undefined && { host }) };
    return { text: match[0], form, user: root ? "root" : "user", ...names };
  }
  return undefined;
}
