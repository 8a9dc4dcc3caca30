import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { explainLeft, newSince, type Picture, takePicture } from "../../src/machine/left-behind.ts";
import { folder } from "../commands/howtrue.ts";

const MOUNTINFO = `22 27 0:21 / /proc rw,relatime - proc proc rw
95 27 7:0 / /tmp/it's\\040here rw,relatime shared:5 master:2 - ext4 /dev/loop0 rw
96 27 0:44 /a\\134b /mnt rw - tmpfs - rw
`;

test("mounts, mappings, volume groups, loop devices and network namespaces, in the order to take them away", () => {
  const { path, remove } = folder({
    "proc/self/mountinfo": MOUNTINFO,
    "sys/block/loop0/loop/backing_file": "/tmp/disk.img\n",
    "sys/block/loop1/size": "0\n",
    "sys/block/sda/size": "9\n",
    "sys/class/block/dm-0/dm/name": "my--vg-root--fs\n",
    "sys/class/block/dm-0/dm/uuid": "LVM-abc\n",
    "sys/class/block/dm-1/dm/name": "my--vg-swap\n",
    "sys/class/block/dm-1/dm/uuid": "LVM-abd\n",
    "sys/class/block/dm-2/dm/name": "secret\n",
    "sys/class/block/dm-2/dm/uuid": "CRYPT-LUKS2-x\n",
    "run/netns/blue": "",
  });
  const picture = takePicture(path);
  remove();
  assert.equal(picture, [
    { kind: "mount", name: "/mnt", of: "-" },
    { kind: "mount", name: "/tmp/it's here", of: "/dev/loop0" },
    { kind: "mount", name: "/proc", of: "proc" },
    { kind: "volume-group", name: "my-vg", of: "" },
    { kind: "mapping", name: "secret", of: "" },
    { kind: "loop", name: "/dev/loop0", of: "/tmp/disk.img" },
    { kind: "namespace", name: "blue", of: "" },
  ]);
  assert.equal(explainLeft(newSince([picture[2]!], picture)), {
    what:
      "since this document began there is on this machine: the mount /mnt (-), the mount /tmp/it's here (/dev/loop0), " +
      "the volume group my-vg, the device mapping secret, the loop device /dev/loop0 (/tmp/disk.img), " +
      "the network namespace blue",
    hint:
      "take them away: umount /mnt; umount '/tmp/it'\\''s here'; vgchange -an my-vg; dmsetup remove secret; " +
      "losetup -d /dev/loop0; ip netns delete blue\nand let cleanup steps of the document do so",
  });
});

test("where there is nothing to see, there is nothing", () => {
  assert.equal(takePicture(join("/", "none")), []);
  assert.is(explainLeft([]), undefined);
});

test("what was there before is not news; the same device with another file behind it is", () => {
  const loop = (of: string): Picture => [{ kind: "loop", name: "/dev/loop0", of }];
  assert.equal(newSince(loop("/a"), loop("/a")), []);
  assert.equal(newSince(loop("/a"), loop("/b")), loop("/b"));
  assert.equal(newSince(loop("/a"), []), []);
  assert.is(explainLeft(loop("/a"))?.hint.split("\n")[0], "take it away: losetup -d /dev/loop0");
});

test.run();
