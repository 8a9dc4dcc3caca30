import { CLOSERS, DELIMITERS, OPENERS } from "./punctuation.ts";

/** Whitespace as Python's `\s` has it, in a character class. */
const S = String.raw`\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`;
const BEFORE = String.raw`(?<=^|[${S}${OPENERS}${DELIMITERS}])`;
const BEHIND = String.raw`(?=$|[${S}\0\\.,;!?${DELIMITERS}${CLOSERS}])`;

/** A reference's name: words joined by single `-`, `.`, `_`, `+` or `:`. */
export const SIMPLE_NAME: string = String.raw`[\p{L}\p{N}]+(?:[-._+:][\p{L}\p{N}]+)*`;

/** What inline markup begins with, or a whole piece of it (docutils: Inliner.patterns.initial). */
export const INITIAL: RegExp = new RegExp(
  BEFORE +
    "(?:" +
    [
      String.raw`(?<start>\*\*|\*(?!\*)|\x60\x60|_\x60|\|(?!\|))(?![${S}])`,
      String.raw`(?:(?<refname>${SIMPLE_NAME})(?<refend>__?)|\[(?<label>[0-9]+|#(?:${SIMPLE_NAME})?|\*|${SIMPLE_NAME})\]_)${BEHIND}`,
      String.raw`(?<role>(?::${SIMPLE_NAME}:)?)(?<back>\x60(?!\x60))(?![${S}])`,
    ].join("|") +
    ")",
  "u",
);

/** What each kind of markup ends with; the first group is the end itself. */
export const ENDS: Readonly<Record<"*" | "**" | "``" | "_`" | "|" | "`", RegExp>> = {
  "*": end(String.raw`(\*)`),
  "**": end(String.raw`(\*\*)`),
  "``": new RegExp(String.raw`(?<![${S}])(\x60\x60)${BEHIND}`, "u"),
  "_`": end(String.raw`(\x60)`),
  "|": end(String.raw`(\|_{0,2})`),
  "`": new RegExp(String.raw`(?<!(?<!\0)[${S}\0])(\x60(?:(?<role>:${SIMPLE_NAME}:)|(?<refend>__?))?)${BEHIND}`, "u"),
};

/** `text <address>`: the address, or a name that ends with `_`. */
export const EMBEDDED: RegExp = new RegExp(String.raw`(?:[ \n]+|^)<(?![${S}])((?:[^<>]|\0[<>])+)(?<![${S}\0])>$`, "u");

const URIC = String.raw`[-_.!~*'()[\];/:@&=+$,%a-zA-Z0-9\0]`;
const URI_END = String.raw`(?:[_~*/=+a-zA-Z0-9]|${URIC}(?=>))`;
const EMAILC = String.raw`[-_!~*'{|}/#?^\x60&=+$%a-zA-Z0-9\0]`;
const EMAIL_TEXT = String.raw`${EMAILC}+(?:\.${EMAILC}+)*(?<!\0)@${EMAILC}+(?:\.${EMAILC}*)*${URI_END}`;

export const EMAIL: RegExp = new RegExp(String.raw`^${EMAIL_TEXT}$`);

/** An address that stands in a text as it is (docutils: Inliner.patterns.uri). */
export const URI: RegExp = new RegExp(
  String.raw`${BEFORE}(?:(?<scheme>[a-zA-Z][a-zA-Z0-9.+-]*):(?:(?:\/\/?)?${URIC}*${URI_END})(?:\?${URIC}*${URI_END})?(?:#${URIC}*${URI_END})?|(?<email>${EMAIL_TEXT}))${BEHIND}`,
  "u",
);

function end(mark: string): RegExp {
  return new RegExp(String.raw`(?<![${S}\0])${mark}${BEHIND}`, "u");
}
