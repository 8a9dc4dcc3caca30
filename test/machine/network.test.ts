import { getServers } from "node:dns";
import { connect, createServer, type Server } from "node:net";
import { networkInterfaces } from "node:os";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { startGuest } from "../../src/machine/guest/start.ts";
import { type Machine, MachineError } from "../../src/machine/machine.ts";
import { DEFAULTS, type Settings } from "../../src/settings/settings.ts";
import { type Execution, Shell } from "../../src/terminal/shell.ts";

const started: Machine[] = [];
async function start(settings: Partial<Settings>, hosts: readonly string[] = [], environment = {}): Promise<Machine> {
  const machine = await startGuest(
    { ...DEFAULTS, ...settings },
    {
      environment: { ...process.env, ...environment },
      signal: new AbortController().signal,
      progress: () => undefined,
      hosts,
    },
  );
  started.push(machine);
  return machine;
}
const text = ({ output }: Execution): string => new TextDecoder().decode(output.head).replaceAll("\r\n", "\n");
type Who = Partial<Parameters<Machine["open"]>[0]>;
const open = async (machine: Machine, who: Who = {}): Promise<Shell> =>
  Shell.open(await machine.open({ user: "root", cols: 80, rows: 24, ...who }), "abc123");
const run = async (shell: Shell, command: string): Promise<string> =>
  text(await shell.run(command, { timeout: 30_000 }));

/** Whether a guest's shell gets a connection, within so many seconds. */
const reaches = (shell: Shell, at: string, seconds = 2): Promise<string> =>
  run(shell, `timeout ${seconds} bash -c '</dev/tcp/${at}' 2>/dev/null && echo reached || echo not`);

function reachable(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port, timeout: 2_000 });
  return new Promise<boolean>((done) => {
    socket.on("connect", () => done(true));
    for (const end of ["error", "timeout"]) socket.on(end, () => done(false));
  }).finally(() => socket.destroy());
}

const test = suite<{ server: Server; port: number; own: readonly string[]; heard: string[] }>("the guest's network");
test.before(async (context) => {
  const heard: string[] = [];
  const server = createServer((socket) => {
    heard.push(`${socket.remoteAddress}`);
    socket.end();
  });
  await new Promise<void>((listening) => server.listen(0, "0.0.0.0", listening));
  const { port } = server.address() as { port: number };
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  const own = addresses.filter(({ family }) => family === "IPv4").map(({ address }) => address);
  Object.assign(context, { server, port, own, heard });
});
test.after.each(async () => {
  for (const machine of started.splice(0)) await machine.close();
});
test.after(({ server }) => {
  server.close();
});

test("is off unless asked for: no address, no way out", async () => {
  const machine = await start({});
  const shell = await open(machine);
  assert.not.match(machine.detail, "network");
  assert.equal(machine.env, {});
  assert.is(await run(shell, "ip -br address show dev eth0; ip route"), "eth0             DOWN           \n");
  const forced = "ip link set eth0 up; ip address add 10.77.0.11/24 dev eth0; ip route add default via 10.77.0.1";
  await run(shell, forced);
  assert.is(await reaches(shell, "10.77.0.2/53"), "not\n");
});

test("where it is on others can be reached, but not the host that it runs on", async ({ port, own, heard }) => {
  const environment = { http_proxy: "http://proxy.example:3128", HTTPS_PROXY: "", SECRET: "x" };
  const machine = await start({ network: true }, [], environment);
  assert.match(machine.detail, /, network on$/);
  assert.is(machine.env?.["http_proxy"], "http://proxy.example:3128");
  assert.equal([machine.env?.["HTTPS_PROXY"], machine.env?.["SECRET"]], [undefined, undefined]);
  const shell = await open(machine);
  assert.is(
    await run(shell, "ip -br -4 address show dev eth0; ip route; cat /etc/resolv.conf; hostname"),
    [
      "eth0             UP             10.77.0.11/24 ",
      "default via 10.77.0.1 dev eth0 ",
      "10.77.0.0/24 dev eth0 proto kernel scope link src 10.77.0.11 ",
      "nameserver 10.77.0.2",
      "howto",
      "",
    ].join("\n"),
  );
  const nameServer = await reachable(getServers()[0] ?? "127.0.0.1", 53);
  const [expected, patience] = nameServer ? ["reached\n", 20] : ["not\n", 2];
  assert.is(await reaches(shell, "10.77.0.2/53", patience), expected, "as from the host");
  await run(shell, "sysctl -qw net.ipv4.conf.all.route_localnet=1; ip address del 127.0.0.1/8 dev lo");
  await run(shell, "ip route add 127.0.0.1 via 10.77.0.1; ip route add 0.0.0.1 via 10.77.0.1");
  const names = ["10.77.0.1", "10.77.0.2", "127.0.0.1", ...own];
  const tried = await Promise.all(
    names.map(async (name) => reaches(await open(machine, { user: "user" }), `${name}/${port}`)),
  );
  assert.equal(
    tried,
    names.map(() => "not\n"),
  );
  assert.equal(heard, []);
});

test("hosts have names, addresses and users of their own, and talk to each other", async () => {
  const machine = await start({}, ["db1", "web", "mail"]);
  assert.match(machine.detail, /, hosts db1 web mail$/);
  const [db1, web, mail] = await Promise.all(["db1", "web", "mail"].map((host) => open(machine, { host })));
  const names = ["10.77.0.11\tdb1", "10.77.0.12\tweb", "10.77.0.13\tmail"].join("\n");
  assert.is(await run(web!, "hostname; echo $HOSTNAME; cat /etc/hostname"), "web\nweb\nweb\n");
  assert.match(await run(mail!, "cat /etc/hosts"), `ip6-loopback\n${names}\n`);
  assert.is(
    await run(db1!, "ip -br -4 address show dev eth0; ip route"),
    [
      "eth0             UP             10.77.0.11/24 ",
      "10.77.0.0/24 dev eth0 proto kernel scope link src 10.77.0.11 \n",
    ].join("\n"),
  );
  const serve = `perl -MIO::Socket::INET -e '$| = 1; $s = IO::Socket::INET->new(LocalPort => 80, Listen => 1); print "ready\\n"; print {$s->accept} "x" x 3_000_000'`;
  await run(web!, `${serve} >log & until grep -q ready log 2>/dev/null; do sleep 0.05; done`);
  assert.is(await run(mail!, "cat </dev/tcp/web/80 | wc -c"), "3000000\n");
  await run(db1!, "useradd --create-home --shell /bin/bash ann");
  const uid = await machine.uidOf!("ann", "db1");
  assert.equal([uid, await machine.uidOf!("ann", "web")], [1001, undefined]);
  for (const nobody of ["reader", "root", "mail", "nobody", "none"])
    assert.is(await machine.uidOf!(nobody, "db1"), undefined, nobody);
  const ann = await open(machine, { user: "user", login: "ann", host: "db1" });
  assert.is(await run(ann, "id -un; id -gn; pwd; hostname"), "ann\nann\n/home/ann\ndb1\n");
  for (let i = 1; i < 10; i++) await open(machine, { host: "mail" }); // those of the shells that waited, too
  const full = await open(machine, { host: "mail" }).catch((cause: unknown) => cause);
  assert.match((full as Error).message, "a guest has 10 terminals, and all are in use");
  const refused = await machine
    .open({ user: "root", host: "none", cols: 80, rows: 24 })
    .catch((cause: unknown) => cause);
  assert.instance(refused, MachineError);
  assert.is((refused as Error).message, "there is no host none in this run");
});

test.run();
