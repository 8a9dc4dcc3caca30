/** How many cases the laws are tried with. */
export const RUNS: { readonly numRuns: number } = { numRuns: process.env["HOWTRUE_NIGHTLY"] === "1" ? 100_000 : 2_000 };
