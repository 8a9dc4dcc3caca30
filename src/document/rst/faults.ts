import type { Message } from "../../message/message.ts";

/** What is wrong with a document's markup, but for the place. */
export type Fault = Pick<Message, "code" | "severity" | "what" | "hint">;

/**
 * Every message of this room. An error where text is not read that may be a transcript, or an annotation has no effect;
 * a warning where docutils reads text otherwise than its author may have meant.
 */
export const faults = {
  missingBlankLine: (directive: string): Fault =>
    error(
      "missing-blank-line",
      `no blank line stands between the directive ${directive} and its text, so it has none`,
      {
        hint: "put a blank line behind the directive and its options",
      },
    ),
  tooManyArguments: (directive: string): Fault =>
    error(
      "too-many-arguments",
      `the directive ${directive} does not take so many arguments, so its text is not shown`,
      {
        hint: "leave the language only; annotate the block with a comment before it: .. howtrue: key=value",
      },
    ),
  badOptions: (directive: string, why: string): Fault =>
    error("bad-options", `the options of the directive ${directive} cannot be read: ${why}`, {
      hint: "write each as :name: value on a line of its own, and a blank line behind the last",
    }),
  emptyDirective: (directive: string): Fault =>
    warning("empty-directive", `the directive ${directive} has no text`, {
      hint: "indent the text below it more than the directive",
    }),
  noLiteralBlock: (): Fault =>
    warning("missing-literal-block", "a literal block is announced by :: and does not follow", {
      hint: "indent the block, or escape the colons: \\::",
    }),
  maybeLiteralBlock: (): Fault =>
    warning(
      "definition-or-literal-block",
      "no blank line stands before this text: it is a definition, not a literal block",
      {
        hint: "put a blank line behind the line that ends in ::",
      },
    ),
  unindented: (what: string): Fault =>
    warning("unexpected-unindent", `${what} ends without a blank line`, {
      hint: "put a blank line before this line, or indent it like those above",
    }),
  indented: (): Fault =>
    warning("unexpected-indent", "this line is indented, and no blank line stands before it", {
      hint: "put a blank line before it, or indent it like the line above",
    }),
  inconsistentQuoting: (): Fault =>
    warning("inconsistent-quoting", "this line does not begin with the character that quotes the literal block above", {
      hint: "put a blank line before it, or quote it like those above",
    }),
  malformedTable: (why: string): Fault =>
    error("malformed-table", `the table cannot be read: ${why}`, { hint: "align its borders and cells" }),
  inconsistentTitle: (): Fault =>
    warning("inconsistent-title", "the title's underline skips a level of sections", {
      hint: "underline it like the titles of the same level, or one level deeper than the section around it",
    }),
  unexpectedTitle: (): Fault =>
    warning("unexpected-title", "a section title or transition cannot stand here", {
      hint: "titles stand at the left margin, outside of lists, quotes and tables",
    }),
  brokenTitle: (why: string): Fault =>
    warning("broken-title", why, { hint: "make both lines as long as the title, of the same character" }),
  shortLine: (line: "underline" | "overline"): Fault =>
    warning(`short-${line}`, `the title's ${line} is too short`, { hint: "make it as long as the title" }),
  malformedTarget: (): Fault =>
    warning("malformed-target", "this begins like a hyperlink target and is a comment", {
      hint: "write .. _name: target",
    }),
  malformedSubstitution: (): Fault =>
    warning("malformed-substitution", "this begins like a substitution definition and is a comment", {
      hint: "write .. |name| directive:: text",
    }),
  tooDeep: (): Fault =>
    error("too-deep", "the markup is nested too deep: what is inside is not read", { hint: "nest it less" }),
  strayAnnotation: (): Fault =>
    error("stray-annotation", "no literal block follows this annotation", {
      hint: "put it right before the block or the paragraph that ends in ::",
    }),
  annotationDirective: (): Fault =>
    error("annotation-directive", "two colons make a directive of what should be a comment", {
      hint: "write .. howtrue: key=value, with one colon",
    }),
} as const;

function error(code: string, what: string, { hint }: { hint: string }): Fault {
  return { severity: "error", code, what, hint };
}

function warning(code: string, what: string, { hint }: { hint: string }): Fault {
  return { severity: "warning", code, what, hint };
}
