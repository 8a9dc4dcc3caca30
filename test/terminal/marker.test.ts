import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { MarkerScanner, type Piece } from "../../src/terminal/marker.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const DONE = "\x1b]133;D;3;aid=n1;depth=2;uid=1000;pid=42;sh=bash;flags=himB\x07";

function scan(chunks: readonly Uint8Array[]): (string | object)[] {
  const scanner = new MarkerScanner("n1");
  const pieces: Piece[] = chunks.flatMap((chunk) => scanner.feed(chunk));
  const found: (string | object)[] = [];
  for (const piece of pieces) {
    if ("marker" in piece) found.push(piece.marker);
    else {
      const text = String.fromCharCode(...piece.bytes);
      const before = found.at(-1);
      if (typeof before === "string") found[found.length - 1] = before + text;
      else found.push(text);
    }
  }
  return found;
}

test("a shell that says on which machine it is", () => {
  const on = (host: string) =>
    scan([bytes(DONE.replace("\x07", `;host=${host}\x07`))])[0] as { shell: { host?: string } };
  assert.is(on("web-1.example.org").shell.host, "web-1.example.org");
  assert.is(on("").shell.host, "");
  assert.type(on("a b"), "string", "no mark at all");
});

test("marks with the run's nonce are taken out of the output", () => {
  assert.equal(scan([bytes(`a\x1b]133;C;aid=n1\x07b${DONE}c`)]), [
    "a",
    { kind: "start" },
    "b",
    { kind: "done", status: 3, shell: { depth: 2, uid: 1000, pid: 42, family: "bash", flags: "himB" } },
    "c",
  ]);
});

test("marks with another nonce, or none, are output", () => {
  for (const forged of ["\x1b]133;D;0\x07", "\x1b]133;D;0;aid=n2;depth=0\x07", "\x1b]133;C;aid=n11\x07"]) {
    assert.equal(scan([bytes(forged)]), [forged]);
  }
});

test("a mark that never ends is output, once that is known", () => {
  const open = `\x1b]133;D;${"x".repeat(400)}`;
  assert.equal(scan([bytes(open)]), [open]);
  assert.equal(scan([bytes("\x1b]133;D;0\x1b]133;C;aid=n1\x07")]), ["\x1b]133;D;0", { kind: "start" }]);
});

test("however the stream is cut, the same is found", () => {
  const stream = bytes(
    `one\x1b[31mred\x1b[0m\x1b]133;C;aid=n1\x07two\x1b]0;title\x07${DONE}\x1b]133;P;k=s;aid=n1\x07end`,
  );
  const whole = scan([stream]);
  fc.assert(
    fc.property(fc.array(fc.nat(stream.length)), (cuts) => {
      const at = [0, ...cuts.toSorted((a, b) => a - b), stream.length];
      assert.equal(scan(at.slice(1).map((end, i) => stream.subarray(at[i], end))), whole);
    }),
  );
});

test.run();
