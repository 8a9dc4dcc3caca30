/** What a directive's body is. */
export type BodyKind =
  /** Literal text that may be a transcript. */
  | "literal"
  /** Text of another file. */
  | "include"
  /** Anything else that is no markup. */
  | "raw"
  /** A table of comma-separated values, each a document of its own. */
  | "csv"
  /** Markup: a document of its own. */
  | "parsed";

export interface DirectiveKind {
  readonly body: BodyKind;
  /** How many words may stand behind its name; more than these make it unreadable. With none, they are body. */
  readonly words: number;
  /** Whether it leaves nothing on the page, so that settings may stand behind it. */
  readonly invisible: boolean;
}

/** The words that each may have behind its name. Sphinx, sphinx-prompt, sphinx-tabs. */
const LITERAL: ReadonlyMap<string, number> = new Map([
  ["code", 1],
  ["code-block", 1],
  ["sourcecode", 1],
  ["parsed-literal", 0],
  ["prompt", 3],
  ["code-tab", Number.POSITIVE_INFINITY],
]);

const INCLUDE = new Set(["include", "literalinclude"]);

/** Bodies in other languages than reStructuredText, and bodies that are lists of names. */
const RAW = new Set(
  `asciinema autoclass autofunction automodule autosummary actdiag blockdiag cmake-module command-output datatemplate date
  default-role digraph doctest graph graphviz highlight image index invisible-code-block ipython jinja
  jupyter-execute jupyter-input jupyter-output kernel-abi kernel-doc kernel-feat kernel-figure kernel-include
  kernel-render math mermaid meta nwdiag packetdiag plantuml plot productionlist program-output raw
  replace role runblock seqdiag tabularcolumns terminal testcleanup testcode testoutput testsetup tikz title toctree
  todolist typescript uml unicode wavedrom`.split(/\s+/),
);

/** Their text may begin right behind the two colons. */
const ARGUMENTLESS = new Set(
  `attention caution compound danger epigraph error highlights hint impl-detail important note pull-quote seealso tip todo
  warning`.split(/\s+/),
);

/** An included file has no say in where the document's settings end. */
const INVISIBLE = new Set("currentmodule default-role highlight include meta module py:currentmodule role".split(" "));

/** By a name in lower case. The body of a directive that nobody knows is taken for markup. */
export function directiveKind(name: string): DirectiveKind {
  const words = LITERAL.get(name);
  const common = { invisible: INVISIBLE.has(name) };
  if (words !== undefined) return { ...common, body: "literal", words };
  if (name === "csv-table") return { ...common, body: "csv", words: Number.POSITIVE_INFINITY };
  if (INCLUDE.has(name)) return { ...common, body: "include", words: Number.POSITIVE_INFINITY };
  if (RAW.has(name)) return { ...common, body: "raw", words: Number.POSITIVE_INFINITY };
  if (ARGUMENTLESS.has(name)) return { ...common, body: "parsed", words: 0 };
  return { ...common, body: "parsed", words: Number.POSITIVE_INFINITY };
}
