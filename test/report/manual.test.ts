import { test } from "uvu";
import * as assert from "uvu/assert";
import { manualPage } from "../../src/report/manual.ts";
import type { Outline } from "../../src/report/outline.ts";

const NONE = { arguments: [], options: [], commands: [], more: "" };
const FILE = { name: "file", choices: [], isFile: true };

const PROGRAM: Outline = {
  ...NONE,
  name: "tool",
  about: "Does things: many of them.",
  usage: "[options] [command]",
  commands: [
    {
      ...NONE,
      name: "run",
      about: "run it",
      usage: "[options] <file>",
      arguments: [{ ...FILE, about: "it's one" }],
      options: [
        {
          names: ["-o", "--out-put"],
          term: "-o, --out-put <file>",
          about: "",
          details: "into `~/x\\y`",
          value: FILE,
          isOptional: false,
        },
        {
          names: ["-h", "--help"],
          term: "-h, --help",
          about: "",
          details: "print this help",
          value: undefined,
          isOptional: false,
        },
      ],
      more: "... stays.\n\n'quoted' — and ^é,\n.dotted",
    },
  ],
};

test("a command's help, in roff, of which nothing in a text is a request or an escape", () => {
  const page = manualPage(PROGRAM, "1.2.3");
  const at = page.indexOf(".SH EXIT STATUS");
  assert.is(
    page.slice(0, at),
    String.raw`.\" Made from the command line's own help.
.TH TOOL 1 "" "tool 1.2.3" "User Commands"
.nh
.ad l
.SH NAME
tool \- does things
.SH SYNOPSIS
\fBtool run\fR [options] <file>
.SH DESCRIPTION
Does things: many of them.
.SH COMMANDS
.SS "tool run [options] <file>"
Run it.
.TP
\fIfile\fR
It's one.
.TP
\fB\-o\fR, \fB\-\-out\-put\fR \fI<file>\fR
Into \(ga\(ti/x\ey\(ga.
.PP
\&... stays.
.PP
\(aqquoted\(aq \[u2014] and \(ha\[u00E9], .dotted
.SH OPTIONS
`.replace("It's", String.raw`It\(aqs`),
  );
});

test("long texts are cut into lines, of which none begins a request", () => {
  const words = Array.from({ length: 40 }, (_, i) => `.word${i}`).join(" ");
  const page = manualPage({ ...PROGRAM, more: words }, "1");
  const lines = page.slice(page.indexOf(".SH DESCRIPTION"), page.indexOf(".SH COMMANDS")).split("\n");
  const text = lines.filter((line) => line.includes("word"));
  assert.ok(text.length > 3);
  assert.ok(text.every((line) => line.startsWith("\\&.word") && line.length < 80));
  assert.is(text.map((line) => line.slice(2)).join(" "), words);
});

test.run();
