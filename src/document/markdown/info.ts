/** What a fence says of its body. */
export type Info =
  | { readonly kind: "code"; readonly lang?: string; readonly meta?: string }
  /** A MyST directive whose body is literal, behind its options. */
  | { readonly kind: "literal"; readonly name: string; readonly lang?: string; readonly meta?: string }
  /** A MyST directive whose body is Markdown, or reStructuredText. */
  | { readonly kind: "markdown" | "rst"; readonly name: string }
  /** A MyST directive whose body is neither code nor text with code in it. */
  | { readonly kind: "other"; readonly name: string };

const LITERAL = new Set(["code", "code-block", "code-cell", "parsed-literal", "prompt", "sourcecode"]);

/** Directives of docutils, Sphinx and MyST-NB whose bodies are no documents. */
const OTHER = new Set(
  (
    "bibliography contents csv-table digraph graph graphviz highlight image include literalinclude math mermaid raw " +
    "table-of-contents toctree"
  ).split(" "),
);

/** Engines of knitr and Quarto: `{bash, echo=FALSE}` is a chunk of code, not a directive. */
const ENGINES = new Set(
  (
    "asis awk bash block block2 c cat coffee comment cpp css dash dot exec fish fortran gawk go groovy haskell html java " +
    "javascript jl js julia lua mysql node ocaml octave ojs perl php powershell psql pwsh py python python3 r rcpp " +
    "ruby rust sas sass scala scss sed sh shell sql stan stata ts typescript verbatim webr-r zsh"
  ).split(" "),
);

/** Beyond this nobody says anything. */
const MAX_LENGTH = 5_000;

/** Reads the text behind a fence: a language and more, or what other tools put into braces. */
export function readInfo(text: string): Info {
  const info = text.slice(0, MAX_LENGTH);
  const braced = /^\{\s*([A-Za-z][\w:+.-]*)([^}]*)\}\s*(.*)$/s.exec(info);
  if (braced !== null) return readBraced(braced);
  const attributes = /^\{([^}]*)\}?\s*(.*)$/s.exec(info);
  if (attributes !== null) return readAttributes(attributes[1] ?? "", attributes[2] ?? "");
  // `bash{1,3}` and `bash {.numberLines exit=1}`
  const [, lang = "", rest = ""] = /^([^\s{]*)\s*(.*)$/s.exec(info) ?? [];
  return code(lang, /^\{([^{}]*=[^{}]*)\}$/.exec(rest)?.[1] ?? rest);
}

function readBraced([, name = "", inner = "", behind = ""]: RegExpExecArray): Info {
  const key = name.toLowerCase();
  if (key === "eval-rst") return { kind: "rst", name };
  if (LITERAL.has(key)) {
    const { lang, meta } = code(...firstWord(behind));
    return { kind: "literal", name, ...(lang !== undefined && { lang }), ...(meta !== undefined && { meta }) };
  }
  if (inner.trim() !== "" || ENGINES.has(key)) return code(name, inner.replace(/^[\s,]+/, "") || behind);
  return { kind: OTHER.has(key) ? "other" : "markdown", name };
}

/** Pandoc: `{.console exit=1 #id}`; the first class is the language. */
function readAttributes(inner: string, behind: string): Info {
  const first = /^\s*\.([^\s.#}]+)\s*(.*)$/s.exec(inner);
  if (first !== null) return code(first[1] ?? "", first[2] || behind);
  return code(/(?:^|\s)\.([^\s.#}]+)/.exec(inner)?.[1] ?? "", inner.trim() || behind);
}

function firstWord(text: string): [string, string] {
  const [, word = "", rest = ""] = /^(\S*)\s*(.*)$/s.exec(text) ?? [];
  return [word, rest];
}

function code(lang: string, meta: string): { kind: "code"; lang?: string; meta?: string } {
  const rest = meta.trim();
  return { kind: "code", ...(lang !== "" && { lang }), ...(rest !== "" && { meta: rest }) };
}
