/** What a person types, key by key; while nobody hears it, the terminal is as it was. The last who asked hears it. */
export class Keyboard {
  readonly #input: NodeJS.ReadStream;
  #listeners: ((keys: string) => void)[] = [];
  #decoder = new TextDecoder();

  constructor(input: NodeJS.ReadStream) {
    this.#input = input;
  }

  /** Hears keys until the function that it gives is called. */
  hear(listener: (keys: string) => void): () => void {
    this.#listeners.push(listener);
    if (this.#listeners.length === 1) {
      this.#decoder = new TextDecoder();
      this.#input.on("data", this.#take);
      this.#input.setRawMode(true);
      this.#input.resume();
    }
    return () => {
      this.#listeners = this.#listeners.filter((one) => one !== listener);
      if (this.#listeners.length > 0 || this.#input.listenerCount("data") === 0) return;
      this.#input.off("data", this.#take);
      this.#input.setRawMode(false);
      this.#input.pause();
    };
  }

  /** As Ctrl-Z does where nobody hears keys; goes on when the shell says so. */
  suspend(): void {
    this.#input.setRawMode(false);
    process.kill(0, "SIGTSTP");
    this.#input.setRawMode(true);
  }

  readonly #take = (bytes: Buffer): void => {
    const keys = this.#decoder.decode(bytes, { stream: true });
    if (keys !== "") this.#listeners.at(-1)?.(keys);
  };
}
