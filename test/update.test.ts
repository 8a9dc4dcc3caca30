import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { folder, howtrue } from "./commands/howtrue.ts";

const fixture = join(import.meta.dirname, "fixtures/update/lvm-2010.rst");

test("a howto of 2010 says what today's LVM prints, and keeps its author's wildcards", async () => {
  const { path, remove } = folder({});
  copyFileSync(fixture, join(path, "howto.rst"));
  const updated = await howtrue(["update", "--yes", "--runs", "2", "howto.rst"], { cwd: path });
  assert.equal([updated.status, updated.stderr.replaceAll(/^(building|saving).*\n/gm, "")], [0, ""], updated.stdout);
  const old = readFileSync(fixture, "utf8").split("\n");
  const now = readFileSync(join(path, "howto.rst"), "utf8").split("\n");
  assert.is(now.length, old.length, "no line more, none less");
  const changed = now.flatMap((line, i) => (line === old[i] ? [] : [line.trim().replaceAll(/\s+/g, " ")]));
  const open = (line: string): string => line.replaceAll(/\d+/g, "N");
  assert.equal(changed.map(open), [
    'Physical volume "/dev/loop..." successfully created.',
    'Logical volume "website" created.',
    "LV VG Attr LSize Pool Origin Data% Meta% Move Log Cpy%Sync Convert",
    "website datadisks -wi-a----- N.Nm",
    "datadisks N N N wz--n- N.Nm N.Nm",
    "Filesystem NK-blocks Used Available Use% Mounted on",
    "/dev/mapper/datadisks-website N N N N% /mnt/website",
    'Logical volume "backup" created.',
    "Do you really want to remove active logical volume datadisks/backup? [y/n]: y",
    'Logical volume "backup" successfully removed.',
    'Logical volume "website" successfully removed.',
    'Labels on physical volume "/dev/loop..." successfully wiped.',
  ]);
  const verified = await howtrue(["verify", "howto.rst"], { cwd: path });
  assert.is(verified.status, 0, verified.stdout);
  const again = await howtrue(["update", "--yes", "howto.rst"], { cwd: path });
  assert.equal([again.status, again.stdout], [0, "howto.rst: nothing to change\n"]);
  remove();
});

test.run();
