import type { Message } from "../../message/message.ts";

/** What is wrong with a document's markup, but for the place. */
export type Fault = Pick<Message, "code" | "severity" | "what" | "hint">;

/**
 * Every message of this room: about text that may be a transcript and is not read as one, or an annotation without
 * effect. An error where such text is lost for sure, a warning where its author may have meant otherwise. Markup that is
 * wrong and hides nothing is docutils' matter, not ours.
 */
export const faults = {
  missingBlankLine: (directive: string): Fault =>
    error(
      "missing-blank-line",
      `no blank line stands between the directive ${directive} and its text, so it has none`,
      "put a blank line behind the directive and its options",
    ),
  tooManyArguments: (directive: string): Fault =>
    error(
      "too-many-arguments",
      `the directive ${directive} does not take so many arguments, so its text is not shown`,
      "leave the language only; annotate the block with a comment before it: .. howtrue: key=value",
    ),
  badOptions: (directive: string, why: string): Fault =>
    error(
      "bad-options",
      `the options of the directive ${directive} cannot be read, so its text is not shown: ${why}`,
      "write each as :name: value on a line of its own, and a blank line behind the last",
    ),
  emptyDirective: (directive: string): Fault =>
    warning(
      "empty-directive",
      `the directive ${directive} has no text`,
      "indent the text below it more than the directive",
    ),
  noDirective: (directive: string): Fault =>
    warning(
      "comment-or-directive",
      `this is a comment, for one colon stands behind ${directive}`,
      `write .. ${directive}::, with two colons`,
    ),
  noLiteralBlock: (): Fault =>
    warning(
      "missing-literal-block",
      "a literal block is announced by :: and does not follow",
      "indent the block, or escape the colons: \\::",
    ),
  maybeLiteralBlock: (): Fault =>
    warning(
      "definition-or-literal-block",
      "no blank line stands before this text: it is a definition, not a literal block",
      "put a blank line behind the line that ends in ::",
    ),
  unindented: (): Fault =>
    warning(
      "unexpected-unindent",
      "the literal block above ends without a blank line",
      "put a blank line before this line, or indent it like those above",
    ),
  inconsistentQuoting: (): Fault =>
    warning(
      "inconsistent-quoting",
      "this line does not begin with the character that quotes the literal block above",
      "put a blank line before it, or quote it like those above",
    ),
  malformedTable: (why: string): Fault =>
    error(
      "malformed-table",
      `the table cannot be read: ${why}`,
      "align its borders and cells, or put a blank line behind it",
    ),
  malformedCsv: (why: string): Fault =>
    error(
      "malformed-table",
      `the table of comma-separated values cannot be read: ${why}`,
      "show what is run outside of the table",
    ),
  brokenTitle: (): Fault =>
    error(
      "broken-title",
      "a line of punctuation begins a title that cannot be read, so the text below it is lost",
      "put a blank line behind it, or the same line below the title",
    ),
  tooDeep: (): Fault => error("too-deep", "the markup is nested too deep: what is inside is not read", "nest it less"),
  badInclude: (why: string): Fault =>
    error("bad-include", `nothing is included here: ${why}`, "mend the directive's argument and options"),
  unreadInclude: (why: string): Fault =>
    warning("unread-include", `what is included here is not read: ${why}`, "show what is to be run in this file"),
  includeCycle: (chain: string): Fault =>
    error("include-cycle", `the file includes itself: ${chain}`, "take one of them out"),
  tooManyIncludes: (why: string): Fault =>
    error("too-many-includes", `no more files are included: ${why}`, "include fewer of them"),
  strayAnnotation: (): Fault =>
    error(
      "stray-annotation",
      "no literal block follows this annotation",
      "put it right before the block or the paragraph that ends in ::",
    ),
  annotationDirective: (): Fault =>
    error(
      "annotation-directive",
      "two colons make a directive of what should be a comment",
      "write .. howtrue: key=value, with one colon",
    ),
} as const;

function error(code: string, what: string, hint: string): Fault {
  return { severity: "error", code, what, hint };
}

function warning(code: string, what: string, hint: string): Fault {
  return { severity: "warning", code, what, hint };
}
