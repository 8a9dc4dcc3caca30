import { toString } from "mdast-util-to-string";
import type { DefinitionDescription, DefinitionList, DefinitionTerm } from "../tree.ts";
import { append, greatest } from "../lists.ts";
import { fill } from "./lines.ts";
import { behind, indented, type Setting } from "./setting.ts";
import { shown, Spans } from "./spans.ts";
import { widthOf } from "./words.ts";

const INDENT = 4;
/** Between a term and what stands beside it. */
const GAP = 2;

/** Terms with their descriptions below; those of options and fields beside them, where there is room. */
export function definitions({ kind, children }: DefinitionList, setting: Setting): string[] {
  const beside = kind === "definition" ? 0 : columnFor(children, kind, setting);
  const lines: string[] = [];
  for (const [i, child] of children.entries()) {
    if (child.type === "definitionTerm") {
      if (i > 0 && kind === "definition" && children[i - 1]?.type !== "definitionTerm") lines.push("");
      append(lines, fill(term(child, kind, setting), setting));
    } else describe(child, { lines, beside, setting, term: children[i - 1] });
  }
  return lines;

  function describe(description: DefinitionDescription, where: Where): void {
    const inside = (inner: Setting): string[] => inner.set(description.children, inner);
    const first = where.term?.type === "definitionTerm" ? plainWidth(where.term, kind, setting) : 0;
    if (where.beside === 0 || first + GAP > where.beside || description.children[0]?.type !== "paragraph") {
      append(lines, indented(where.beside === 0 ? INDENT : where.beside, setting, inside));
      return;
    }
    const mark = lines.pop() ?? "";
    const rest = " ".repeat(where.beside);
    const pad = " ".repeat(where.beside - first);
    append(lines, behind({ first: mark + pad, rest }, where.beside, { setting, lines: inside }));
  }
}

interface Where {
  readonly lines: string[];
  readonly beside: number;
  readonly setting: Setting;
  readonly term: DefinitionTerm | DefinitionDescription | undefined;
}

/** The column of descriptions: behind the longest term that leaves them room. */
function columnFor(children: DefinitionList["children"], kind: DefinitionList["kind"], setting: Setting): number {
  const most = Math.floor(setting.columns / 3);
  const widths = children.flatMap((child) =>
    child.type === "definitionTerm" ? [plainWidth(child, kind, setting) + GAP] : [],
  );
  return greatest(
    widths.filter((width) => width <= most),
    INDENT,
  );
}

function term({ children }: DefinitionTerm, kind: DefinitionList["kind"], { colours }: Setting): Spans["all"] {
  if (kind === "option" && !colours) return [{ text: shown(toString({ type: "paragraph", children })), style: "" }];
  const spans = new Spans(colours).read(children, "1");
  return kind === "field" ? spans.put(":").all : spans.all;
}

function plainWidth(one: DefinitionTerm, kind: DefinitionList["kind"], setting: Setting): number {
  return term(one, kind, setting).reduce((sum, { text }) => sum + widthOf(text), 0);
}
