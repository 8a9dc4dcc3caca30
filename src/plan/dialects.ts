import type { Line } from "../document/document.ts";
import type { Dialect, Exchange } from "../document/exchange.ts";
import { type LineIndex, positionAt } from "../document/lines.ts";
import { error, type Message, type Place } from "../message/message.ts";
import { type ReadLine, readCramLine, readScrutLine } from "./patterns.ts";
import type { Channel, ExpectedLine, Step } from "./plan.ts";
import type { ScrutConfig } from "./scrut.ts";

/** What the steps of another tool's transcript have in common. */
export interface Context {
  readonly path: string;
  readonly index: LineIndex;
  readonly section: readonly string[];
  /** Milliseconds. */
  readonly timeout: number;
  /** Above what a step says of itself. */
  readonly fixedTimeout: number | undefined;
  readonly messages: Message[];
}

/** With this status a test says that it is not for this place; cram's and scrut's. */
const SKIP = 80;

/**
 * A command of cram's. Its exit status is a claim of the output: cram prints `[n]` below it. Nothing stops the file but
 * the end of its shell.
 */
export function cramStep(exchange: Exchange, context: Context): Step {
  const output = expectedLines(exchange.output, context, readCramLine);
  return {
    ...stepOf(exchange, context, "cram"),
    expectation: { output, exit: "any", ignore: false, strict: false, channel: pipe("cram", "combined") },
    timeout: context.fixedTimeout ?? context.timeout,
    stops: "never",
    skipStatus: SKIP,
  };
}

/** A test of scrut's. `legacy`: it stands in a file of cram's form, where other defaults hold. */
export function scrutStep(exchange: Exchange, context: Context, said: ScrutConfig & { legacy: boolean }): Step {
  const [place] = exchange.places;
  const { output, exit } = splitStatus(exchange.output, context);
  const stream = said.stream ?? (said.legacy ? "combined" : "stdout");
  const keepsCrlf = said.keepCrlf ?? said.legacy;
  const channel = pipe("scrut", stream, { foldsCrlf: !keepsCrlf, stripsEscapes: said.stripEscapes ?? false });
  return {
    ...stepOf(exchange, context, "scrut"),
    expectation: { output: expectedLines(output, context, readScrutLine), exit, ignore: false, strict: false, channel },
    timeout: context.fixedTimeout ?? said.timeout ?? context.timeout,
    stops: said.failFast === true ? "failure" : "never",
    skipStatus: said.skipStatus ?? SKIP,
    env: { SCRUT_TEST: `${context.path}:${place.line}`, ...said.environment },
  };
}

/** What wordish reads at the end of a command. */
const REMARK = /(?:^|\s)#\s*(ignore|cleanup|returncode:\s*\d{1,3}|&2)\s*$/;

/**
 * A command of wordish's: all prompts share one shell, of root where any of them is root's; only standard output counts, and
 * standard error where `# &2` says so.
 */
export function wordishStep(exchange: Exchange, context: Context, user: Step["user"]): Step {
  const { remarks, command } = splitRemarks(exchange.command);
  const status = remarks.find((remark) => remark.startsWith("returncode"));
  const written = (text: string): ReadLine => ({ pattern: { kind: "across", text } });
  const channel = pipe("wordish", remarks.includes("&2") ? "combined" : "stdout", { foldsCrlf: true });
  return {
    ...stepOf(exchange, context, "wordish"),
    command,
    user,
    expectation: {
      output: trimBlank(expectedLines(exchange.output, context, written)),
      exit: status === undefined ? 0 : Number(status.replace(/\D+/, "")),
      ignore: remarks.includes("ignore"),
      strict: false,
      channel,
    },
    cleanup: remarks.includes("cleanup"),
    timeout: context.fixedTimeout ?? context.timeout,
    stops: "status",
  };
}

function stepOf(
  { command, places }: Exchange,
  { section }: Context,
  session: string,
): Omit<Step, "expectation" | "timeout" | "stops"> {
  return { place: places[0], command, section, user: "user", session, named: true, skip: false, cleanup: false };
}

function pipe(
  rules: Exclude<Dialect, "howtrue">,
  stream: "stdout" | "stderr" | "combined",
  how: { foldsCrlf?: boolean; stripsEscapes?: boolean } = {},
): Channel {
  return { kind: "pipe", rules, stream, foldsCrlf: false, stripsEscapes: false, ...how };
}

function expectedLines(
  lines: readonly Line[],
  { path, index, messages }: Context,
  read: (text: string, place: Place) => ReadLine,
): ExpectedLine[] {
  return lines.map((line) => {
    const { line: number, column } = positionAt(index, line.range.start);
    const { message, ...rest } = read(line.text, { path, line: number, column });
    if (message !== undefined) messages.push(message);
    return { ...line, line: number, column, ...rest };
  });
}

function trimBlank(lines: readonly ExpectedLine[]): ExpectedLine[] {
  const isShown = ({ text }: ExpectedLine): boolean => text.trim() !== "";
  const from = lines.findIndex(isShown);
  return from === -1 ? [] : lines.slice(from, lines.findLastIndex(isShown) + 1);
}

/** `[n]` stands once, anywhere in the output. */
function splitStatus(lines: readonly Line[], { path, index, messages }: Context): { output: Line[]; exit: number } {
  const isStatus = ({ text }: Line): boolean => /^\[\d{1,3}\]$/.test(text);
  const [status, second] = lines.filter(isStatus);
  if (second !== undefined) {
    const place = { path, ...positionAt(index, second.range.start) };
    messages.push(error(place, { code: "second-status", what: "this test has two exit statuses", hint: "leave one" }));
  }
  return { output: lines.filter((line) => !isStatus(line)), exit: Number(status?.text.slice(1, -1) ?? 0) };
}

/** A command without the remarks at its end, which are comments for a shell. */
function splitRemarks(command: string): { remarks: string[]; command: string } {
  const lines = command.split("\n");
  const remarks: string[] = [];
  for (const at of new Set([0, lines.length - 1])) {
    for (let match = REMARK.exec(lines[at]!); match !== null; match = REMARK.exec(lines[at])) {
      remarks.push(match[1]!);
      lines[at] = lines[at]!.slice(0, match.index);
    }
  }
  return { remarks, command: lines.join("\n") };
}
