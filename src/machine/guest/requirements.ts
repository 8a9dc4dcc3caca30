import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { MachineError } from "../machine.ts";

/** A program the guest cannot do without, and the Debian package that has it. */
interface Requirement {
  readonly program: string;
  readonly package: string;
}

const TO_RUN: readonly Requirement[] = [
  { program: "qemu-system-x86_64", package: "qemu-system-x86" },
  { program: "setpriv", package: "util-linux" },
];

const TO_BUILD: readonly Requirement[] = [
  { program: "qemu-img", package: "qemu-utils" },
  { program: "mmdebstrap", package: "mmdebstrap" },
  { program: "apt-get", package: "apt" },
  { program: "genext2fs", package: "genext2fs" },
  { program: "tar", package: "tar" },
];

/** An ordinary user unpacks the image in a user namespace of their own. */
const NOT_AS_ROOT: readonly Requirement[] = [{ program: "newuidmap", package: "uidmap" }];

export const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

/**
 * One message for all that is missing.
 * @param build also what building an image takes
 * @throws {MachineError} if anything is
 */
export function requirePrograms(path: string, { build }: { build: boolean }): void {
  const asRoot = process.getuid?.() === 0;
  const wanted = [...TO_RUN, ...(build ? TO_BUILD : []), ...(build && !asRoot ? NOT_AS_ROOT : [])];
  const missing = wanted.filter(({ program }) => !isOnPath(program, path));
  const packages = new Set(missing.map((requirement) => requirement.package));
  const names = missing.map(({ program }) => program);
  if (build && !existsSync(KEYRING)) {
    names.push("Debian's archive keys");
    packages.add("debian-archive-keyring");
  }
  if (names.length === 0) return;
  const sudo = asRoot ? "" : "sudo ";
  throw new MachineError("missing-programs", `the guest needs what is not on this machine: ${names.join(", ")}`, {
    hint: `${sudo}apt-get install --no-install-recommends ${[...packages].join(" ")}`,
  });
}

/** The directories that hold programs for the administrator are not on every user's path, but are looked into. */
function isOnPath(program: string, path: string): boolean {
  return [...path.split(delimiter), "/usr/sbin", "/sbin"].some((directory) => isExecutable(join(directory, program)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
