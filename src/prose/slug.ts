/** Ids of a document's headings, as GitHub makes them of their text; each is given once. */
export class Slugs {
  readonly #taken = new Set<string>();
  /** For a text that comes again and again, where to go on counting. */
  readonly #counts = new Map<string, number>();

  /** An id that the document says. */
  keep(id: string): string {
    this.#taken.add(id);
    return id;
  }

  take(text: string): string {
    const slug = slugOf(text);
    let count = this.#counts.get(slug) ?? 0;
    let id = slug;
    while (id === "" || this.#taken.has(id)) id = `${slug}-${++count}`;
    this.#counts.set(slug, count);
    this.#taken.add(id);
    return id;
  }
}

function slugOf(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
    .replaceAll(" ", "-");
}
