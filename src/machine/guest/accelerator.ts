import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, userInfo } from "node:os";
import { join } from "node:path";

/** What a QEMU on this machine can do; a saved state belongs to all of it. */
export interface Host {
  /** `unknown` where it could not be asked: then nothing may be made for it. */
  readonly version: string;
  readonly accelerator: "kvm" | "tcg";
  /** With KVM the guest sees the host's processor. */
  readonly processor: string;
  /** How QEMU reads and writes files: a checkpoint is restored five times as fast by io_uring as by threads. */
  readonly io: "io_uring" | "threads";
}

/** Finds out once a boot; the answer is kept in the cache. */
export function inspectHost(cache: string, path: string): Host {
  const version = /version (\S+)/.exec(qemu(["--version"], path).output)?.[1] ?? "unknown";
  const asking = { cache, path, version };
  const kvm = mayUseKvm() ? works("kvm", KVM, asking) : false;
  const accelerator = kvm === true ? "kvm" : "tcg";
  return {
    version: kvm === undefined ? "unknown" : version,
    accelerator,
    processor: accelerator === "kvm" ? (cpus()[0]?.model ?? "unknown") : "max",
    io: works("io_uring", IO_URING, asking) === true ? "io_uring" : "threads",
  };
}

/** /dev/kvm can be there, be writable, and not work: QEMU then aborts instead of falling back. */
const KVM = ["-M", "pc", "-accel", "kvm", "-cpu", "max", "-m", "64"];
/** The kernel may have it and not allow it, as in containers; QEMU may be built without it. */
const IO_URING = ["-M", "none", "-drive", `file=${process.execPath},format=raw,read-only=on,if=none,aio=io_uring`];

/**
 * Whether a QEMU without a guest starts with these arguments, which is remembered until the host boots again. Undefined
 * where somebody else ended it: that says nothing.
 */
function works(name: string, args: readonly string[], { cache, path, version }: Asking): boolean | undefined {
  const memory = join(cache, name);
  const question = `${read("/proc/sys/kernel/random/boot_id").trim()} ${version} `;
  const remembered = read(memory);
  if (remembered.startsWith(question)) return remembered.slice(question.length).trim() === "works";
  const quit = '{"execute":"qmp_capabilities"}\n{"execute":"quit"}\n';
  const { ok, stopped } = qemu([...args, "-nodefaults", "-display", "none", "-qmp", "stdio"], path, quit);
  if (stopped) return undefined;
  try {
    writeFileSync(memory, `${question}${ok ? "works" : "fails"}\n`);
  } catch {
    // There is no cache yet, or no room in it: it is found out again.
  }
  return ok;
}

interface Asking {
  readonly cache: string;
  readonly path: string;
  readonly version: string;
}

function mayUseKvm(): boolean {
  try {
    accessSync("/dev/kvm", constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** What keeps QEMU from using KVM; undefined where nothing does. */
export function whyNoKvm({ accelerator }: Host): { why: string; mend?: string } | undefined {
  if (accelerator === "kvm") return undefined;
  if (!existsSync("/dev/kvm")) return { why: "there is no /dev/kvm here" };
  if (mayUseKvm()) return { why: "/dev/kvm is there, and QEMU fails with it" };
  return { why: "/dev/kvm is not yours to use", mend: `sudo usermod --append --groups kvm ${userInfo().username}` };
}

function qemu(args: string[], path: string, input = ""): { ok: boolean; stopped: boolean; output: string } {
  const result = spawnSync("qemu-system-x86_64", args, {
    input,
    env: { PATH: path },
    timeout: 10_000,
    encoding: "utf8",
  });
  const stopped = result.error === undefined && result.signal !== null && result.signal !== "SIGABRT";
  return { ok: result.status === 0, stopped, output: result.stdout };
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
