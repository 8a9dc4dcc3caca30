import type { KeyName } from "../../src/settings/keys.ts";

interface Examples {
  /** As it is written in YAML or in an annotation, and what becomes of it. */
  readonly good: readonly (readonly [unknown, unknown])[];
  /** And what is said to be right. */
  readonly bad: readonly (readonly [unknown, string])[];
  /** Refused by us only: a schema for editors cannot tell. */
  readonly unseen?: readonly unknown[];
}

const FLAG = "expected no value, true or false";
const flag: Examples = {
  good: [
    [true, true],
    ["true", true],
    [false, false],
    ["false", false],
  ],
  bad: [
    ["yes", FLAG],
    ["ture", `did you mean true? ${FLAG}`],
    [1, FLAG],
    [null, FLAG],
    [[], FLAG],
  ],
};

const TIME = "expected a time such as 30s, 500ms or 2m";
const duration: Examples = {
  good: [
    ["30s", 30_000],
    ["1.5h", 5_400_000],
    ["2 min", 120_000],
    [7, 7_000],
    ["7", 7_000],
    [0.5, 500],
  ],
  bad: [
    ["soon", TIME],
    ["0s", TIME],
    [0, TIME],
    [-1, TIME],
    [true, TIME],
    [{}, TIME],
    ["", TIME],
    ["99999h", TIME],
  ],
  unseen: ["99999h"],
};

const IMAGE = "expected a suite (bookworm, trixie, sid) or a mapping of suite, packages, size and memory";
const PACKAGE = "expected the name of a Debian package";
const CELLS = "expected columns and rows, as 80x24 or {cols: 80, rows: 24}";
const NUMBER = "expected a whole number from 1 to 999";
const HOSTS = "expected auto, false or a list of names such as [db1, web]";
const INSIDE = "expected a path below this folder, without .. and not from the root";
const PROMPT = 'expected a list of prompts, such as ["#", "❯"]';
const PLACEHOLDER = "expected int, size, date, time, ip, path, hex, uuid or a regular expression such as /v[0-9]+/";
const NAME = "expected a name of letters, digits, - and _";
const EXIT = "expected a number from 0 to 255, any or nonzero";
const CONDITION =
  "expected facts such as machine==guest, suite==trixie, network or command:docker, joined by !, && or ||";
const PATTERN = "expected a regular expression such as /warning/i";
const UNTIL = "expected a regular expression such as /ready/ or a port such as tcp:8080";
const MATCH = "expected exact, ellipsis, glob, regex or unordered";
const MAPPING = "expected a mapping of names to values, such as {LANG: C}";

/** For every key what it may be and what not. */
export const examples: Readonly<Record<KeyName, Examples>> = {
  machine: {
    good: [
      ["guest", "guest"],
      ["host", "host"],
      ["sandbox", "sandbox"],
    ],
    bad: [
      ["moon", "expected guest, sandbox or host"],
      ["Guest", "did you mean guest? expected guest, sandbox or host"],
      [true, "expected guest, sandbox or host"],
    ],
  },
  image: {
    good: [
      ["trixie", { suite: "trixie" }],
      [{}, {}],
      [
        { suite: "sid", packages: ["nginx"], size: "8G", memory: "512M" },
        { suite: "sid", packages: ["nginx"], size: 2 ** 33, memory: 2 ** 29 },
      ],
      [{ size: 4096 }, { size: 4096 }],
    ],
    bad: [
      ["woody", IMAGE],
      ["trixi", `did you mean trixie? ${IMAGE}`],
      [{ suite: "bookwrom" }, "did you mean bookworm? expected one of bookworm, trixie, sid"],
      [7, IMAGE],
      [{ suite: "woody" }, "expected one of bookworm, trixie, sid"],
      [{ packages: "nginx" }, "expected a list of Debian packages"],
      [{ packages: ["--yes"] }, PACKAGE],
      [{ packages: ["a b"] }, PACKAGE],
      [{ size: "much" }, "expected a size such as 256M or 4G"],
      [{ memory: 0 }, "expected a size such as 256M or 4G"],
      [{ sise: 1 }, "did you mean size?"],
      [{ colour: 1 }, "image has suite, packages, size, memory"],
    ],
  },
  timeout: duration,
  env: {
    good: [
      [
        { LANG: "C", N: 3, YES: true },
        { LANG: "C", N: "3", YES: "true" },
      ],
      [{}, {}],
    ],
    bad: [
      [["A=1"], MAPPING],
      ["A=1", MAPPING],
      [{ "1A": "x" }, "expected a name of letters, digits and _"],
      [{ PS1: "x" }, "expected another name: howtrue knows by this one where a command ends"],
      [{ A: ["x"] }, "expected text"],
      [{ A: "\0" }, "expected text without NUL"],
    ],
  },
  terminal: {
    good: [
      ["100x30", { cols: 100, rows: 30 }],
      [{ cols: 132 }, { cols: 132 }],
    ],
    bad: [
      ["wide", CELLS],
      ["80x0", CELLS],
      [80, CELLS],
      [{ cols: 0 }, NUMBER],
      [{ cols: 1.5 }, NUMBER],
      [{ rows: 1000 }, NUMBER],
      [{ rows: "24" }, NUMBER],
      [{ rowss: 24 }, "did you mean rows?"],
    ],
  },
  network: flag,
  hosts: {
    good: [
      ["auto", "auto"],
      [false, []],
      ["false", []],
      [[], []],
      [
        ["db1", "web-2_x", "db1"],
        ["db1", "web-2_x"],
      ],
    ],
    bad: [
      [true, HOSTS],
      ["db1", HOSTS],
      [["Web"], HOSTS],
      [["-x"], HOSTS],
      [["10.0.0.1"], HOSTS],
      [["a b"], HOSTS],
      [["x".repeat(64)], HOSTS],
      [["a", "b", "c", "d", "e", "f", "g", "h", "i"], HOSTS],
    ],
  },
  files: {
    good: [
      [
        ["site/", "data.sql"],
        ["site/", "data.sql"],
      ],
      ["a b.txt", ["a b.txt"]],
      [
        ["..a", "a..", "a/...b"],
        ["..a", "a..", "a/...b"],
      ],
      [[], []],
    ],
    bad: [
      [["/etc/passwd"], INSIDE],
      [[".."], INSIDE],
      [["../x"], INSIDE],
      [["a/../../x"], INSIDE],
      [["a/.."], INSIDE],
      [["~/.ssh"], INSIDE],
      [["C:\\x"], INSIDE],
      [["\\\\host\\x"], INSIDE],
      [["a\\..\\x"], INSIDE],
      [[""], INSIDE],
      [["a\nb"], INSIDE],
      ["/etc", INSIDE],
      [[7], INSIDE],
      [{}, "expected a list of paths"],
    ],
  },
  prompts: {
    good: [
      [
        ["#", "mysql> "],
        ["#", "mysql>"],
      ],
      ["#", ["#"]],
      [[], []],
    ],
    bad: [
      [[" "], PROMPT],
      [[""], PROMPT],
      [[" $"], PROMPT],
      [["a\nb"], PROMPT],
      [["x".repeat(101)], PROMPT],
      [[1], PROMPT],
      [true, PROMPT],
      [{}, PROMPT],
    ],
  },
  scripts: {
    good: [
      ["run", "run"],
      ["skip", "skip"],
    ],
    bad: [
      ["ran", "did you mean run? expected run or skip"],
      [true, "expected run or skip"],
    ],
  },
  strict: flag,
  placeholders: {
    good: [
      [
        { id: "uuid", version: "/v[0-9.]+/i" },
        { id: "uuid", version: { source: "v[0-9.]+", flags: "i" } },
      ],
      [{}, {}],
    ],
    bad: [
      [{ id: "guid" }, `did you mean uuid? ${PLACEHOLDER}`],
      [{ id: "letters" }, PLACEHOLDER],
      [{ id: "/(/" }, `${PLACEHOLDER}: unterminated group`],
      [{ id: 1 }, PLACEHOLDER],
      [{ "1d": "int" }, NAME],
      ["uuid", 'expected a mapping of names to their kind, such as {id: uuid, version: "/v[0-9]+/"}'],
      [["uuid"], 'expected a mapping of names to their kind, such as {id: uuid, version: "/v[0-9]+/"}'],
    ],
    unseen: [{ id: "/(/" }],
  },
  dialect: {
    good: [
      ["howtrue", "howtrue"],
      ["wordish", "wordish"],
      ["cram", "cram"],
      ["scrut", "scrut"],
    ],
    bad: [["crem", "did you mean cram? expected howtrue, wordish, cram or scrut"]],
  },
  exit: {
    good: [
      [0, 0],
      ["0", 0],
      ["127", 127],
      ["007", 7],
      [255, 255],
      ["255", 255],
      ["any", "any"],
      ["nonzero", "nonzero"],
    ],
    bad: [
      [256, EXIT],
      ["nonezero", `did you mean nonzero? ${EXIT}`],
      ["256", EXIT],
      [-1, EXIT],
      [1.5, EXIT],
      ["1x", EXIT],
      ["", EXIT],
      [true, EXIT],
      [null, EXIT],
    ],
  },
  ignore: flag,
  skip: flag,
  if: {
    good: [
      ["machine==guest", { kind: "is", fact: "machine", value: "guest" }],
      ["!command:docker", { kind: "not", of: { kind: "command", name: "docker" } }],
    ],
    bad: [
      ["", CONDITION],
      [true, CONDITION],
      ["x".repeat(1001), CONDITION],
      ["sid", `${CONDITION}; it cannot be read from "sid" on`],
      ["machine==guest &&", `${CONDITION}; it cannot be read at its end`],
      ["machine==moon", `${CONDITION}; it cannot be read from "machine==moon" on`],
      ["command:a command:b", `${CONDITION}; it cannot be read from "command:b" on`],
      ["(suite==sid", `${CONDITION}; it cannot be read at its end`],
    ],
    unseen: ["sid", "machine==guest &&", "machine==moon", "command:a command:b", "(suite==sid"],
  },
  cleanup: flag,
  within: duration,
  match: {
    good: ["exact", "ellipsis", "glob", "regex", "unordered"].map((value) => [value, value]),
    bad: [
      ["regexp", `did you mean regex? ${MATCH}`],
      [true, MATCH],
    ],
  },
  forbid: {
    good: [
      ["/warning/i", { source: "warning", flags: "i" }],
      ["/a\\/b/", { source: "a\\/b", flags: "" }],
      ["/a b/su", { source: "a b", flags: "su" }],
    ],
    bad: [
      ["warning", PATTERN],
      ["//", PATTERN],
      ["/a/b/", PATTERN],
      ["/a/g", PATTERN],
      ["/a", PATTERN],
      [true, PATTERN],
      ["/(/", `${PATTERN}: unterminated group`],
      ["/[b-a]/", `${PATTERN}: range out of order in character class`],
      ["/a/ii", `${PATTERN}: invalid flags`],
    ],
    unseen: ["/(/", "/[b-a]/", "/a/ii"],
  },
  stderr: {
    good: [
      ["compare", "compare"],
      ["ignore", "ignore"],
    ],
    bad: [["none", "expected compare or ignore"]],
  },
  session: {
    good: [["db-1", "db-1"]],
    bad: [
      ["a/b", NAME],
      ["", NAME],
      [true, NAME],
      ["a b", NAME],
    ],
  },
  background: flag,
  until: {
    good: [
      ["/ready/", { kind: "output", pattern: { source: "ready", flags: "" } }],
      ["tcp:8080", { kind: "port", port: 8080 }],
      ["tcp:65535", { kind: "port", port: 65_535 }],
    ],
    bad: [
      ["tcp:0", UNTIL],
      ["tcp:65536", UNTIL],
      ["udp:1", UNTIL],
      ["ready", UNTIL],
      [true, UNTIL],
      ["/(/", `${UNTIL}: unterminated group`],
    ],
    unseen: ["/(/"],
  },
  answer: {
    good: [
      ["y", "y"],
      ["", ""],
      [7, "7"],
    ],
    bad: [
      ["a\nb", "expected the text to type, on one line"],
      [true, "expected the text to type, on one line"],
    ],
  },
  secret: {
    good: [["DB_PASSWORD", "DB_PASSWORD"]],
    bad: [
      ["$DB", "expected the name of an environment variable"],
      [true, "expected the name of an environment variable"],
    ],
  },
};
