import { randomBytes } from "node:crypto";
import { anew } from "../terminal/integration.ts";
import { posixWord } from "../terminal/quote.ts";
import { type Shell, ShellStartError } from "../terminal/shell.ts";

/** An answer takes milliseconds; a shell that has none after so long is not going to give one. */
const LONGEST_MS = 10_000;

type AnyShell = Pick<Shell, "state" | "run">;

/**
 * Runs a question of ours in a document's shell, for what it prints. The shell is left as it was, also its `$?`.
 * @param question commands of a POSIX shell, of which none fails outside of `&&` and `||`: the document may have said `set -e`
 * @throws {ShellStartError} if there is no answer
 */
async function ask(shell: AnyShell, question: string): Promise<string> {
  // The shell's jobs print, too, and it tells of their end: what is said at once stays together.
  const mark = `howtrue${randomBytes(8).toString("hex")}`;
  const say = `printf %s "${mark}\${__howtrue_said}${mark}"; unset __howtrue_said`;
  const command = `__howtrue=$?; __howtrue_said=$( ${question}); ${say}; (exit $__howtrue) && :`;
  const { end, output } = await shell.run(command, { timeout: LONGEST_MS, hidesStderr: true });
  const [, answer, last] = new TextDecoder().decode(output.head).replaceAll("\r\n", "\n").split(mark);
  if (end !== "done" || answer === undefined || last === undefined)
    throw new ShellStartError("its session's shell does not answer");
  return answer;
}

/** Whether there is a program, a function or a builtin of this name. */
export async function hasCommand(shell: AnyShell, name: string): Promise<boolean> {
  return (await ask(shell, `command -v ${posixWord(name)} >/dev/null && echo yes || :`)).trim() === "yes";
}

/** Has a bash that was saved draw other numbers than in the run before; `$?` stays. */
export async function drawAnew(shell: AnyShell): Promise<void> {
  if (shell.state.family !== "bash") return;
  await shell.run(`__howtrue=$?; ${anew()}; (exit $__howtrue) && :`, { timeout: LONGEST_MS, hidesStderr: true });
}

/** The code name of the distribution, where there is one: `bookworm`. */
export async function suiteOf(shell: AnyShell): Promise<string> {
  return (await ask(shell, `(. /etc/os-release && echo "$VERSION_CODENAME") || :`)).trim();
}

/** The code name of the distribution, and the kernel's release; empty where they are not told. */
export async function aboutSystem(shell: AnyShell): Promise<{ suite: string; kernel: string }> {
  const [kernel = "", suite = ""] = (
    await ask(shell, `uname -r || echo; (. /etc/os-release && echo "$VERSION_CODENAME") || :`)
  ).split("\n");
  return { suite: suite.trim(), kernel: kernel.trim() };
}

/** A program, and the Debian package that it is from. */
export interface Whereabouts {
  readonly name: string;
  readonly package?: string | undefined;
  readonly version?: string | undefined;
}

/** Those of the names that are programs; without packages where there is no dpkg. */
export async function aboutPrograms(shell: AnyShell, names: readonly string[]): Promise<Whereabouts[]> {
  const words = names.map(posixWord).join(" ");
  const each = `__at=$(command -v -- "$__name") && printf '%s\\t%s\\t%s\\n' "$__name" "$__at" "$(readlink -f -- "$__at")" || :`;
  const path = `PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"`;
  const rows = (await ask(shell, `${path}; for __name in ${words}; do ${each}; done`)).split("\n");
  const found = rows.map((row) => row.split("\t")).filter(([, at]) => at?.startsWith("/") === true);
  // A package has a file as /bin/x or as /usr/bin/x, and others have links to it.
  const candidates = found.map(([, ...paths]) =>
    paths.flatMap((one) => [one, `/usr${one}`, one.replace(/^\/usr/, "")]),
  );
  const files = [...new Set(candidates.flat())].filter((one) => one.startsWith("/"));
  if (files.length === 0) return [];
  const owners = await ask(shell, `dpkg-query -S -- ${files.map(posixWord).join(" ")} 2>/dev/null || :`);
  const owner = new Map(owners.split("\n").flatMap((line) => ownersIn(line)));
  const packages = [...new Set(owner.values())];
  if (packages.length === 0) return found.map(([name = ""]) => ({ name }));
  const format = posixWord("${binary:Package}\\t${Version}\\n");
  const said = await ask(shell, `dpkg-query -W -f ${format} -- ${packages.map(posixWord).join(" ")} 2>/dev/null || :`);
  const versions = new Map(said.split("\n").map((line) => line.split("\t") as [string, string]));
  return found.map(([name = ""], i) => {
    const of = candidates[i]!.map((file) => owner.get(file)).find((one) => one !== undefined);
    return { name, package: of?.replace(/:.*/, ""), version: of === undefined ? undefined : versions.get(of) };
  });
}

/** `lvm2: /sbin/lvs`; those that have diverted it are no owners. */
function ownersIn(line: string): [string, string][] {
  const [, packages, file] = /^([a-z0-9][\w.+:, -]*): (\/.*)$/.exec(line) ?? [];
  const [first] = packages?.split(", ") ?? [];
  return first === undefined || file === undefined ? [] : [[file, first]];
}

/** What a new shell needs to be as this one is. */
export interface ShellCopy {
  readonly directory: string;
  /** Commands for bash. */
  readonly state: string;
}

/** What a shell sees as the machine: its root directory and its namespaces. */
export function viewOf(shell: AnyShell): Promise<string> {
  const namespaces = ["mnt", "net", "pid"].map((name) => `/proc/self/ns/${name}`).join(" ");
  return ask(shell, `ls -di / || :; readlink ${namespaces} || :`);
}

/** What a shell marks its prompts with: the new one has its own. */
const OURS = "PROMPT_COMMAND PS0 PS1 PS2 __howtrue __howtrue_said";

/** A shell's directory, variables, functions, aliases and umask; of a shell that is not bash, its variables. */
export async function copyOf(shell: AnyShell): Promise<ShellCopy> {
  const bash = "shopt -p; alias -p; umask -p; declare -p; declare -f";
  const print = shell.state.family === "bash" ? bash : "set; export -p";
  const directory = await ask(shell, "command pwd || :");
  return { directory, state: await ask(shell, `(set +eux; unset ${OURS}; ${print}) || :`) };
}

/**
 * Makes a new bash as another shell is.
 * @throws {ShellStartError} where that one's directory cannot be entered
 */
export async function takeOver(shell: AnyShell, { directory, state }: ShellCopy): Promise<void> {
  const run = (command: string): ReturnType<AnyShell["run"]> =>
    shell.run(command, { timeout: LONGEST_MS, hidesStderr: true });
  const { status } = await run(`command cd -- ${posixWord(directory)}`);
  if (status !== 0) throw new ShellStartError(`its session's directory cannot be entered: ${directory}`);
  // What is read-only, or the shell's own, keeps what it has: that fails, and what comes after it does not.
  await run(`for __howtrue in $(compgen -e); do unset "$__howtrue"; done\n${state}\nunset __howtrue`);
}

/**
 * Whether something listens on a port of the machine, by the kernel's own table, so that nothing is connected to; where
 * there is none, by connecting.
 */
export async function listensOn(shell: AnyShell, port: number): Promise<boolean> {
  const hex = port.toString(16).toUpperCase().padStart(4, "0");
  const listens = `[ "$__state" = 0A ] && [ "\${__at##*:}" = ${hex} ] && echo yes || :`;
  const rows = `while read -r _ __at _ __state _; do ${listens}; done`;
  const table = `for __of in /proc/net/tcp /proc/net/tcp6; do ${rows} <"$__of"; done`;
  const connect = `(exec 3<>/dev/tcp/127.0.0.1/${port}) && echo yes || :`;
  return (await ask(shell, `if [ -e /proc/net/tcp ]; then ${table}; else ${connect}; fi`)).startsWith("yes");
}
