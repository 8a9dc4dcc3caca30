/** What a person types line by line, at a terminal that is left as it is. */
export class TypedLines {
  readonly #input: NodeJS.ReadStream;
  #rest = "";

  constructor(input: NodeJS.ReadStream) {
    this.#input = input;
  }

  /** Hears lines until the function that it gives is called. */
  hear(listener: (line: string) => void): () => void {
    const take = (bytes: Buffer): void => {
      const lines = (this.#rest + bytes.toString("utf8")).split("\n");
      this.#rest = lines.pop() ?? "";
      for (const line of lines) listener(line.replace(/\r$/, ""));
    };
    this.#input.on("data", take);
    this.#input.resume();
    return () => {
      this.#input.off("data", take);
      this.#input.pause();
    };
  }
}
