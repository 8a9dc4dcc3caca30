import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { takeOf } from "../../src/publish/take.ts";
import { conclude } from "../../src/run/conclude.ts";
import { Past } from "../../src/run/past.ts";
import { withoutSequences } from "../../src/terminal/playback.ts";
import { readOf } from "./reading.ts";

const SECRET = "tr0ub4dor&3";
const NOISE = ["\x1b[31m", "\x1b[0m", "\r", "\x1b]0;x\x07", "\x1b[K", "\b\x1b[1C", "\0", "\x1b[6n"];

/** What would be played of a command's output, in pieces that came one after the other. */
async function played(pieces: readonly string[]): Promise<string> {
  const { plan } = await readOf("```console\n$ x\n```\n");
  const bytes = pieces.map((piece) => new TextEncoder().encode(piece));
  let size = 0;
  const ticks = bytes.map(({ length }, ms) => ({ at: (size += length) - length, ms }));
  const output = { head: Buffer.concat(bytes), dropped: 0, tail: new Uint8Array(), ticks };
  const shell = { depth: 0, uid: 1_000, pid: 1, family: "bash", flags: "" } as const;
  const ran = { execution: { end: "done", status: 0, output, shell }, ms: 5, uid: 1_000 } as const;
  const attempt = { step: plan.steps[0]!, notes: [], ran };
  const { observation } = await conclude(attempt, { plan, secrets: new Map([["X", SECRET]]), past: new Past() });
  return takeOf(observation!.playback!, 5)
    .frames.map(({ text }) => text)
    .join("");
}

test("law: a secret is never played, wherever colours, line ends and pieces cut it", async () => {
  const end = fc.constantFrom("", "", "\r\n"); // a program may have folded it, but not with blank lines
  const cut = fc.tuple(fc.constantFrom(...NOISE, ""), end, fc.constantFrom(...NOISE, ""));
  const cuts = fc.array(cut, { minLength: SECRET.length + 1, maxLength: SECRET.length + 1 });
  await fc.assert(
    fc.asyncProperty(cuts, fc.boolean(), async (noise, inPieces) => {
      const parts = [...noise.flatMap((one, i) => [one.join(""), SECRET[i] ?? ""]), " end\r\n"];
      const text = await played(inPieces ? parts : [parts.join("")]);
      const plain = withoutSequences(text).replaceAll("\n", "");
      assert.is(plain.includes(SECRET), false, JSON.stringify(parts));
    }),
    { numRuns: 300 },
  );
});

test("what has no secret in it is played as it came", async () => {
  assert.is(await played(["a\r\n", "\x1b[1mb\x1b[0m\r\n"]), "a\r\n\x1b[1mb\x1b[0m\r\n");
  assert.is(await played([`\x1b[1m${SECRET}\x1b[0m\r\n`, "b\r\n"]), "•••\r\nb\r\n");
});

test.run();
