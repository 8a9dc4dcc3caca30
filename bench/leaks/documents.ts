/** What leaves its terminals behind in every way, and takes its time. */
const STRAYS = `$ sleep 1000 & true
...
$ (setsid sleep 1001 &)
$ nohup sleep 1002 > /dev/null 2>&1 & disown
...
$ (setsid env -i bash -c 'sleep 1003; :' &)
$ echo data > /tmp/data; mkfifo pipe; sleep 0.2; rm /tmp/data
$ rm /tmp/data || true # howtrue: cleanup ignore
$ perl -MIO::Socket::UNIX -e 'IO::Socket::UNIX->new(Local => "socket", Listen => 1) or die; sleep 1004' # howtrue: background
`;

/** As root: a loop device and a mount, which an author takes away. */
const DEVICES = `# truncate --size 40M disk; loop=$(losetup --show --find $PWD/disk); mkfs.ext4 -q $loop
# mkdir m; mount $loop m; echo data > m/file; sleep 0.2
# umount m || true # howtrue: cleanup ignore
# losetup -j $PWD/disk | cut -d: -f1 | xargs -r losetup -d # howtrue: cleanup ignore
`;

const step = (lines: string): string => `\`\`\`console\n${lines}\`\`\`\n`;
const guest = (settings: string, lines: string): string => `---\n${settings}\n---\n\n${step(lines)}`;

/** Where what is stopped runs. */
export type Kind = "host" | "sandbox" | "guest" | "guest, background" | "two guests on the network";

export const DOCUMENTS: Readonly<Record<Kind, string>> = {
  host: step(DEVICES.replaceAll(/^# /gm, "$ ") + STRAYS),
  sandbox: step(STRAYS),
  guest: guest("machine: guest", DEVICES),
  "guest, background": guest("machine: guest", STRAYS),
  "two guests on the network": guest("machine: guest\nnetwork: true", "one$ sleep 0.2; echo a\na\ntwo$ echo b\nb\n"),
};
