import { test } from "uvu";
import * as assert from "uvu/assert";
import { remoteShell } from "../../src/terminal/nesting.ts";
import type { Process } from "../../src/terminal/terminal.ts";

const ssh = (words: string, more: Partial<Process> = {}): Process => ({
  ...{ pid: 7, parent: 1, group: 7, tty: 1, foreground: 7, image: "1", forked: false, input: "/dev/pts/0" },
  ...{ waits: "perhaps", args: words.split(" "), ...more },
});

test("ssh that is told of no command leads to a shell elsewhere", () => {
  for (const words of [
    "ssh web",
    "/usr/bin/ssh ann@web",
    "ssh -p 2222 web",
    "ssh -tp 2222 -o StrictHostKeyChecking=no web",
    "ssh web -l ann",
    "ssh -i ~/.ssh/key -A ann@web",
    "ssh -p2222 -oStrictHostKeyChecking=no web",
  ])
    assert.ok(remoteShell([ssh(words)]), words);
});

test("what runs a command, forwards, tells or waits for nothing does not", () => {
  for (const words of ["ssh web uptime", "ssh -t web top -d 1", "ssh -N -L 8080:db:80 web", "ssh -fN web", "ssh -V"])
    assert.not(remoteShell([ssh(words)]), words);
  for (const words of ["ssh", "sshd web", "ssh-keygen web", "scp a web:", "ssh -W db:22 web", "ssh -Q key x"])
    assert.not(remoteShell([ssh(words)]), words);
  for (const more of [{ tty: 0 }, { foreground: 8 }, { waits: "no" }] as const)
    assert.not(remoteShell([ssh("ssh web", more)]), JSON.stringify(more));
});

test.run();
