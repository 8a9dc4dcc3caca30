import type { ReadStream } from "node:tty";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { hearLastWords, loadPty, PtyTerminal } from "../../src/machine/pty.ts";

const test = suite("terminals of the host");

test("what is still to come when libuv takes a terminal for ended is heard", async () => {
  const spawn = await loadPty();
  for (const heard of [true, false]) {
    const pty = spawn("bash", ["-c", "printf one; sleep 0.1; printf two; printf three"], { encoding: null });
    if (heard) hearLastWords(pty);
    const { _socket: socket } = pty as unknown as { _socket: ReadStream };
    let text = "";
    pty.onData((chunk) => {
      text += chunk;
      if (text !== "one") return;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400); // by then it has written the rest, and ended
      socket.push(null); // as libuv does, by chance, after a read
    });
    await new Promise((done) => pty.onExit(done));
    assert.is(text, heard ? "onetwothree" : "one");
  }
});

test("the end comes after all that was printed, with the status, or that of the signal", async () => {
  const spawn = await loadPty();
  for (const [script, status] of [
    ["seq 20000; exit 3", 3],
    ["seq 20000; kill -9 $$", 137],
  ] as const) {
    const terminal = new PtyTerminal(spawn("bash", ["-c", script], { encoding: null }));
    let text = "";
    terminal.onData((chunk) => (text += chunk));
    const end = await new Promise((done) => terminal.onEnd(done));
    assert.equal([end, text.endsWith("\n20000\r\n"), text.length], [{ status }, true, 128_894]);
  }
});

test.run();
