import { test } from "uvu";
import * as assert from "uvu/assert";
import { interactiveShells, remoteShell, typedTo } from "../../src/terminal/nesting.ts";
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

test("what is typed reaches the terminal's own processes, and those at a tty that a relay has made; no others", () => {
  const one = ([pid, parent, tty]: readonly [number, number, number], ...args: string[]): Process => ({
    ...ssh("", { pid, parent, tty, group: pid, foreground: pid, args, waits: "yes" }),
  });
  const shell = one([1, 0, 5], "bash", "-i");
  const reached = (...below: Process[]): string[] =>
    interactiveShells(typedTo([shell, ...below])).map(({ args }) => args.join(" "));
  assert.equal(reached(one([2, 1, 5], "bash")), ["bash -i", "bash"]);
  assert.equal(reached(one([2, 1, 5], "/usr/bin/sudo", "-s"), one([3, 2, 9], "/bin/bash")), ["bash -i", "/bin/bash"]);
  // sudo's monitor leads the session of the tty that it has made.
  const monitor = [
    one([2, 1, 5], "sudo", "-s"),
    one([3, 2, 9], "sudo", "-s"),
    one([4, 3, 9], "bash"),
    one([5, 4, 9], "bash"),
  ];
  assert.equal(reached(...monitor), ["bash -i", "bash", "bash"]);
  assert.equal(reached(one([2, 1, 5], "node", "howtrue"), one([3, 2, 9], "bash", "-i")), ["bash -i"]);
  const inside = { ...one([3, 2, 5], "bash", "-i"), devpts: 33 };
  assert.equal(reached(one([2, 1, 5], "node", "howtrue"), inside), ["bash -i"], "of a sandbox, with the same number");
  assert.equal(reached(one([2, 1, 5], "sudo", "-s"), inside), ["bash -i", "bash -i"]);
  assert.equal(
    reached(one([2, 1, 5], "expect", "a"), one([3, 2, 9], "bash"), one([4, 3, 9], "sudo"), one([5, 4, 9], "sh")),
    ["bash -i"],
  );
});

test.run();
