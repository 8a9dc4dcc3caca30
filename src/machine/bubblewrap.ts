import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { MachineError, type StartContext } from "./machine.ts";
import { SandboxMachine } from "./sandbox/sandbox.ts";

/** What bubblewrap comes to on this machine. */
export interface Bubblewrap {
  /** Undefined where there is none. */
  readonly version: string | undefined;
  readonly works: boolean;
  readonly why?: string;
  readonly mend?: string;
}

/** Of the kernel's settings, those that keep name spaces from users; undefined where the kernel has no such setting. */
export interface NamespaceRules {
  readonly apparmor: string | undefined;
  readonly clone: string | undefined;
  readonly most: string | undefined;
}

/**
 * Starts a sandbox once: whether a user may make name spaces, and mount what belongs in them, is a matter of the kernel, its
 * security modules and the container around.
 */
export async function tryBubblewrap(environment: StartContext["environment"]): Promise<Bubblewrap> {
  const sudo = process.getuid?.() === 0 ? "" : "sudo ";
  const env = { PATH: environment["PATH"] };
  const version = /(\d[\w.]*)/.exec(spawnSync("bwrap", ["--version"], { env, encoding: "utf8" }).stdout ?? "")?.[1];
  if (version === undefined) {
    const mend = `${sudo}apt-get install --no-install-recommends bubblewrap`;
    return { version, works: false, why: "there is no bubblewrap here", mend };
  }
  const refused = await whyRefused(environment);
  if (refused === undefined) return { version, works: true };
  const rules = {
    apparmor: read("/proc/sys/kernel/apparmor_restrict_unprivileged_userns"),
    clone: read("/proc/sys/kernel/unprivileged_userns_clone"),
    most: read("/proc/sys/user/max_user_namespaces"),
  };
  return { version, works: false, ...explainRefusal(refused, rules, sudo) };
}

async function whyRefused(environment: StartContext["environment"]): Promise<string | undefined> {
  try {
    await (await SandboxMachine.start({ network: false }, { environment })).close();
    return undefined;
  } catch (cause) {
    if (!(cause instanceof MachineError)) throw cause;
    return cause.message.replace(/^the sandbox does not start: /, "");
  }
}

/** What a sandbox needs beside bubblewrap, with the packages that have it. */
const PACKAGES: Readonly<Record<string, string>> = { perl: "perl-base", prlimit: "util-linux", setpriv: "util-linux" };

/** Why bubblewrap cannot make name spaces, and what lets it. */
export function explainRefusal(said: string, rules: NamespaceRules, sudo: string): { why: string; mend?: string } {
  const why = (because: string): string => `bubblewrap cannot make name spaces: ${because}`;
  const set = (setting: string): string => `${sudo}sysctl -w ${setting}`;
  const [, program = ""] = /(?:execvp|failed to execute) (\w+): No such file/.exec(said) ?? [];
  if (program in PACKAGES) {
    const mend = `${sudo}apt-get install --no-install-recommends ${PACKAGES[program]}`;
    return { why: `the sandbox needs what is not on this machine: ${program}`, mend };
  }
  if (said.includes("Can't mount proc"))
    return { why: "bubblewrap cannot mount /proc: the container around hides parts of its own, as Docker's do" };
  if (rules.clone === "0")
    return { why: why("the kernel keeps them from users"), mend: set("kernel.unprivileged_userns_clone=1") };
  if (rules.most === "0") return { why: why("the kernel allows none"), mend: set("user.max_user_namespaces=15000") };
  if (rules.apparmor === "1") {
    const because = "AppArmor keeps them from programs without a profile of their own, as Ubuntu has it";
    return { why: why(because), mend: set("kernel.apparmor_restrict_unprivileged_userns=0") };
  }
  return { why: why(said.trim().split("\n").at(-1) || "it does not say why") };
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return undefined;
  }
}
