import type { Range } from "../document.ts";
import type { Container } from "./container.ts";
import type { HtmlEnd } from "./html.ts";
import type { Row } from "./row.ts";

/** A code fence with its body, dedented. */
export interface FencedRows {
  readonly char: string;
  readonly size: number;
  /** What follows the fence on its line. */
  readonly info: string;
  readonly row: Row;
  /** Offset of the fence's characters. */
  readonly start: number;
  /** Of the characters that close it. */
  readonly close: Range | undefined;
  /** What a new line of the body begins with. */
  readonly prefix: string;
  readonly rows: readonly Row[];
}

/** Hears what a scan finds, in the order of the source. */
export interface Sink {
  /** Of the text that has just been heard. */
  heading(depth: number, title: string): void;
  fence(fence: FencedRows): void;
  indented(rows: readonly Row[], prefix: string): void;
  html(rows: readonly Row[], end: HtmlEnd): void;
  text(rows: readonly Row[]): void;
  /** @param text the row's, from the container's mark on */
  enter(container: Container, row: Row, text: string): void;
  /** Behind the container that was entered last. */
  leave(): void;
  thematicBreak(row: Row): void;
  /** Containers are nested too deep: what is inside is read as text. */
  tooDeep(row: Row): void;
}
