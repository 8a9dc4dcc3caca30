import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Condition, formatCondition, readCondition } from "../../src/settings/condition.ts";

const is = (fact: "machine" | "suite", value: string): Condition => ({ kind: "is", fact, value });
const command = (name: string): Condition => ({ kind: "command", name });

test("facts, joined as in a shell or in C: ! before && before ||", () => {
  const [guest, sid, git] = [is("machine", "guest"), is("suite", "sid"), command("git")];
  const cases: readonly [string, Condition][] = [
    ["machine==guest", guest],
    [" machine == guest ", guest],
    ["suite!=sid", { kind: "not", of: sid }],
    ["command:g++-12.1", command("g++-12.1")],
    ["network", { kind: "network" }],
    ["!network&&command:git", { kind: "and", of: [{ kind: "not", of: { kind: "network" } }, git] }],
    ["!command:git", { kind: "not", of: git }],
    ["!!command:git", { kind: "not", of: { kind: "not", of: git } }],
    ["machine==guest&&suite==sid", { kind: "and", of: [guest, sid] }],
    ["machine==guest || suite==sid && command:git", { kind: "or", of: [guest, { kind: "and", of: [sid, git] }] }],
    [
      "(machine==guest || suite==sid) && !(command:git)",
      {
        kind: "and",
        of: [
          { kind: "or", of: [guest, sid] },
          { kind: "not", of: git },
        ],
      },
    ],
    ["machine==guest && suite==sid && command:git", { kind: "and", of: [{ kind: "and", of: [guest, sid] }, git] }],
  ];
  for (const [text, condition] of cases) assert.equal(readCondition(text), condition, text);
});

test("what cannot be read is told from where on", () => {
  const cases: readonly [string, string][] = [
    ["", ""],
    ["machine==guest &&", ""],
    ["machine=guest", "machine=guest"],
    ["command:", "command:"],
    ["suite==guest", "suite==guest"],
    ["machine==guest & suite==sid", "& suite==sid"],
    ["machine==guest)", ")"],
    ["(machine==guest", ""],
    ["machine==guests", "machine==guests"],
    ["toString==x", "toString==x"],
    ["networks", "networks"],
    ["network==true", "==true"],
  ];
  for (const [text, unread] of cases) assert.equal(readCondition(text), { unread }, text);
});

test("brackets without end, or too many, cost no stack", () => {
  for (const sign of ["!", "(", "(!"]) assert.ok("unread" in readCondition(sign.repeat(50_000)));
});

const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 6 },
    fc.constantFrom(is("machine", "host"), is("suite", "trixie"), command("docker"), { kind: "network" } as const),
    tie("condition").map((of): Condition => ({ kind: "not", of })),
    fc
      .tuple(fc.constantFrom("and", "or"), tie("condition"), tie("condition"))
      .map(([kind, left, right]): Condition => ({ kind, of: [left, right] })),
  ),
}));

test("what is written is read as it was", () => {
  fc.assert(fc.property(condition, (one) => assert.equal(readCondition(formatCondition(one)), one)));
});

test("no text makes it throw", () => {
  const piece = fc.constantFrom("!", "(", ")", "&&", "||", "&", "machine", "==", "guest", "command:", "x", " ");
  fc.assert(fc.property(fc.array(piece), (pieces) => void readCondition(pieces.join(""))));
});

test.run();
