/** What an author did at a shell, as a howto is made of it: nothing but JSON, so that it can be kept in a file. */
export interface Recording {
  readonly title: string;
  /** What the document is to say of how it is run, as it is written. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly items: readonly Item[];
}

export type Item = Prose | Heading | RecordedStep | LeftOut;

/** A comment that was typed; an empty one ends a paragraph. */
export interface Prose {
  readonly kind: "prose";
  readonly text: string;
}

export interface Heading {
  readonly kind: "heading";
  /** 2 for a section of the document, 3 for one in a section, up to 6. */
  readonly level: number;
  readonly text: string;
}

/** A command, and what it did. */
export interface RecordedStep {
  readonly kind: "step";
  readonly command: string;
  readonly user: "user" | "root";
  readonly exit: number;
  readonly lines: readonly string[];
  /** Output that was not kept is missing before this line. */
  readonly gap?: number;
  /** Milliseconds. */
  readonly ms: number;
  readonly needs?: Need;
}

/**
 * What a command needs that its transcript does not show: an answer at nothing, a password by the name of the variable that
 * is to hold it, or keys that no document can give.
 */
export type Need =
  | { readonly kind: "answer"; readonly text: string }
  | { readonly kind: "secret"; readonly name: string }
  | { readonly kind: "keys"; readonly why: string };

/** A command that is no part of the document. */
export interface LeftOut {
  readonly kind: "left-out";
  readonly command: string;
  readonly why: string;
}
