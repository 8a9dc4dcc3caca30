import { regexTester } from "../../src/run/regex.ts";

/** How many cases the laws are tried with. */
export const RUNS: { readonly numRuns: number } = { numRuns: process.env["HOWTRUE_NIGHTLY"] === "1" ? 100_000 : 2_000 };

/** A tester for many cases: each one has only so much time in all. */
export function freshTester(): () => ReturnType<typeof regexTester> {
  let [uses, tester] = [0, regexTester()];
  return () => (++uses % 500 === 0 ? (tester = regexTester()) : tester);
}
