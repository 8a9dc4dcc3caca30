import { spawnSync } from "node:child_process";
import { accessSync, constants, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";

/** What a QEMU on this machine can do; a saved state belongs to all of it. */
export interface Host {
  readonly version: string;
  readonly accelerator: "kvm" | "tcg";
  /** With KVM the guest sees the host's processor. */
  readonly processor: string;
}

/** Finds out once a boot; the answer is kept in the cache. */
export function inspectHost(cache: string, path: string): Host {
  const version = /version (\S+)/.exec(qemu(["--version"], path).output)?.[1] ?? "unknown";
  const accelerator = kvmWorks({ cache, path, version }) ? "kvm" : "tcg";
  return { version, accelerator, processor: accelerator === "kvm" ? (cpus()[0]?.model ?? "unknown") : "max" };
}

/**
 * /dev/kvm can be there, be writable, and not work: QEMU then aborts instead of falling back. So a machine without a
 * disk is started and told to quit, and the answer is remembered until the host boots again.
 */
function kvmWorks({ cache, path, version }: { cache: string; path: string; version: string }): boolean {
  try {
    accessSync("/dev/kvm", constants.R_OK | constants.W_OK);
  } catch {
    return false;
  }
  const memory = join(cache, "kvm");
  const question = `${read("/proc/sys/kernel/random/boot_id").trim()} ${version} `;
  const remembered = read(memory);
  if (remembered.startsWith(question)) return remembered.slice(question.length).trim() === "works";
  const machine = ["-M", "pc", "-nodefaults", "-accel", "kvm", "-cpu", "max", "-m", "64", "-display", "none"];
  const quit = '{"execute":"qmp_capabilities"}\n{"execute":"quit"}\n';
  const { ok } = qemu([...machine, "-qmp", "stdio"], path, quit);
  writeFileSync(memory, `${question}${ok ? "works" : "fails"}\n`);
  return ok;
}

function qemu(args: string[], path: string, input = ""): { ok: boolean; output: string } {
  const result = spawnSync("qemu-system-x86_64", args, {
    input,
    env: { PATH: path },
    timeout: 10_000,
    encoding: "utf8",
  });
  return { ok: result.status === 0, output: result.stdout };
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
