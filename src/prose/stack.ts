import type { Parent, Root, RootContent } from "mdast";

interface Frame {
  readonly node: Parent;
  /** Last line of its last child; undefined where it has none. */
  end: number | undefined;
}

/** Lines, from 1. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A tree while it grows: the nodes that are open, outermost first. */
export class Stack {
  readonly root: Root = { type: "root", children: [] };
  readonly #frames: Frame[] = [{ node: this.root, end: undefined }];

  get top(): Parent {
    return this.#frames.at(-1)!.node;
  }

  get depth(): number {
    return this.#frames.length;
  }

  /** What is added from here on stands in `node`. */
  open(node: Parent, line: number): void {
    this.#put(node, line);
    this.#frames.push({ node, end: undefined });
  }

  /** @param line the last one of what is closed, where it has no children to tell */
  close(line: number): void {
    const frame = this.#frames.pop()!;
    this.#frames.at(-1)!.end = frame.end ?? line;
  }

  add(node: Parent | RootContent, { start, end }: Span): void {
    this.#put(node, start);
    this.#frames.at(-1)!.end = end;
  }

  /** A list is spread where a blank line stands between two of its items, and an item where one stands in it. */
  #put(node: Parent | RootContent, line: number): void {
    const { node: parent, end } = this.#frames.at(-1)!;
    const apart = end !== undefined && line > end + 1;
    if (apart && (parent.type === "list" || parent.type === "listItem")) Object.assign(parent, { spread: true });
    parent.children.push(node as RootContent);
  }
}
