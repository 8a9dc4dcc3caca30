import { existsSync, lstatSync, readlinkSync, realpathSync } from "node:fs";
import { join } from "node:path";

/** Who a document's shells are: the name is the guest's, and the number nobody else's on the host. */
export const USER = "reader";
const ID = 65_533;
const HOME = `/home/${USER}`;

/** What a sandbox may use up. */
export interface Limits {
  /** Processes and threads at once. */
  readonly processes: number;
  /** Bytes of memory, of one process (where it asks for more, it gets none) and of all (above it, the largest is ended). */
  readonly memory: number;
  /** Bytes of files, in each of the home, /tmp and /dev/shm: they are kept in memory. */
  readonly files: number;
}

const LIMITS: Limits = { processes: 1_024, memory: 4 * 2 ** 30, files: 2 ** 30 };

/** Of the host, what programs consist of. Nothing else of it is there: no home, no /run, no /srv. */
const PROGRAMS = ["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/opt", "/nix", "/gnu"];
/** Of those, where a service of the host's listens that would fetch and build for the document: nothing is there. */
const SERVICES = ["/nix/var/nix/daemon-socket"];
/** What programs that ask for packages read. */
const DATABASES = ["/var/lib/dpkg", "/var/lib/rpm", "/var/lib/pacman/local"];

const HERE = import.meta.dirname;
const OF_THE_GUEST = join(HERE, "../guest/rootfs");
/** Read by programs that ask who and where they are: a sandbox answers as a guest does. */
const OWN_FILES = [
  [join(HERE, "etc/passwd"), "/etc/passwd"],
  [join(HERE, "etc/group"), "/etc/group"],
  [join(OF_THE_GUEST, "etc/hosts"), "/etc/hosts"],
  [join(OF_THE_GUEST, "etc/hostname"), "/etc/hostname"],
] as const;

/** The agent is the same program as in a guest. */
const AGENT = join(OF_THE_GUEST, "usr/lib/howtrue");
const AGENT_INSIDE = "/run/howtrue";

export interface Bubblewrap {
  readonly asRoot: boolean;
  readonly network: boolean;
  /** The host's, of which those directories are taken over that are there. */
  readonly path: string;
  /** The file descriptor on which the agent listens. */
  readonly control: number;
  /** The one from which bwrap reads which system calls are refused, where that is known. */
  readonly filter: number | undefined;
  readonly limits?: Limits | undefined;
}

/**
 * bwrap's arguments, see bwrap(1). What it starts as root it starts without rights, and as a user whom nothing belongs to;
 * what an ordinary user starts has no more rights than they have, over nothing but what is in the sandbox.
 */
export function bubblewrapArguments({ asRoot, network, path, control, filter, limits = LIMITS }: Bubblewrap): string[] {
  const rights = asRoot ? ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"] : ["--unshare-user", ...ids("--")];
  const namespaces = ["pid", "ipc", "uts", "cgroup-try", ...(network ? [] : ["net"])];
  return [
    ...["--die-with-parent", "--as-pid-1", "--new-session", "--clearenv", "--setenv", "PATH", pathInside(path)],
    ...rights,
    ...(filter === undefined ? [] : ["--seccomp", String(filter)]),
    ...namespaces.map((name) => `--unshare-${name}`),
    ...["--hostname", "howto"],
    // What bwrap makes on the way to something else, nobody but root could enter.
    ...["/home", "/mnt", "/run", "/run/howtrue", "/srv", "/var", "/var/lib"].flatMap((at) => ["--dir", at]),
    ...["--perms", "0700", "--dir", "/root"],
    ...PROGRAMS.flatMap(asOnHost),
    ...SERVICES.flatMap((at) => (existsSync(at) ? ["--tmpfs", at, "--remount-ro", at] : [])),
    ...["--ro-bind", "/etc", "/etc"],
    ...OWN_FILES.flatMap(([from, to]) => ["--ro-bind", from, to]),
    ...(network ? nameServers() : []),
    ...["--proc", "/proc", "--dev", "/dev", ...memory("/dev/shm", "1777", limits), "--remount-ro", "/dev"],
    ...[...memory("/tmp", "1777", limits), ...memory(HOME, "0777", limits)],
    ...["--symlink", "/tmp", "/var/tmp", ...DATABASES.flatMap((at) => ["--ro-bind-try", at, at])],
    ...["--ro-bind", AGENT, AGENT_INSIDE, "--remount-ro", "/", "--chdir", HOME, "--"],
    ...["prlimit", `--nproc=${limits.processes}`, `--data=${limits.memory}`, "--core=0"],
    ...(asRoot ? ["setpriv", ...ids("--re"), "--clear-groups"] : []),
    ...["perl", `${AGENT_INSIDE}/agent`, String(control), String(limits.memory)],
  ];
}

/** `--uid 65533 --gid 65533`, `--reuid …`. */
function ids(prefix: string): string[] {
  return [`${prefix}uid`, String(ID), `${prefix}gid`, String(ID)];
}

/** Debian's /bin is a link to usr/bin: it is one here, too. */
function asOnHost(path: string): string[] {
  if (!existsSync(path)) return [];
  return lstatSync(path).isSymbolicLink() ? ["--symlink", readlinkSync(path), path] : ["--ro-bind", path, path];
}

/** A file system in memory, of limited size. Who it belongs to differs, so who may write is everybody. */
function memory(path: string, permissions: string, { files }: Limits): string[] {
  return ["--perms", permissions, "--size", String(files), "--tmpfs", path];
}

/** /etc/resolv.conf is a link out of /etc where systemd-resolved is in charge. */
function nameServers(): string[] {
  const file = "/etc/resolv.conf";
  if (!existsSync(file)) return [];
  const real = realpathSync(file);
  return real.startsWith("/etc/") ? [] : ["--ro-bind", real, real];
}

/** The places of the host's path that a sandbox has, and those that each has. */
function pathInside(path: string): string {
  const places = path.split(":").filter((place) => PROGRAMS.some((top) => `${place}/`.startsWith(`${top}/`)));
  return [...new Set([...places, "/usr/local/bin", "/usr/bin", "/bin"])].join(":");
}
