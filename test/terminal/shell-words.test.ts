import { test } from "uvu";
import * as assert from "uvu/assert";
import { opensContainerShell, opensRemoteShell, seemsToOpenShell } from "../../src/terminal/shell-words.ts";

test("commands that leave a shell waiting, by their words", () => {
  for (const command of [
    ...["bash", "sh -l", "exec bash", "/bin/dash", "TERM=vt100 bash --norc", "cd /tmp && bash", "true\nbash"],
    ...["su", "su -", "su - db", "runuser -u db -", "newgrp disk", "sudo su -", "sudo su - db", "sudo bash"],
    ...["sudo -s", "sudo -i", "sudo -iu db", "sudo -i -u db", "sudo --login", "doas -s", "sudo -u db -s"],
    ...["chroot /mnt /bin/bash", "unshare -rm bash", "ip netns exec blue bash", "env -i bash", "sudo chroot /mnt sh"],
    ...[
      "ssh web",
      "ssh -t web sudo -i",
      "ssh -tt web bash",
      "docker exec -it db bash",
      "kubectl exec -it p -- /bin/sh",
    ],
  ])
    assert.ok(seemsToOpenShell(command), command);
});

test("commands that come to an end, or open something else", () => {
  for (const command of [
    ...["", "ls", "bash -c 'echo a'", "bash script.sh", "sh s", "bash; ls", "bash && echo over"],
    ...[
      "su -c id",
      "su - db -c 'id'",
      "su db --command=id",
      "sudo id",
      "sudo -u db id",
      "sudo -l",
      "sudo apt install bash x",
    ],
    ...[
      "ssh web uptime",
      "ssh web bash",
      "ssh -t web top",
      "docker ps",
      "docker exec -it db psql",
      "docker run -it python",
    ],
    ...["echo bash", "man bash", "which sh", "git push", "mongosh", "python3", "chroot /mnt ls", "sudo -u db psql"],
  ])
    assert.not(seemsToOpenShell(command), command);
});

test("ssh at a terminal with a command that is a shell", () => {
  for (const text of ["ssh -t web bash", "ssh -tp 22 web sudo -s", "ssh -t web -- bash", "ssh web"])
    assert.ok(opensRemoteShell(text.split(" ")), text);
  assert.ok(opensRemoteShell(["ssh", "-t", "web", "sudo -i"]), "a quoted command");
});

test("programs that open a shell in a container", () => {
  for (const text of ["docker exec -it db bash", "podman run --rm -it debian /bin/sh", "lxc exec c -- su - db"])
    assert.ok(opensContainerShell(text.split(" ")), text);
  for (const text of ["docker exec -it db psql", "docker exec db bash -c id", "docker build .", "bash"])
    assert.not(opensContainerShell(text.split(" ")), text);
});

test.run();
