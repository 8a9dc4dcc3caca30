import type { create } from "asciinema-player";

declare global {
  /** What the bundle of asciinema-player defines. */
  const AsciinemaPlayer: { readonly create: typeof create };
}
