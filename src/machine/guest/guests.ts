import { networkInterfaces } from "node:os";
import { bashWord } from "../../terminal/quote.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import {
  type Keep,
  type Keeper,
  type Machine,
  MachineError,
  type MachineFile,
  type StartContext,
  type TerminalOptions,
} from "../machine.ts";
import { addressOf, gate, NETWORK } from "./gate.ts";
import type { GuestMachine } from "./guest.ts";
import { Hub } from "./hub.ts";
import { type Qemu, startGateway } from "./qemu.ts";
import { restoreGuest, type Restored, type Source } from "./restore.ts";

/** What guests pass on to their shells of the host's environment, where they may reach others. */
const PROXY = /^(?:https?|ftp|all|no)_proxy$/i;
/** The script in the guest that configures its card, its name and those of the others. */
const JOIN = "/usr/lib/howtrue/join";

type Starting = Source & { readonly network: boolean };

/** The guests of a run: one, or one for each of its hosts, on a private network with names. */
export class Guests implements Machine {
  readonly kind = "guest";
  readonly detail: string;
  readonly env: Readonly<Record<string, string>>;
  /** Settles when none of them is there any more. */
  readonly ended: Promise<unknown>;
  readonly #guests: ReadonlyMap<string | undefined, GuestMachine>;
  readonly #gateway: Qemu | undefined;

  private constructor(
    guests: ReadonlyMap<string | undefined, GuestMachine>,
    gateway: Qemu | undefined,
    about: Pick<Guests, "detail" | "env">,
  ) {
    this.#guests = guests;
    this.#gateway = gateway;
    this.detail = about.detail;
    this.env = about.env;
    this.ended = Promise.all([...guests.values()].map((guest) => guest.ended));
  }

  /** All at once. Where one cannot be started, none is left. */
  static async start(
    source: Starting,
    { hosts = [], signal, environment }: StartContext,
    keep: Keep | undefined,
  ): Promise<Guests> {
    const hub = new Hub();
    const connected = source.network || hosts.length > 0;
    const names = hosts.length > 0 ? hosts : [undefined];
    const gateway = source.network ? openGateway(hub, source) : undefined;
    const starting = names.map(async (name, index) => {
      const joining = async (guest: Restored): Promise<void> => {
        if (connected) await join(guest, { hub, name, index, hosts, network: source.network });
      };
      return [
        name,
        await restoreGuest(source, { connected, signal, joining, keep: names.length === 1 ? keep : undefined }),
      ] as const;
    });
    const settled = await Promise.allSettled([...starting, gateway]);
    const failed = settled.find((one) => one.status === "rejected");
    const guests = (await Promise.allSettled(starting)).flatMap((one) =>
      one.status === "fulfilled" ? [one.value] : [],
    );
    const env = source.network ? Object.entries(environment).filter(([name, value]) => PROXY.test(name) && value) : [];
    const about = { detail: source.detail, env: Object.fromEntries(env) as Record<string, string> };
    const machine = new Guests(new Map(guests), await gateway?.catch(() => undefined), about);
    if (failed === undefined) return machine;
    await machine.close();
    throw failed.reason;
  }

  async open({ host, ...options }: TerminalOptions): Promise<Terminal> {
    return this.#guest(host).open(options);
  }

  /** Only a single one is kept. */
  get keeper(): Keeper | undefined {
    const [first, ...others] = this.#guests.values();
    return others.length === 0 ? first?.keeper : undefined;
  }

  async uidOf(login: string, host?: string): Promise<number | undefined> {
    return this.#guest(host).uidOf(login);
  }

  async put(files: readonly MachineFile[]): Promise<void> {
    await Promise.all([...this.#guests.values()].map((guest) => guest.put(files)));
  }

  /** Of several hosts: of the first that has it. */
  async collect(name: string): Promise<readonly MachineFile[]> {
    let none: unknown;
    for (const guest of this.#guests.values()) {
      try {
        return await guest.collect(name);
      } catch (cause) {
        none = cause;
      }
    }
    throw none;
  }

  async close(): Promise<void> {
    await Promise.all([this.#gateway?.kill(), ...[...this.#guests.values()].map((guest) => guest.close())]);
  }

  #guest(host: string | undefined): GuestMachine {
    const guest = this.#guests.get(host);
    if (guest !== undefined) return guest;
    throw new MachineError("no-such-host", `there is no host ${host ?? "without a name"} in this run`);
  }
}

async function openGateway(hub: Hub, { path, scratch }: Source): Promise<Qemu> {
  const gateway = await startGateway(NETWORK, { path, scratch });
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  if (gateway.card !== undefined) hub.connect(gateway.card, gate(own.map(({ address }) => address)));
  return gateway;
}

interface Place {
  readonly hub: Hub;
  readonly name: string | undefined;
  readonly index: number;
  readonly hosts: readonly string[];
  readonly network: boolean;
}

async function join({ machine, qemu }: Restored, { hub, name, index, hosts, network }: Place): Promise<void> {
  if (qemu.card !== undefined) hub.connect(qemu.card);
  const { card, address } = addressOf(index);
  const others = hosts.flatMap((host, at) => [host, addressOf(at).address]);
  const words = [JOIN, card, address, network ? `${NETWORK.gateway},${NETWORK.names}` : "-", ...others];
  await machine.agent.run(words.map(bashWord).join(" "));
  if (name !== undefined) await machine.forgetWaiting();
}
