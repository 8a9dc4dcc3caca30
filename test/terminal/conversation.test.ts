import { test } from "uvu";
import * as assert from "uvu/assert";
import { Capture } from "../../src/terminal/capture.ts";
import { Conversation, type Ending } from "../../src/terminal/conversation.ts";
import type { Process, Terminal } from "../../src/terminal/terminal.ts";

const WAITING: Process = {
  ...{ pid: 7, parent: 1, group: 7, tty: 5, foreground: 7, image: "1", forked: false },
  ...{ input: "/dev/pts/1", waits: "yes", args: ["bash", "-i"] },
};

test("a shell that was seen at its prompt before its mark has come is asked nothing", async () => {
  const typed: string[] = [];
  let look = (): void => undefined;
  const looked = new Promise<void>((done) => (look = done));
  const terminal = {
    write: (text: string) => typed.push(text),
    processes: () => (look(), Promise.resolve([WAITING])),
  } as unknown as Terminal;
  const partner = { terminal, first: 7, known: new Set(["7:1"]), teach: () => undefined, killFront: () => undefined };
  const ended = await new Promise<Ending>((settle) => {
    const run = { lines: ["command"], starts: 1, unmarked: false, settle };
    const conversation = new Conversation(partner, new Capture(), run);
    conversation.begin({ timeout: 20_000, answer: () => "answer\r" });
    conversation.marker({ kind: "start" });
    conversation.bytes(new TextEncoder().encode("Go? "));
    const shell = { depth: 0, uid: 0, pid: 7, family: "bash", flags: "" } as const;
    void looked.then(() => setTimeout(() => conversation.marker({ kind: "done", status: 0, shell })));
  });
  assert.equal([ended.end, typed], ["done", ["command\n"]]);
});

test.run();
