import vm from "node:vm";
import type { CaptureRegex } from "../match/named.ts";
import type { TestRegex } from "../match/match.ts";

/** How long one pattern may take for a block of lines. Sound ones take microseconds. */
const LONGEST_MS = 500;
/** And all patterns of a step together, for all its lines, of the processor's time: after that none is tried any more. */
const LONGEST_IN_ALL_MS = 5_000;
/** A busy machine may not have let it run at all meanwhile: then it has its time again, so often. */
const AGAIN = 5;

const TEST = new vm.Script(
  "(() => { const regex = new RegExp(source, flags); return lines.map((line) => regex.test(line)); })()",
);
const CAPTURE = new vm.Script("new RegExp(source, flags).exec(lines[0])?.groups");

/** What the scripts see; made when it is first needed, for it costs more than most steps. */
const sandbox: Record<string, unknown> = {};
let context: vm.Context | undefined;

/** What it gives; nothing where it was ended. */
function runInTime(script: vm.Script, inside: vm.Context): { value: unknown } | undefined {
  try {
    return { value: script.runInContext(inside, { timeout: LONGEST_MS }) };
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw cause;
    return undefined;
  }
}

/**
 * Tests authors' regular expressions where they cannot hang: in a context of its own, which is ended when its time is up;
 * also the backtracking of a regular expression is. One that took too long is not tried again.
 */
export function regexTester(): { test: TestRegex; capture: CaptureRegex; tooSlow: ReadonlySet<string> } {
  const tooSlow = new Set<string>();
  let spent = 0;
  const run = (script: vm.Script, { source, flags }: Parameters<TestRegex>[0], lines: readonly string[]): unknown => {
    if (spent > LONGEST_IN_ALL_MS) tooSlow.add(source);
    if (tooSlow.has(source)) return undefined;
    Object.assign(sandbox, { source, flags, lines });
    context ??= vm.createContext(sandbox);
    for (let i = 0; i < AGAIN; i++) {
      const began = process.cpuUsage();
      const result = runInTime(script, context);
      const ran = process.cpuUsage(began).user / 1_000;
      spent += ran;
      if (result !== undefined) return result.value;
      if (ran > LONGEST_MS / 2) break;
    }
    tooSlow.add(source);
    return undefined;
  };
  const test: TestRegex = (regex, lines) => (run(TEST, regex, lines) as boolean[] | undefined) ?? [];
  const capture: CaptureRegex = (regex, line) => run(CAPTURE, regex, [line]) as ReturnType<CaptureRegex>;
  return { test, capture, tooSlow };
}
