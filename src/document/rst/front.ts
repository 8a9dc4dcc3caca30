/** So many titles may stand before a document's settings: its title and subtitle. */
const TITLES = 2;

/**
 * Whether a document's settings may still come: nothing but titles, comments and other invisible markup has been read.
 * In docutils the same holds for bibliographic fields (transforms.frontmatter.DocInfo).
 */
export class Front {
  #open = true;
  #annotated = false;
  #titles = 0;

  get isOpen(): boolean {
    return this.#open;
  }

  /** Whether an annotation would be the document's. Only the first one is. */
  takeAnnotation(): boolean {
    const takes = this.#open && !this.#annotated;
    this.#annotated ||= takes;
    return takes;
  }

  title(): void {
    if (++this.#titles > TITLES) this.#open = false;
  }

  close(): void {
    this.#open = false;
  }
}
