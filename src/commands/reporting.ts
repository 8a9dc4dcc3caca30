import { randomUUID } from "node:crypto";
import { relative } from "node:path";
import { error, type Message } from "../message/message.ts";
import { dotReporter } from "../report/dot.ts";
import { githubReporter, githubSummary, withoutCommands } from "../report/github.ts";
import { jsonReporter } from "../report/json.ts";
import { junitReporter } from "../report/junit.ts";
import { prettyReporter } from "../report/pretty.ts";
import { type Report, reportOf } from "../report/report.ts";
import type { Summary } from "../report/counts.ts";
import type { Reporter } from "../report/reporter.ts";
import { sarifReporter } from "../report/sarif.ts";
import { tapReporter } from "../report/tap.ts";
import type { Event } from "../run/outcome.ts";
import { nearestWith } from "../source/root.ts";
import { hasColours } from "./colours.ts";
import { append, ReportFile } from "./report-file.ts";
import type { ReporterChoice } from "./reporters.ts";
import { version } from "../source/version.ts";
import type { Streams, Writer } from "./writer.ts";

export interface ReportingOptions {
  readonly choices: readonly ReporterChoice[];
  readonly verbose: boolean;
  readonly streams: Streams;
  readonly writer: Writer;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

interface Destination {
  readonly reporter: Reporter;
  /** Undefined: the standard output. */
  readonly file: ReportFile | undefined;
  text: string;
}

/** All the reports of a run: each hears what happens, and what it says goes to the standard output or to its file. */
export class Reporting {
  readonly #options: ReportingOptions;
  /** First the one that is for the standard output. */
  readonly #destinations: readonly Destination[];
  readonly #messages: Message[] = [];
  /** Where GitHub's runner is to put a summary. */
  readonly #summary: string | undefined;
  /** Ends what the runner must not take for its commands; empty where there is no runner, or that has ended. */
  #afterText = "";

  /** The messages say why nothing can be begun. */
  static open(options: ReportingOptions): Reporting | readonly Message[] {
    const choices = inOrder(options.choices);
    const wrong = clashes(choices);
    if (wrong.length > 0) return wrong;
    const opened = choices.map(({ file }) => (file === undefined ? undefined : ReportFile.open(file)));
    const messages = opened.filter((one): one is Message => one !== undefined && !(one instanceof ReportFile));
    const files = opened.map((one) => (one instanceof ReportFile ? one : undefined));
    if (messages.length === 0) return new Reporting(options, choices, files);
    for (const file of files) file?.close();
    return messages;
  }

  private constructor(
    options: ReportingOptions,
    choices: readonly ReporterChoice[],
    files: readonly (ReportFile | undefined)[],
  ) {
    const { environment, writer } = options;
    this.#options = options;
    this.#destinations = choices.map((choice, i) => ({ reporter: make(choice, options), file: files[i], text: "" }));
    const isForGithub = choices.some(({ name }) => name === "github");
    this.#summary = isForGithub ? environment["GITHUB_STEP_SUMMARY"] : undefined;
    if (!FOR_PEOPLE.has(choices[0]!.name) || !(isForGithub || environment["GITHUB_ACTIONS"] === "true")) return;
    const { before, after } = withoutCommands(randomUUID());
    writer.write(before);
    this.#afterText = after;
  }

  event(event: Event): void {
    for (const destination of this.#destinations) this.#put(destination, destination.reporter.event(event));
  }

  /** What could not be written. */
  end(summary: Summary): readonly Message[] {
    return this.#finish(
      (reporter) => reporter.end(summary),
      () => reportOf(summary),
    );
  }

  /** The same of what has been reported already. */
  whole(report: Report): readonly Message[] {
    return this.#finish(
      (reporter) => reporter.whole(report),
      () => report,
    );
  }

  /** Also where it came to no end. */
  close(): void {
    this.#endText();
    for (const { file } of this.#destinations) file?.close();
  }

  #finish(textOf: (reporter: Reporter) => string, report: () => Report): readonly Message[] {
    for (const destination of this.#destinations) {
      this.#put(destination, textOf(destination.reporter));
      this.#endText();
      this.#note(destination.file?.write(destination.text));
    }
    if (this.#summary !== undefined) this.#note(append(this.#summary, githubSummary(report())));
    return this.#messages;
  }

  #put(destination: Destination, text: string): void {
    if (destination.file === undefined) this.#options.writer.write(text);
    else destination.text += text;
  }

  #endText(): void {
    this.#options.writer.write(this.#afterText);
    this.#afterText = "";
  }

  #note(message: Message | undefined): void {
    if (message !== undefined) this.#messages.push(message);
  }
}

/** What people read on the standard output, with lines of documents in it that a runner would take for its commands. */
const FOR_PEOPLE: ReadonlySet<ReporterChoice["name"]> = new Set(["pretty", "dot"] as const);

/** The one for the standard output first, which is pretty where there is none; GitHub's lines follow it there. */
function inOrder(choices: readonly ReporterChoice[]): readonly ReporterChoice[] {
  const isFirst = ({ name, file }: ReporterChoice): boolean => file === undefined && name !== "github";
  if (!choices.some(isFirst)) return [{ name: "pretty" }, ...choices];
  return [...choices.filter(isFirst), ...choices.filter((choice) => !isFirst(choice))];
}

function clashes(choices: readonly ReporterChoice[]): Message[] {
  const [first, ...others] = choices.filter(({ file }) => file === undefined);
  const other = others.find(({ name }) => name !== "github" || !FOR_PEOPLE.has(first!.name));
  const files = choices.flatMap(({ file }) => file ?? []);
  const twice = files.find((file, i) => files.indexOf(file) !== i);
  const messages: Message[] = [];
  if (other !== undefined) messages.push(error({ path: "--reporter" }, twoOnOutput(first!.name, other.name)));
  if (twice !== undefined)
    messages.push(error({ path: "--reporter" }, { ...SAME_FILE, what: `two reports for ${twice}` }));
  return messages;
}

function twoOnOutput(one: string, other: string): { code: string; what: string; hint: string } {
  const what = `both ${one} and ${other} are for the standard output`;
  return { code: "two-reports", what, hint: `give one of them a file: --reporter ${other}:FILE` };
}

const SAME_FILE = { code: "two-reports", hint: "give each a file of its own" };

function make({ name, file }: ReporterChoice, { verbose, streams, environment }: ReportingOptions): Reporter {
  const colours = file === undefined && hasColours(streams.stdout);
  switch (name) {
    case "pretty":
      return prettyReporter({ colours, verbose });
    case "dot":
      return dotReporter(colours);
    case "json":
      return jsonReporter();
    case "junit":
      return junitReporter();
    case "tap":
      return tapReporter();
    case "github":
      return githubReporter(pathBase(environment));
    case "sarif":
      return sarifReporter({ version: version(), base: pathBase(environment) });
  }
}

/** The way from the repository's root, as whoever shows lines of it has it, to the folder that paths begin in. */
function pathBase(environment: ReportingOptions["environment"]): string {
  const here = process.cwd();
  const root = environment["GITHUB_WORKSPACE"] || (nearestWith(here, [".git"]) ?? here);
  const way = relative(root, here);
  return way === "" || way.startsWith("..") ? "" : `${way}/`;
}
