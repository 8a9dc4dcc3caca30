import { existsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nearest } from "../../settings/nearest.ts";
import { MachineError } from "../machine.ts";
import { makeDirectory } from "./cache.ts";
import { type RunTool, runTool } from "./process.ts";
import { KEYRING } from "./requirements.ts";

const DAY_MS = 86_400_000;

/** Debian's packages of one suite: its lists, and what was downloaded of it, which the next image need not download. */
export interface Depot {
  readonly suite: string;
  readonly directory: string;
  /** Folders of the lists, and of the packages. */
  readonly lists: string;
  readonly archives: string;
  /** Lines of sources.list. */
  readonly sources: readonly string[];
}

export function depotIn(cache: string, suite: string): Depot {
  const directory = join(cache, "apt", suite);
  const at = (name: string): string => join(directory, name);
  return { suite, directory, lists: at("lists"), archives: at("archives"), sources: sourcesOf(suite) };
}

type Say = (what: string, fraction: number) => void;

/**
 * Brings all that the packages take into the depot. What an interrupted build had downloaded is there already.
 * @throws {MachineError} naming the packages that there are none of, before anything is downloaded
 */
export async function fetchPackages(
  depot: Depot,
  names: readonly string[],
  by: { run: RunTool; say: Say },
): Promise<void> {
  writeConfiguration(depot);
  const run: RunTool = { ...by.run, env: { ...by.run.env, APT_CONFIG: join(depot.directory, "apt.conf") } };
  const fresh = age(depot) < DAY_MS;
  if (!fresh) await fetchLists(depot, { ...by, run });
  by.say("looking for its packages", 0.1);
  await checkNames(depot, names, run);
  try {
    await download(names, { ...by, run });
  } catch (cause) {
    if (!fresh || run.signal.aborted || !(cause instanceof MachineError && cause.code === "no-packages")) throw cause;
    await fetchLists(depot, { ...by, run }); // what the lists named yesterday may be gone
    await download(names, { ...by, run });
  }
}

/** Of the lists, in milliseconds. */
function age({ directory }: Depot): number {
  const fetched = statSync(join(directory, "fetched"), { throwIfNoEntry: false });
  return fetched === undefined ? Infinity : Date.now() - fetched.mtimeMs;
}

/** Old lists will do where no new ones can be had. */
async function fetchLists(depot: Depot, { run, say }: { run: RunTool; say: Say }): Promise<void> {
  say("fetching the lists of packages", 0);
  const fetched = join(depot.directory, "fetched");
  try {
    await runTool("apt-get", ["update", "-oAPT::Update::Error-Mode=any"], run);
    writeFileSync(fetched, "");
    await runTool("apt-get", ["autoclean"], run); // what has been superseded
  } catch (cause) {
    if (run.signal.aborted || isFull(cause)) throw cause;
    if (existsSync(fetched)) return;
    throw new MachineError("no-packages", `the lists of Debian's packages (${depot.suite}) cannot be fetched`, {
      hint: adviceOn(errorsOf(cause)),
      cause,
    });
  }
}

function adviceOn(errors: readonly string[]): string {
  return [...errors, errors.some((text) => /is expired|not valid yet/.test(text)) ? OLD : WITHOUT_NETWORK].join("\n");
}

const OLD = "either the mirror has not been brought up to date, or this machine's clock is wrong (date)";
const WITHOUT_NETWORK =
  "building an image takes the network, or a proxy that http_proxy names; an image that is built runs without";

/** apt would take a name that it does not know for a pattern, or `name-` for a package to leave out. */
async function checkNames({ suite }: Depot, names: readonly string[], run: RunTool): Promise<void> {
  const known = new Set<string>();
  await runTool("apt-cache", ["pkgnames"], { ...run, onLine: (line) => known.add(line) });
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0) throw noSuchPackages(suite, unknown, [...known]);
}

function noSuchPackages(suite: string, names: readonly string[], known: readonly string[]): MachineError {
  const meant = names.flatMap((name) => {
    const near = nearest(
      name,
      known.filter((one) => Math.abs(one.length - name.length) <= 2),
    );
    return near === undefined ? [] : [`${near} rather than ${name}?`];
  });
  const hint = [...meant, `https://packages.debian.org/${suite}/ has them all`].join("\n");
  return new MachineError("unknown-package", `Debian ${suite} has no package ${names.join(", ")}`, { hint });
}

/** What every Debian has, and these. */
async function download(names: readonly string[], { run, say }: { run: RunTool; say: Say }): Promise<void> {
  let total = 0;
  let got = 0;
  const onLine = (line: string): void => {
    total += Number(/(\d+) newly installed/.exec(line)?.[1] ?? 0);
    if (line.startsWith("Get:")) got++;
    say("downloading packages", 0.2 + 0.8 * Math.min(got / Math.max(total, 1), 1));
  };
  try {
    await runTool("apt-get", ["install", "--yes", "--download-only", "?essential", "apt", ...names], {
      ...run,
      onLine,
    });
  } catch (cause) {
    if (run.signal.aborted || isFull(cause)) throw cause;
    const errors = errorsOf(cause);
    throw new MachineError("no-packages", "the image's packages cannot be fetched", { hint: errors.join("\n"), cause });
  }
}

/** Whether a tool had no room to write. */
export function isFull(cause: unknown): boolean {
  const { code, hint } = cause as { code?: string; hint?: string };
  return (
    code === "ENOSPC" ||
    code === "EDQUOT" ||
    /No space left on device|Disk quota exceeded|don't have enough free space/.test(hint ?? "")
  );
}

function errorsOf(cause: unknown): string[] {
  return lastLines(cause)
    .split("\n")
    .filter((line) => /^[EW]: /.test(line));
}

function lastLines(cause: unknown): string {
  return (cause as MachineError).hint ?? "";
}

/** Nothing of the host's own apt is read, or written to. */
function writeConfiguration(depot: Depot): void {
  const { directory, lists, archives, sources } = depot;
  for (const folder of [lists, archives]) makeDirectory(join(folder, "partial"));
  for (const folder of ["preferences.d", "none"]) makeDirectory(join(directory, folder));
  writeFileSync(join(directory, "status"), "");
  const sourcesList = join(directory, "sources.list");
  writeFileSync(sourcesList, sources.map((line) => `${line}\n`).join(""));
  const settings = {
    ...{
      Dir: directory,
      "Dir::Etc": directory,
      "Dir::Etc::sourcelist": sourcesList,
      "Dir::Etc::sourceparts": "/dev/null",
    },
    ...{ "Dir::Etc::parts": join(directory, "none"), "Dir::State": directory, "Dir::Cache": directory },
    ...{
      "Dir::State::status": join(directory, "status"),
      "Dir::State::lists": lists,
      "Dir::Cache::archives": archives,
    },
    ...{ "Dir::Cache::pkgcache": "", "Dir::Cache::srcpkgcache": "", "Dir::Log": directory },
    ...{ "APT::Architecture": "amd64", "APT::Install-Recommends": "false", "APT::Sandbox::User": "root" },
    ...{ "Acquire::Languages": "none", "Acquire::Retries": "2" },
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} ${JSON.stringify(value)};\n`);
  writeFileSync(join(directory, "apt.conf"), lines.join(""));
}

function sourcesOf(suite: string): string[] {
  const archives = suite === "sid" ? [] : [`debian ${suite}-updates`, `debian-security ${suite}-security`];
  return [`debian ${suite}`, ...archives].map(
    (archive) => `deb [signed-by=${KEYRING}] http://deb.debian.org/${archive} main`,
  );
}
