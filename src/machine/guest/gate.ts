import { BlockList, isIPv4 } from "node:net";
import type { Filter } from "./hub.ts";

/** The private network of a run's guests. */
export const NETWORK = { net: "10.77.0.0/24", gateway: "10.77.0.1", names: "10.77.0.2" } as const;

/** Its guests, by their order. */
export function addressOf(index: number): { address: string; card: string } {
  const last = 11 + index;
  return { address: `10.77.0.${last}`, card: `52:54:00:77:00:${last.toString(16).padStart(2, "0")}` };
}

/** As QEMU's translator makes them of the gateway's two addresses. */
const GATEWAY_CARDS: ReadonlySet<string> = new Set(["52550a4d0001", "52550a4d0002"]);
const ARP = 0x0806;
const IPV4 = 0x0800;
const TCP = 6;
const UDP = 17;

/**
 * What may go out. QEMU's translator takes the gateway's address, and any other that the host knows as its own, for the
 * host itself, services that listen on its loopback interface included. So nothing passes that is for the host, for the
 * network's guests, for many, or for the addresses at which clouds keep a machine's credentials (169.254.0.0/16).
 * @param own the host's addresses
 */
export function gate(own: readonly string[]): Filter {
  const closed = new BlockList();
  for (const [address, bits] of CLOSED) closed.addSubnet(address, bits, "ipv4");
  for (const address of own) if (isIPv4(address)) closed.addAddress(address, "ipv4");
  return (frame) => {
    if (frame.length < 34) return false;
    const kind = frame.readUInt16BE(12);
    if (kind === ARP) return true;
    if (kind !== IPV4) return false;
    if (!GATEWAY_CARDS.has(frame.toString("hex", 0, 6))) return false; // what guests say to each other
    const to = frame.subarray(30, 34).join(".");
    return to === NETWORK.names ? isQuestion(frame) : !closed.check(to, "ipv4");
  };
}

const CLOSED = [
  ["0.0.0.0", 8],
  ["127.0.0.0", 8],
  ["10.77.0.0", 24],
  ["169.254.0.0", 16],
  ["224.0.0.0", 3],
] as const;

/** A packet, whole, for the port at which names are asked for. */
function isQuestion(frame: Buffer): boolean {
  const protocol = frame[23];
  const ports = 14 + 4 * (frame[14]! & 15);
  const isPart = (frame.readUInt16BE(20) & 0x3fff) !== 0;
  return (
    (protocol === UDP || protocol === TCP) &&
    !isPart &&
    frame.length >= ports + 4 &&
    frame.readUInt16BE(ports + 2) === 53
  );
}
