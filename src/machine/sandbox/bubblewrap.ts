import { existsSync, lstatSync, readlinkSync, realpathSync } from "node:fs";
import { join } from "node:path";

/** Who a document's shells are: the name is the guest's, and the number nobody else's on the host. */
export const USER = "reader";
const ID = 65_533;
const HOME = `/home/${USER}`;

/** What a sandbox may use up. */
const LIMITS = {
  /** Processes and threads at once. */
  processes: 1_024,
  /** Bytes that a single process may have for its data. */
  data: 4 * 2 ** 30,
  /** Bytes of memory that all processes may have: above it, the largest is ended. */
  memory: 4 * 2 ** 30,
  /** Bytes of files, in each of the home, /tmp and /dev/shm: they are kept in memory. */
  files: 2 ** 30,
} as const;

/** Of the host, what programs consist of. Nothing else of it is there: no home, no /run, no /srv. */
const PROGRAMS = ["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/opt", "/nix", "/gnu"];
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
const AGENT = join(OF_THE_GUEST, "usr/lib/howtrue/agent");
const AGENT_INSIDE = "/run/howtrue/agent";

export interface Bubblewrap {
  readonly asRoot: boolean;
  readonly network: boolean;
  /** The host's, of which those directories are taken over that are there. */
  readonly path: string;
  /** The file descriptor on which the agent listens. */
  readonly control: number;
}

/**
 * bwrap's arguments, see bwrap(1). What it starts as root it starts without rights, and as a user whom nothing belongs to;
 * what an ordinary user starts has no more rights than they have, over nothing but what is in the sandbox.
 */
export function bubblewrapArguments({ asRoot, network, path, control }: Bubblewrap): string[] {
  const rights = asRoot ? ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"] : ["--unshare-user", ...ids("--")];
  const namespaces = ["pid", "ipc", "uts", "cgroup-try", ...(network ? [] : ["net"])];
  return [
    ...["--die-with-parent", "--as-pid-1", "--new-session", "--clearenv", "--setenv", "PATH", pathInside(path)],
    ...rights,
    ...namespaces.map((name) => `--unshare-${name}`),
    ...["--hostname", "howto"],
    // What bwrap makes on the way to something else, nobody but root could enter.
    ...["/home", "/mnt", "/root", "/run", "/run/howtrue", "/srv", "/var", "/var/lib"].flatMap((at) => ["--dir", at]),
    ...PROGRAMS.flatMap(asOnHost),
    ...["--ro-bind", "/etc", "/etc"],
    ...OWN_FILES.flatMap(([from, to]) => ["--ro-bind", from, to]),
    ...(network ? nameServers() : []),
    ...["--proc", "/proc", "--dev", "/dev", ...memory("/dev/shm", "1777"), "--remount-ro", "/dev"],
    ...[...memory("/tmp", "1777"), ...memory(HOME, "0777")],
    ...["--symlink", "/tmp", "/var/tmp", ...DATABASES.flatMap((at) => ["--ro-bind-try", at, at])],
    ...["--ro-bind", AGENT, AGENT_INSIDE, "--remount-ro", "/", "--chdir", HOME, "--"],
    ...["prlimit", `--nproc=${LIMITS.processes}`, `--data=${LIMITS.data}`, "--core=0"],
    ...(asRoot ? ["setpriv", ...ids("--re"), "--clear-groups"] : []),
    ...["perl", AGENT_INSIDE, String(control), String(LIMITS.memory)],
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
function memory(path: string, permissions: string): string[] {
  return ["--perms", permissions, "--size", String(LIMITS.files), "--tmpfs", path];
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
