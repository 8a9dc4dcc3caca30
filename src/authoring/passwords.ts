/** Of a shorter text nobody could take out what is secret: it stands anywhere. */
const SHORTEST = 4;

/** What was typed and not to be seen: kept by the name of the variable that is to hold it, and written nowhere. */
export class Passwords {
  readonly #names = new Map<string, string>();

  /** @param given variables of the environment that the author calls secret, by name */
  constructor(given: ReadonlyMap<string, string>) {
    for (const [name, value] of given) this.#names.set(value, name);
  }

  /** What each variable holds. */
  get values(): ReadonlyMap<string, string> {
    return new Map(Array.from(this.#names, ([value, name]) => [name, value]));
  }

  has(value: string): boolean {
    return this.#names.has(value);
  }

  /** The name of the variable that holds it, perhaps a new one; none where it is so short that it cannot be one. */
  nameOf(value: string): string | undefined {
    const known = this.#names.get(value);
    if (known !== undefined || value.length < SHORTEST) return known;
    const taken = new Set(this.#names.values());
    let name = "PASSWORD";
    for (let count = 2; taken.has(name); count++) name = `PASSWORD${count}`;
    this.#names.set(value, name);
    return name;
  }
}
