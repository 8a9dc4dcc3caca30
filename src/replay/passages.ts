import type { Block, Document } from "../document/document.ts";
import type { Step } from "../plan/plan.ts";

/** What a reader comes to next: text, or a step. */
export type Passage =
  | {
      readonly kind: "text";
      /** A section begins with it. */
      readonly begins: boolean;
      /** As it is shown, in so many columns. */
      readonly lines: (columns: number) => readonly string[];
    }
  | { readonly kind: "step"; readonly index: number };

/** For each step, the index of the block that shows it. */
function blocksOf({ blocks, path }: Pick<Document, "blocks" | "path">, steps: readonly Step[]): number[] {
  let from = 0;
  return steps.map(({ place }) => {
    const holds = ({ origin, start, lines }: Block): boolean =>
      (origin?.path ?? path) === place.path && start <= place.line && place.line < start + lines.length;
    const at = blocks.findIndex((block, i) => i >= from && holds(block));
    from = Math.max(at, from);
    return at;
  });
}

/** A document as it is written: what stands between the blocks of its steps. */
export function passagesOfSource(document: Document, steps: readonly Step[]): Passage[] {
  const { text, blocks } = document;
  const shownBy = blocksOf(document, steps);
  const passages: Passage[] = [];
  let at = 0;
  const tell = (to: number): void => {
    const between = text.slice(at, to).replaceAll("\r\n", "\n");
    if (between.trim() === "") return;
    passages.push({ kind: "text", begins: HEADING.test(between), lines: (columns) => fold(between, columns) });
  };
  for (const [i, block] of blocks.entries()) {
    const inside = [...shownBy.keys()].filter((index) => shownBy[index] === i);
    if (inside.length === 0) continue;
    if (block.origin === undefined) {
      tell(block.range.start);
      at = block.range.end;
    }
    for (const index of inside) passages.push({ kind: "step", index });
  }
  tell(text.length);
  return passages;
}

/** Underlined in reStructuredText, marked in Markdown. */
const HEADING = /^(?:#{1,6} .+|(?:=|-|~|\^|\*|"){3,})$/m;

function fold(text: string, columns: number): string[] {
  const lines = text.trim().split("\n");
  const wide = new RegExp(`(.{1,${columns}})(?:\\s+|$)|(.{${columns}})`, "gu");
  return lines.flatMap((line) =>
    line.length <= columns ? [line] : [...line.matchAll(wide)].map(([, a, b]) => a ?? b!),
  );
}
