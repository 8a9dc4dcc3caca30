import { test } from "uvu";
import * as assert from "uvu/assert";
import { programsIn } from "../../../src/document/shell/programs.ts";

const CASES: readonly (readonly [string, readonly string[]])[] = [
  ["lvs -o name", ["lvs"]],
  ["sudo -u root lvs -o name | tee file", ["sudo", "lvs", "tee"]],
  ["env A=b FOO=1 rsync a b && (cd /; ls) > f", ["env", "rsync", "cd", "ls"]],
  ["A=1 B=2 make -j 3", ["make"]],
  ["timeout -s KILL 5 ping host", ["timeout", "ping"]],
  ["xargs -I {} mv {} there", ["xargs", "mv"]],
  ["chroot /mnt dpkg -l", ["chroot", "dpkg"]],
  ["for i in a b; do mkfs.ext4 /dev/$i; done", ["mkfs.ext4"]],
  ["if grep -q x f; then sed s/x/y/ f; else awk 1; fi", ["grep", "sed", "awk"]],
  ["while read -r x; do echo; done < <(find .)", ["read", "echo", "find"]],
  ["f() { grep a; }; time sudo env X=1 dd if=a", ["f", "grep", "sudo", "env", "dd"]],
  ["cat <<EOF\nfoo bar\nEOF", ["cat"]],
  ['"$cmd" a; /sbin/ifconfig', ["/sbin/ifconfig"]],
  ["$(which ls) -l", ["which"]],
  ["echo 'rm -rf /' \"`id`\"", ["echo"]],
  ["sudo", ["sudo"]],
  ["sudo -- $x", ["sudo"]],
  ["./configure; a'b' c", []],
  ["# nothing", []],
  ["ls; ls", ["ls"]],
];

for (const [command, names] of CASES) test(command, () => assert.equal(programsIn(command), names));

test("what is no shell command at all does no harm", () => {
  for (const text of ["", ")", "(((", "'", "${", "case x in", "\0", "a".repeat(100_000)]) programsIn(text);
});

test.run();
