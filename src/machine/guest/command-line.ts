/**
 * Channels of a guest, by the numbers of its virtio ports: the agent's, and those for terminals. They are no consoles:
 * what a guest prints on a console while the host is slow to read, QEMU throws away.
 */
export const PORTS = { agent: 1, sessions: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11] } as const;
export const PORT_COUNT = 11;

export interface Hardware {
  readonly accelerator: "kvm" | "tcg";
  /** In bytes. */
  readonly memory: number;
}

export interface Boot extends Hardware {
  readonly kernel: string;
  readonly initrd: string;
  /** A qcow2 image. */
  readonly disk: string;
  /** What is written to the disk goes to a file that has no name and is gone with QEMU. */
  readonly throwAway: boolean;
  readonly io: "io_uring" | "threads";
  /** A saved state to go on from instead of booting. */
  readonly state?: string;
  /** A name under which the guest was saved on its disk, to go on from instead of booting. */
  readonly load?: string;
  /** QEMU's working directory; such nameless files are made here. */
  readonly scratch: string;
  /** Takes the guest's console, for what goes wrong before a shell can tell. */
  readonly log: string;
  /** The guest's network card is connected: what it sends and receives passes through a pipe. */
  readonly connected: boolean;
}

/** Of the pipes: QMP's, then one for each port, then the card's where it is connected, then the saved state. */
export const FIRST_FD = 3;
const CARD_FD = FIRST_FD + 1 + PORT_COUNT;

/** Changes whenever a state saved by one QEMU could not be restored by the other. */
export function hardwareKey(hardware: Hardware): string {
  const files = { kernel: "", initrd: "", disk: "", throwAway: false, io: "threads", scratch: "", log: "" } as const;
  return commandLine({ ...hardware, ...files, connected: false }).join(" ");
}

/** QEMU's arguments. */
export function commandLine(boot: Boot): string[] {
  const ports = Array.from({ length: PORT_COUNT }, (_, i) => [
    ...["-chardev", `socket,id=port${i + 1},fd=${FIRST_FD + 1 + i}`],
    ...["-device", `virtserialport,chardev=port${i + 1},nr=${i + 1}`],
  ]);
  return [
    ...["-M", "pc", "-nodefaults", ...PROCESSOR[boot.accelerator], "-m", `${boot.memory / 2 ** 20}`],
    ...["-display", "none", "-no-reboot", "-kernel", boot.kernel, "-initrd", boot.initrd],
    ...["-append", KERNEL_ARGUMENTS],
    ...["-drive", drive(boot)],
    ...["-device", "virtio-blk-pci,drive=disk"],
    ...["-chardev", `file,id=log,path=${commas(boot.log)}`, "-device", "isa-serial,chardev=log"],
    ...["-device", "virtio-serial-pci", ...ports.flat()],
    // A hub with nobody else is a card without a cable. What the card is connected to is no part of a saved state.
    ...["-netdev", boot.connected ? `socket,id=net,fd=${CARD_FD}` : "hubport,id=net,hubid=0"],
    ...["-device", `virtio-net-pci,netdev=net,mac=${CARD_OF_ALL},romfile=,guest_announce=off`],
    ...MONITOR,
    ...(boot.state === undefined ? [] : ["-incoming", `fd:${CARD_FD + (boot.connected ? 1 : 0)}`]),
    ...(boot.load === undefined ? [] : ["-loadvm", boot.load, "-S"]),
    ...sandbox({ spawns: boot.state === undefined && boot.load === undefined }),
  ];
}

function drive({ disk, throwAway, io }: Boot): string {
  const access = `cache=unsafe,aio=${io},discard=unmap,snapshot=${throwAway ? "on" : "off"}`;
  return `id=disk,file=${commas(disk)},format=qcow2,if=none,${access}`;
}

/**
 * Arguments of a QEMU without a guest: it translates between a private network, which it is connected to by its second
 * pipe, and the sockets of the host.
 */
export function gatewayCommandLine({ net, gateway, names }: { net: string; gateway: string; names: string }): string[] {
  return [
    ...["-M", "none", "-nodefaults", "-display", "none", ...MONITOR],
    ...["-netdev", `user,id=out,ipv6=off,net=${net},host=${gateway},dns=${names}`],
    ...["-netdev", "hubport,id=a,hubid=0,netdev=out"],
    ...["-netdev", `socket,id=in,fd=${FIRST_FD + 1}`, "-netdev", "hubport,id=b,hubid=0,netdev=in"],
    ...sandbox({ spawns: false }),
  ];
}

const MONITOR = ["-chardev", `socket,id=qmp,fd=${FIRST_FD}`, "-mon", "chardev=qmp,mode=control"];

function sandbox({ spawns }: { spawns: boolean }): string[] {
  const denied = "obsolete=deny,elevateprivileges=deny,resourcecontrol=deny";
  return ["-sandbox", `on,${denied},spawn=${spawns ? "allow" : "deny"}`];
}

/** Each guest gets an address of its own before its card is used; so after a restore it need not tell anybody of it. */
const CARD_OF_ALL = "52:54:00:77:00:00";

/**
 * In software, a page is cleared by words in an eighth of the steps that `rep stosb` takes, which the kernel uses where there
 * is ERMS; and QEMU would keep up to 1 GB of translated code.
 */
const PROCESSOR = {
  kvm: ["-accel", "kvm", "-cpu", "max"],
  tcg: ["-accel", "tcg,tb-size=128", "-cpu", "max,-erms"],
} as const;

/**
 * `norandmaps`: QEMU translates code anew for each address that a process has it at. A page of the C library gathered
 * translations by the ten thousands, and when it became another's, each byte that cleared it was looked up in all of them:
 * the guest stood still for a minute.
 * `tsc=nowatchdog`: after a restore the clocks that the kernel compares are apart by the time that the guest was not there, and
 * it would say so in its log, which a document may show.
 */
const KERNEL_ARGUMENTS =
  "root=/dev/vda rw init=/usr/lib/howtrue/init console=ttyS0 quiet reboot=t panic=-1 random.trust_cpu=1 net.ifnames=0 norandmaps tsc=nowatchdog";

/** In QEMU's option lists a comma within a value is doubled. */
function commas(path: string): string {
  return path.replaceAll(",", ",,");
}
