import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { folder, howtrue, withoutTimes } from "./howtrue.ts";

const LISTEN =
  "perl -MIO::Socket::INET -e '$| = 1; $s = IO::Socket::INET->new(LocalPort => shift, Listen => 5); " +
  'while ($c = $s->accept) { print $c "hello\\n"; print "served\\n"; close $c }\'';

test("in the guest, too: a service is waited for, used, and ended; each user has its own", async () => {
  const input = [
    "```console",
    "$ port=8765; mkdir site; cd site",
    `$ ${LISTEN} $port  # howtrue: background until=tcp:8765`,
    "served",
    "$ cat < /dev/tcp/127.0.0.1/8765",
    "hello",
    "$ pwd; sleep 100  # howtrue: background until=/site/",
    ".../site",
    '$ echo here  # howtrue: if="suite==bookworm && command:perl && !network"',
    "here",
    "$ nope  # howtrue: stderr=ignore exit=127 strict",
    "```",
    "",
    "```console",
    "# id -un; sleep 100  # howtrue: background until=/root/",
    "root",
    "# cd /; su -s /bin/bash nobody",
    "```",
    "",
    "```console",
    "$ sleep 100  # howtrue: background session=root",
    "```",
    "",
  ].join("\n");
  const { stdout } = await howtrue(["verify", "-v", "--format", "markdown", "-"], { input });
  const said = withoutTimes(stdout)
    .split("\n")
    .filter((line) => /^(held|broken|  )/.test(line))
    .map((line) => line.replace(/^(held|broken) -:(\d+): .*/, "$1 $2"));
  assert.equal(said, [
    "held 2",
    "held 5",
    "held 9",
    "held 11",
    "held 17",
    "broken 21",
    "     no shell could be opened: in the background there is none for the user 65534 of its session's shell",
    ...["held 15", "held 7", "held 3"],
  ]);
});

test("update writes what was printed to the end, and the status of what ended by itself", async () => {
  const { path, remove } = folder({
    "a.md": [
      "```console",
      "$ echo begin; sleep 0.1; echo end; sleep 100 # howtrue: background until=/end/",
      "one",
      "$ echo b",
      "c",
      "$ echo x$RANDOM; (exit 3) # howtrue: background",
      "y",
      "$ sleep 0.3",
      "```",
      "",
    ].join("\n"),
  });
  const args = ["--machine", "host", "a.md"];
  const { status, stderr } = await howtrue(["update", "--runs", "2", "--yes", ...args], { cwd: path });
  assert.equal([status, stderr], [0, ""]);
  assert.equal(readFileSync(join(path, "a.md"), "utf8").split("\n"), [
    "```console",
    "$ echo begin; sleep 0.1; echo end; sleep 100 # howtrue: background until=/end/",
    "begin",
    "end",
    "$ echo b",
    "b",
    "$ echo x$RANDOM; (exit 3)  # howtrue: exit=3 background",
    "x...",
    "$ sleep 0.3",
    "```",
    "",
  ]);
  const { stdout } = await howtrue(["verify", "--reporter", "json", ...args], { cwd: path });
  const [document] = (JSON.parse(stdout) as { documents: [{ status: string; steps: Record<string, unknown>[] }] })
    .documents;
  assert.is(document.status, "held");
  assert.equal(
    document.steps.map(({ line, background, exit }) => [line, background, exit]),
    [
      [2, true, null],
      [5, undefined, 0],
      [7, true, 3],
      [9, undefined, 0],
    ],
  );
  remove();
});

test.run();
