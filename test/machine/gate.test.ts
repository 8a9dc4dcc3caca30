import { Duplex } from "node:stream";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { addressOf, gate } from "../../src/machine/guest/gate.ts";
import { type Filter, Hub } from "../../src/machine/guest/hub.ts";

const GATEWAY = "52550a4d0001";
const NAMES = "52550a4d0002";
const GUEST = "52540077000b";

interface Packet {
  readonly card?: string;
  readonly kind?: string;
  readonly protocol?: number;
  readonly port?: number;
  /** More is to follow, or something came before. */
  readonly part?: number;
  /** Of the packet's head, in words of four bytes. */
  readonly words?: number;
}

/** An Ethernet frame with a packet for an address. */
function frame(
  to: string,
  { card = GATEWAY, kind = "0800", protocol = 6, port = 80, part = 0, words = 5 }: Packet = {},
) {
  const head = Buffer.alloc(4 * words);
  head[0] = 0x40 + words;
  head.writeUInt16BE(part, 6);
  head[9] = protocol;
  head.set(to.split(".").map(Number), 16);
  const ports = Buffer.alloc(8);
  ports.writeUInt16BE(port, 2);
  return Buffer.concat([Buffer.from(card + GUEST + kind, "hex"), head, ports]);
}

const passes = gate(["192.0.2.2", "::1", "172.17.0.1"]);

test("what is for others goes out", () => {
  for (const to of ["203.0.113.80", "10.78.0.1", "192.168.1.1", "192.0.2.3", "126.0.0.1", "128.0.0.1", "223.0.0.1"])
    assert.ok(passes(frame(to)), to);
});

test("nothing is for the host, under any of its names, nor for many, nor for a cloud's keeper of credentials", () => {
  const host = [
    "10.77.0.1",
    "10.77.0.0",
    "10.77.0.255",
    "127.0.0.1",
    "127.9.9.9",
    "0.0.0.0",
    "192.0.2.2",
    "172.17.0.1",
  ];
  for (const to of [...host, "255.255.255.255", "224.0.0.1", "169.254.169.254", "10.77.0.12"])
    for (const card of [GATEWAY, NAMES]) assert.not(passes(frame(to, { card })), to);
});

test("the name server is asked for names, and for nothing else", () => {
  for (const protocol of [6, 17]) {
    assert.ok(passes(frame("10.77.0.2", { protocol, port: 53, card: NAMES })));
    assert.ok(passes(frame("10.77.0.2", { protocol, port: 53, words: 8 })), "with options before the port");
    assert.not(passes(frame("10.77.0.2", { protocol, port: 22, words: 8 })));
    assert.not(passes(frame("10.77.0.2", { protocol, port: 80 })));
    for (const part of [0x2000, 1]) assert.not(passes(frame("10.77.0.2", { protocol, port: 53, part })));
  }
  assert.not(passes(frame("10.77.0.2", { protocol: 1, port: 53 })));
  assert.not(passes(frame("10.77.0.2", { port: 53, words: 15 }).subarray(0, 40)), "its port is not to be seen");
});

test("what guests say to each other stays among them, in any network that they make", () => {
  assert.not(passes(frame("192.168.50.2", { card: "52540077000c" })));
  assert.not(passes(frame("203.0.113.80", { card: "ffffffffffff" })));
  assert.not(passes(frame("203.0.113.80", { card: "52550a4d0003" })));
});

test("only IPv4 and the question for a card's address", () => {
  assert.ok(passes(frame("10.77.0.1", { card: "ffffffffffff", kind: "0806" })));
  for (const kind of ["86dd", "8100", "88a8", "0000"]) assert.not(passes(frame("203.0.113.80", { kind })), kind);
  for (let length = 0; length < 34; length++) assert.not(passes(frame("203.0.113.80").subarray(0, length)));
});

test("each guest has an address and a card of its own", () => {
  assert.equal(addressOf(0), { address: "10.77.0.11", card: "52:54:00:77:00:0b" });
  assert.equal(addressOf(7), { address: "10.77.0.18", card: "52:54:00:77:00:12" });
});

/** A card, and what is sent to it. */
function plug(hub: Hub, toPort?: Filter) {
  const heard: string[] = [];
  const stream = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _, done) => (heard.push(chunk.toString("latin1")), done()),
  });
  hub.connect(stream, toPort);
  return { stream, heard, send: (text: string) => stream.push(Buffer.from(text, "latin1")) };
}
const framed = (text: string): string => `\0\0\0${String.fromCharCode(text.length)}${text}`;
const soon = (): Promise<void> => new Promise((done) => setImmediate(() => setImmediate(done)));

test("a hub gives each frame to all others, whole, however it comes", async () => {
  const hub = new Hub();
  const [a, b, c] = [plug(hub), plug(hub), plug(hub, (sent) => sent.toString() !== "two")];
  a.send(framed("one") + framed("two").slice(0, 2));
  await soon();
  a.send(framed("two").slice(2, 6));
  await soon();
  a.send(framed("two").slice(6) + framed(""));
  await soon();
  assert.equal(a.heard, []);
  assert.equal(b.heard, ["one", "two", ""].map(framed));
  assert.equal(c.heard, ["one", ""].map(framed), "but for what its filter holds back");
});

test("a card that is gone or has lost its way is taken out, the others go on", async () => {
  const hub = new Hub();
  const [a, b, c] = [plug(hub), plug(hub), plug(hub)];
  a.send("\xff\xff\xff\xffx");
  b.stream.destroy();
  await soon();
  assert.ok(a.stream.destroyed);
  c.send(framed("to nobody"));
  await soon();
  assert.equal([a.heard, b.heard], [[], []]);
});

test("what a card does not take in time is lost, and the hub holds no more than so much of it", async () => {
  const hub = new Hub();
  const sender = plug(hub);
  let taken = 0;
  const slow = new Duplex({ read: () => undefined, write: () => void taken++ }); // and never asks for more
  hub.connect(slow);
  const big = Buffer.alloc(4 + 60_000);
  big.writeUInt32BE(60_000);
  for (let i = 0; i < 100; i++) sender.stream.push(big);
  await soon();
  assert.is(taken, 1);
  assert.ok(slow.writableLength > 1_000_000 && slow.writableLength < 1_200_000, `${slow.writableLength}`);
});

test.run();
