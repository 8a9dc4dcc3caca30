import type { Exchange, Transcript } from "../document/exchange.ts";
import { error, type Message, type Place } from "../message/message.ts";
import type { Settings } from "../settings/settings.ts";
import type { Step } from "./plan.ts";

/** The machine of prompts that name none, where others do. */
export const THIS = "howto";
/** Each is a virtual machine with memory of its own. */
const MOST = 8;

/** Which hosts a document has, and which of them a command is for. */
export interface Hosts {
  /** In the order in which they come; none where all of the document is for one machine. */
  readonly names: readonly string[];
  /** Undefined where the prompt names none of them. */
  of(exchange: Exchange): string | undefined;
  /** Of the first command for the second of them. */
  readonly place: Place | undefined;
}

/**
 * One name in prompts is the one machine, whatever it is called. Two different names are two machines; what has no name
 * then is a machine of its own. `hosts:` names them instead, or says that there are none.
 */
export function findHosts(transcripts: readonly Transcript[], { hosts: asked }: Pick<Settings, "hosts">): Hosts {
  const exchanges = transcripts.filter(({ dialect }) => dialect === "howtrue").flatMap((one) => one.exchanges);
  const found = [...new Set(exchanges.map(nameOf).filter((name) => name !== undefined))];
  const names = asked === "auto" ? (found.length > 1 ? found : []) : asked;
  const hosts = new Map<Exchange, string>();
  let last: string | undefined;
  for (const exchange of names.length === 0 ? [] : exchanges) {
    // A container's prompt is shown in the terminal from which it was entered.
    const name = isContainer(exchange) ? last : nameOf(exchange);
    last = name !== undefined && names.includes(name) ? name : undefined;
    if (last !== undefined) hosts.set(exchange, last);
  }
  const place = exchanges.find((exchange) => nameOf(exchange) === names[1])?.places[0];
  return { names, of: (exchange) => hosts.get(exchange), place };
}

/** Whose prompt it is, where it may be somebody's whom the machine knows. */
export function loginOf(exchange: Exchange, hosts: Hosts, { hosts: asked }: Pick<Settings, "hosts">): Step["login"] {
  const { form, user, login, host } = exchange.prompt;
  if (user === "root" || isContainer(exchange)) return undefined;
  const sure = login !== undefined && (asked === "auto" || asked.length > 0);
  const name = login ?? (form === "host" && hosts.of(exchange) === undefined ? host : undefined);
  return name === undefined || name === "root" ? undefined : { name, sure };
}

/** All hosts that a run needs. */
export function hostsOfRun({ names }: Hosts, steps: readonly Step[]): readonly string[] {
  if (names.length === 0 || names.includes(THIS)) return names;
  return steps.every(({ host }) => host !== undefined) ? names : [...names, THIS];
}

/** Reasons why hosts cannot be had. */
export function refuseHosts({ names, place }: Hosts, path: string, { machine }: Pick<Settings, "machine">): Message[] {
  const at = place ?? { path };
  if (names.length === 0) return [];
  const hint = "hosts: false makes one machine of them";
  const address = names.find((name) => ADDRESS.test(name));
  if (address !== undefined)
    return [error(at, { code: "no-host-name", what: `${address} is no name that a guest could have`, hint })];
  if (machine !== "guest") {
    const what = `the document has hosts of their own, ${names.join(" and ")}, and the ${machine} is one machine`;
    return [error(at, { code: "several-hosts", what, hint: `machine: guest has a guest for each; ${hint}` })];
  }
  if (names.length <= MOST) return [];
  const what = `the prompts name ${names.length} hosts, and ${MOST} is the most that a run has`;
  return [error(at, { code: "too-many-hosts", what, hint })];
}

const ADDRESS = /^\d+(?:\.\d+){3}$/;

/** Without its domain, unless it is an address. Every machine is its own localhost, and root is nobody's name. */
function nameOf(exchange: Exchange): string | undefined {
  const { host, form } = exchange.prompt;
  if (host === undefined || isContainer(exchange)) return undefined;
  const name = ADDRESS.test(host) ? host : host.toLowerCase().replace(/\..*/, "");
  return name === "localhost" || name === "" || (form === "host" && name === "root") ? undefined : name;
}

/** Docker and its like call a container by the first digits of its id. */
function isContainer({ prompt: { host = "" } }: Exchange): boolean {
  return /^(?=.*\d)[0-9a-f]{12}$/.test(host);
}
