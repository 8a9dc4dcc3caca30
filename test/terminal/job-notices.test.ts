import { test } from "uvu";
import * as assert from "uvu/assert";
import { Interlude, lastNotices, noticesAmong } from "../../src/terminal/job-notices.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const shell = { depth: 0, uid: 0, pid: 1, family: "bash", flags: "" } as const;
const done = { kind: "done", status: 0, shell } as const;

test("what bash tells of jobs, and what looks a little like it", () => {
  const notices = [
    "[1]+  Terminated              sleep 100",
    "[12]   Exit 3                  ( exit 3 )",
    "[2]-  Done   a",
  ];
  assert.equal(noticesAmong(bytes(notices.join("\r\n"))), notices);
  const others = ["[1] 1234", "[1]+ sleep 100 &", "[1]+  Running                 sleep 100 &", " [1]+  Done  a", "x"];
  assert.equal(noticesAmong(bytes(others.join("\n"))), []);
  assert.equal(lastNotices([notices[0]!, "x", notices[1]!, notices[2]!]), notices.slice(1));
  assert.equal(lastNotices(["x"]), []);
});

test("between two commands it is heard, however it is cut, and is known while the next one runs", () => {
  const interlude = new Interlude();
  interlude.bytes(bytes("[1]+  Done                    before\r\n"));
  interlude.marker({ kind: "start" });
  assert.equal(interlude.told, [], "nothing has ended yet");
  interlude.marker(done);
  for (const piece of ["$ echo x\r\n[1]+  Te", "rminated              sleep 100\r\n$ "]) interlude.bytes(bytes(piece));
  interlude.marker({ kind: "start" });
  interlude.bytes(bytes("[2]+  Done                    its output\r\n"));
  assert.equal(interlude.told, ["[1]+  Terminated              sleep 100"]);
  interlude.marker(done);
  interlude.marker({ kind: "start" });
  assert.equal(interlude.told, []);
});

test.run();
