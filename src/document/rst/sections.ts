/**
 * The sections that are open, by the style of their titles: an underline's character, or an overline's and an
 * underline's together (docutils: RSTState.check_subsection). Each run of the parser over text that may hold titles of
 * its own has one.
 */
export class Sections {
  readonly #outer: readonly string[];
  readonly #styles: string[] = [];
  #level = 0;
  #path: readonly string[];

  constructor(outer: readonly string[] = []) {
    this.#outer = outer;
    this.#path = outer;
  }

  /** The titles of the open sections, outermost first. */
  get path(): readonly string[] {
    return this.#path;
  }

  /**
   * Opens a section, and closes those that it ends. None, if its style is new, or two levels deeper, out of turn.
   * @returns how deep it is, from 1
   */
  open(style: string, title: string): number | undefined {
    const known = this.#styles.indexOf(style) + 1;
    if (known === 0 && this.#styles.length > this.#level) return undefined;
    if (known > this.#level + 1) return undefined;
    if (known === 0) this.#styles.push(style);
    this.#level = known === 0 ? this.#styles.length : known;
    const above = this.#path.slice(this.#outer.length, this.#outer.length + this.#level - 1);
    this.#path = [...this.#outer, ...above, title];
    return this.#path.length;
  }
}
