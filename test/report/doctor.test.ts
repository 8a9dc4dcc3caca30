import { suite } from "uvu";
import * as assert from "uvu/assert";
import { explainRefusal } from "../../src/machine/bubblewrap.ts";
import type { Diagnosis } from "../../src/machine/doctor.ts";
import { diagnosisJson, diagnosisText } from "../../src/report/doctor.ts";
import { makePaint } from "../../src/report/paint.ts";

const test = suite("what a machine can do");

const DIAGNOSIS: Diagnosis = {
  ok: true,
  checks: [
    { name: "guest", works: true, detail: "QEMU 7.2.22" },
    { name: "kvm", works: false, detail: "no /dev/kvm" },
    { name: "images", works: true, detail: "built" },
    {
      name: "sandbox",
      works: false,
      detail: "there is no bubblewrap\x1b here",
      mend: "sudo apt-get install bubblewrap",
    },
    { name: "host", works: true, detail: "yes" },
  ],
  cache: { path: "/home/a/.cache/howtrue", bytes: 1_260_000_000, freeBytes: 67_000_000_000 },
  versions: { node: "20.20.2", qemu: "7.2.22", bubblewrap: null },
};

test("a line for each way, and below what does not work the command that mends it", () => {
  assert.equal(diagnosisText(DIAGNOSIS, makePaint(false)).split("\n"), [
    "✓ guest    QEMU 7.2.22",
    "-   KVM    no /dev/kvm",
    "✓   images built",
    "✗ sandbox  there is no bubblewrap^[ here",
    "           sudo apt-get install bubblewrap",
    "✓ host     yes",
    "  cache    /home/a/.cache/howtrue: 1.3 GB, 67.0 GB free",
    "  node     20.20.2",
    "Documents that say nothing else can be verified here.",
    "",
  ]);
  const others = "those that ask for root, an image or several hosts";
  for (const [ok, works, verdict] of [
    [true, false, `can be verified here, but for ${others}: they need a guest.`],
    [false, true, `cannot be verified here, ${others} can; so can all with --machine guest.`],
    [false, false, "cannot be verified here."],
  ] as const) {
    const checks = DIAGNOSIS.checks.map((check) => (check.name === "images" ? { ...check, works } : check));
    assert.match(
      diagnosisText({ ...DIAGNOSIS, ok, checks }, makePaint(false)),
      `\nDocuments that say nothing else ${verdict}\n`,
    );
  }
});

test("colours only where they are wanted", () => {
  assert.not.match(diagnosisText(DIAGNOSIS, makePaint(false)), "\x1b");
  assert.match(diagnosisText(DIAGNOSIS, makePaint(true)), "\x1b[32m✓\x1b[39m");
});

test("for programs the same", () => {
  assert.equal(JSON.parse(diagnosisJson(DIAGNOSIS)), { version: 1, ...DIAGNOSIS });
});

const RULES = { apparmor: undefined, clone: undefined, most: "100" };
for (const [name, rules, why, mend] of [
  [
    "AppArmor",
    { ...RULES, apparmor: "1" },
    "AppArmor keeps them from programs without a profile of their own, as Ubuntu has it",
    "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0",
  ],
  [
    "the kernel",
    { ...RULES, clone: "0" },
    "the kernel keeps them from users",
    "sudo sysctl -w kernel.unprivileged_userns_clone=1",
  ],
  ["none at all", { ...RULES, most: "0" }, "the kernel allows none", "sudo sysctl -w user.max_user_namespaces=15000"],
  ["something else", { ...RULES, apparmor: "0" }, "bwrap: No permissions", undefined],
] as const) {
  test(`why bubblewrap makes no name spaces: ${name}`, () => {
    const { why: said, mend: command } = explainRefusal("one\nbwrap: No permissions\n", rules, "sudo ");
    assert.equal([said, command], [`bubblewrap cannot make name spaces: ${why}`, mend]);
  });
}

test("why a sandbox does not start: a program is missing, or the container around hides parts of /proc", () => {
  const needs = "the sandbox needs what is not on this machine:";
  const install = "apt-get install --no-install-recommends";
  for (const [said, why, mend] of [
    ["prlimit: failed to execute perl: No such file or directory", `${needs} perl`, `sudo ${install} perl-base`],
    ["bwrap: execvp prlimit: No such file or directory", `${needs} prlimit`, `sudo ${install} util-linux`],
    [
      "bwrap: Can't mount proc on /newroot/proc: Operation not permitted",
      "bubblewrap cannot mount /proc: the container around hides parts of its own, as Docker's do",
      undefined,
    ],
  ] as const) {
    const { why: told, mend: command } = explainRefusal(said, RULES, "sudo ");
    assert.equal([told, command], [why, mend]);
  }
});

test.run();
