import vm from "node:vm";
import type { TestRegex } from "../match/match.ts";

/** How long one pattern may take for a block of lines. Sound ones take microseconds. */
const LONGEST_MS = 500;
/** And all patterns of a step together, for all its lines: after that none is tried any more. */
const LONGEST_IN_ALL_MS = 5_000;

const SCRIPT = "(() => { const regex = new RegExp(source, flags); return lines.map((line) => regex.test(line)); })()";

/**
 * Tests authors' regular expressions where they cannot hang: in a context of its own, which is ended when its time is up;
 * also the backtracking of a regular expression is. One that took too long is not tried again.
 */
export function regexTester(): { test: TestRegex; tooSlow: ReadonlySet<string> } {
  const tooSlow = new Set<string>();
  let spent = 0;
  const sandbox: Record<string, unknown> = {};
  const context = vm.createContext(sandbox);
  const script = new vm.Script(SCRIPT);
  const test: TestRegex = ({ source, flags }, lines) => {
    if (spent > LONGEST_IN_ALL_MS) tooSlow.add(source);
    if (tooSlow.has(source)) return [];
    const began = performance.now();
    Object.assign(sandbox, { source, flags, lines });
    try {
      return script.runInContext(context, { timeout: LONGEST_MS }) as boolean[];
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw cause;
      tooSlow.add(source);
      return [];
    } finally {
      spent += performance.now() - began;
    }
  };
  return { test, tooSlow };
}
