import { admonitionForm, type AdmonitionForm } from "../admonitions.ts";

/** They leave nothing on the page, or nothing that is prose. */
const HIDDEN = new Set(
  (
    "contents currentmodule footer header highlight index meta module py:currentmodule py:module raw " +
    "sectnum section-numbering tabularcolumns target-notes title todolist"
  ).split(" "),
);
const QUOTES = new Set("epigraph highlights pull-quote".split(" "));
/** They describe what is named behind them; so do those with a domain (`c:function`). */
const DESCRIPTIONS = new Set(
  (
    "attribute class-method classmethod cmdoption confval data decorator describe envvar exception function method " +
    "object option property setting staticmethod"
  ).split(" "),
);
/** Text of other kinds that readers are meant to see. */
const CODE = new Set("doctest ipython jupyter-execute productionlist testcode testoutput".split(" "));

/** What a directive becomes; `special`: what its name says. */
export type Form =
  | "quote"
  | "hidden"
  | "description"
  | "code"
  | "special"
  | { readonly kind: "admonition"; readonly admonition: AdmonitionForm };

/** By a name in small letters, and what stands behind it. */
export function formOf(name: string, argument: string): Form {
  // docutils' `class` gives classes to what it holds, Sphinx's describes one of a program.
  if (name === "class") return /[A-Z(.]/.test(argument) ? "description" : "special";
  const admonition = admonitionForm(name);
  if (QUOTES.has(name)) return "quote";
  if (admonition !== undefined) return { kind: "admonition", admonition };
  if (HIDDEN.has(name)) return "hidden";
  if (CODE.has(name)) return "code";
  return DESCRIPTIONS.has(name) || name.includes(":") ? "description" : "special";
}
