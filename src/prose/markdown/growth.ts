import type { List, Parent, RootContent } from "mdast";
import type { Row } from "../../document/markdown/row.ts";
import { Stack } from "../stack.ts";

/** A tree while it grows, in which a list is open as long as nothing but items of it comes. */
export class Growth {
  readonly #stack = new Stack();
  /** What marks the items of each list. */
  readonly #marks = new WeakMap<Parent, string>();
  /** The last one that was read. */
  #line = 1;

  get children(): RootContent[] {
    return this.#stack.root.children;
  }

  /** What is open and holds what comes next, if that is no item. */
  get top(): Parent {
    return this.#stack.top;
  }

  open(node: Parent, line: number): void {
    this.endList();
    this.#stack.open(node, line);
    this.#line = line;
  }

  close(): void {
    this.endList();
    this.#stack.close(this.#line);
  }

  add(nodes: readonly RootContent[], rows: readonly Pick<Row, "line">[]): void {
    this.endList();
    const [start, end] = [rows[0]!.line, rows.at(-1)!.line];
    for (const node of nodes) this.#stack.add(node, { start, end });
    this.#line = end;
  }

  /** Opens an item. A list goes on with each one that is marked alike. */
  item(text: string, line: number): void {
    const [mark = "", number] = /^(?:[-+*]|(\d+)[.)])/.exec(text) ?? [];
    const kind = mark.at(-1)!;
    if (this.#marks.get(this.top) !== kind) {
      const start = number === undefined ? null : Number(number);
      const list: List = { type: "list", ordered: number !== undefined, start, spread: false, children: [] };
      this.open(list, line);
      this.#marks.set(list, kind);
    }
    const item: RootContent = { type: "listItem", spread: false, checked: null, children: [] };
    this.#stack.open(item, line);
    this.#line = line;
  }

  endList(): void {
    if (this.top.type === "list") this.#stack.close(this.#line);
  }
}
