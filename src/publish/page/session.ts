import type { Element } from "hast";
import type { Block } from "../../document/document.ts";
import { visible } from "../../report/visible.ts";
import { el } from "./element.ts";
import type { Located } from "./locate.ts";
import { type Around, stepView } from "./step.ts";

/** A block that shows a shell session: its steps, and the comments between them. */
export function sessionView({ lines }: Block, steps: readonly Located[], around: Around): Element {
  const parts: Element[] = [];
  let at = 0;
  for (const step of steps) {
    parts.push(...commentView(lines.slice(at, step.from).map(({ text }) => text)));
    parts.push(stepView(step, around));
    at = step.to;
  }
  parts.push(...commentView(lines.slice(at).map(({ text }) => text)));
  return el("div", { className: ["session"] }, parts);
}

/** A block that is none. */
export function codeView(text: string): Element {
  const lines = text.split("\n").map(visible).join("\n");
  return el("pre", { className: ["code"] }, [el("code", {}, [lines])]);
}

function commentView(lines: readonly string[]): Element[] {
  const text = lines
    .join("\n")
    .replace(/^(?:[ \t]*\n)+/, "")
    .trimEnd();
  if (text === "") return [];
  return [el("pre", { className: ["comment"] }, [el("code", {}, [text.split("\n").map(visible).join("\n")])])];
}
