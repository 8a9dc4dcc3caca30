import { dirname, join } from "node:path";
import type { Document } from "./document/document.ts";
import { parse } from "./document/parse.ts";
import { error, type Message } from "./message/message.ts";
import { makePlan } from "./plan/make.ts";
import type { Plan } from "./plan/plan.ts";
import { DEFAULTS, type Options } from "./settings/settings.ts";
import type { Sources } from "./source/changes.ts";
import { includeFrom } from "./source/include.ts";
import { type FindOptions, findDocuments, type Found } from "./source/find.ts";
import { type Config, Projects } from "./source/project.ts";

export interface ReadOptions extends FindOptions {
  /** Above what the documents and their projects say. */
  readonly settings?: Options | undefined;
  /** A file with the project's settings; false: none. Unless given, the nearest one above each document. */
  readonly config?: Config;
  /** Of a folder, also the documents whose code is not run but may have been meant to be. */
  readonly doubtful?: boolean;
  /** What was read before, to be given again where nothing is different; it grows by what is read. */
  readonly readBefore?: ReadBefore;
}

/** By path and by all that is said from outside. */
export type ReadBefore = Map<string, { readonly text: string; readonly reading: Reading }>;

/** What could be read of one path. */
export interface Reading {
  readonly plan: Plan;
  /** Nothing where the text itself could not be read: the plan's messages say why. */
  readonly whole?: Whole;
}

export interface Whole {
  readonly document: Document;
  readonly plan: Plan;
  /** Reads another text in the same way, as if it were the document's. */
  readonly reread: (text: string) => Promise<Whole>;
}

export interface Readings {
  readonly readings: readonly Reading[];
  /** About paths that no document is read from. */
  readonly messages: readonly Message[];
  readonly sources: Sources;
}

/**
 * Reads documents, to be run or looked at: source text → Document → Plan. Of a folder, only those with a shell session
 * are wanted; that it has none at all is a fault again.
 */
export async function read(paths: readonly string[], options: ReadOptions): Promise<Readings> {
  const { found, messages, folders } = await findDocuments(paths, options);
  const empty = new Set(found.map(({ within }) => within).filter((within) => within !== undefined));
  const projects = new Projects(options.config);
  const readings: Reading[] = [];
  const files = new Set(paths.filter((path) => path !== "-"));
  for (const one of found) {
    const reading = await readOne(one, options, { projects, onLook: (path) => files.add(path) });
    for (const file of [one.path, ...neededBy(reading.plan)]) files.add(file);
    const doubtful = options.doubtful === true && reading.plan.passed.length > 0;
    if (one.within !== undefined && isOnlyProse(reading.plan, projects) && !doubtful) continue;
    if (one.within !== undefined) empty.delete(one.within);
    readings.push(reading);
  }
  return {
    readings,
    messages: [...messages, ...Array.from(empty, (path) => error({ path }, NOTHING_BELOW))],
    sources: { folders, files: [...files, ...projects.looked] },
  };
}

function neededBy({ asker, path, settings: { files } }: Plan): string[] {
  const folder = dirname(asker ?? path);
  return files.map((name) => join(folder, name));
}

const NOTHING_BELOW = {
  code: "nothing-to-verify",
  what: "no document below this folder has a shell session",
  hint: 'a code block is one when its first line begins with a prompt, such as "$ "',
};

async function readOne(
  { path, format, read: readIt }: Found,
  { settings, readBefore }: ReadOptions,
  { projects, onLook }: { projects: Projects; onLook: (path: string) => void },
): Promise<Reading> {
  const source = await readIt();
  if ("message" in source)
    return { plan: { path, settings: DEFAULTS, steps: [], hosts: [], passed: [], messages: [source.message] } };
  const project = await projects.of(path);
  const key = JSON.stringify([path, format, settings, project]);
  const cached = readBefore?.get(key);
  if (cached?.text === source.text) return cached.reading;
  let isAlone = project.messages.length === 0;
  const onInclude = (included: string): void => {
    isAlone = false;
    onLook(included);
  };
  const whole = await wholeOf(source.text, { path, format, settings, project, onInclude });
  const reading = { plan: whole.plan, whole };
  if (isAlone) readBefore?.set(key, { text: source.text, reading });
  return reading;
}

/** Reads a text as if it stood in that file, which need not be there. */
export async function readText(
  text: string,
  { path, format }: Pick<Found, "path" | "format">,
  { settings, config }: Pick<ReadOptions, "settings" | "config">,
): Promise<Whole> {
  const project = await new Projects(config).of(path);
  return wholeOf(text, { path, format, settings, project, onInclude: () => undefined });
}

interface Reader extends Pick<Found, "path" | "format"> {
  readonly settings: Options | undefined;
  readonly project: Awaited<ReturnType<Projects["of"]>>;
  readonly onInclude: (path: string) => void;
}

async function wholeOf(text: string, { path, format, settings, project, onInclude }: Reader): Promise<Whole> {
  const reread = async (other: string): Promise<Whole> => {
    const document = await parse(other, { path, format, include: includeFrom(path, onInclude) });
    return { document, plan: makePlan(document, settings, project), reread };
  };
  return reread(text);
}

/** What is wrong with the project's settings is no matter of a document that has nothing to be run. */
function isOnlyProse({ messages }: Plan, projects: Projects): boolean {
  const errors = messages.filter((message) => message.severity === "error" && !projects.haveSaid(message));
  return errors.length > 0 && errors.every(({ code }) => code === "nothing-to-verify");
}
