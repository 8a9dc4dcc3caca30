import { test } from "uvu";
import * as assert from "uvu/assert";
import { countClaims } from "../../src/publish/claims.ts";
import { withStamp } from "../../src/publish/stamp.ts";
import { readOf, STAMP } from "./reading.ts";

const SAID =
  "Verified on 2026-11-21 10:00 UTC by howtrue 0.2.0: 3 claims held, in 1.2 s. On a guest: QEMU 7.2, Debian bookworm, Linux 6.1.0. With coreutils 9.1-1, lvm2 2.03.16-2.";

test("a stamp is a paragraph in the document's own syntax", () => {
  assert.is(withStamp("a\n", STAMP, "markdown"), `a\n\n*${SAID}*\n`);
  assert.is(withStamp("a\n\n", STAMP, "rst"), `a\n\n*${SAID}*\n`);
  assert.is(withStamp("a", STAMP, "cram"), `a\n\n${SAID}\n`);
  assert.is(withStamp("a\r\nb", STAMP, "markdown"), `a\r\nb\r\n\r\n*${SAID}*\r\n`);
});

test("one that holds no more says so first", () => {
  const stale = { ...STAMP, stale: "2026-12-01T09:30:00Z" };
  const before = "This does not hold any more: since 2026-12-01 09:30 UTC. What is shown held before. ";
  assert.is(withStamp("", stale, "markdown"), `*${before}${SAID}*\n`);
});

test("what a machine says of itself is no markup", () => {
  const odd = { ...STAMP, machine: { kind: "host", detail: "a*b_c `x` <y> [z]_ |s|\n\u001b[1m" }, programs: [] };
  assert.match(
    withStamp("", odd, "markdown"),
    "On a host: a\\*b\\_c \\`x\\` \\<y\\> \\[z\\]\\_ \\|s\\|^J^\\[\\[1m, bookworm, Linux 6.1.0.",
  );
  assert.match(withStamp("", odd, "rst"), "a\\*b\\_c \\`x\\` <y> [z]\\_ \\|s\\|^J^[[1m, bookworm");
});

test("claims are statuses, outputs, what must not appear, and times, of steps that were tested", async () => {
  const lines = [
    "$ a",
    "$ b",
    "x",
    "$ c  # howtrue: exit=any",
    "$ d  # howtrue: exit=any forbid=/x/ within=2s",
    "x",
    "$ e  # howtrue: ignore",
    "x",
    "$ f  # howtrue: background until=/x/",
    "$ g  # howtrue: strict",
    "$ h  # howtrue: skip",
  ];
  const { plan } = await readOf(`\`\`\`console\n${lines.join("\n")}\n\`\`\`\n`);
  const all = plan.steps.map(({ skip }) => ({ status: skip ? "skipped" : "held" }) as const);
  assert.is(countClaims(plan, all), 1 + 2 + 0 + 3 + 1 + 1 + 2);
});

test.run();
