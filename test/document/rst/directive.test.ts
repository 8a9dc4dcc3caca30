import { test } from "uvu";
import * as assert from "uvu/assert";
import { found, only } from "./reading.ts";

test("code-block and its like hold literal text, the first word being the language", () => {
  assert.equal(found(".. code-block:: console\n\n   $ a\n"), ["directive console 3: $ a"]);
  assert.equal(found(".. code:: sh\n\n   $ a\n"), ["directive sh 3: $ a"]);
  assert.equal(found(".. sourcecode:: bash\n\n   $ a\n"), ["directive bash 3: $ a"]);
  assert.equal(found(".. code-block::\n\n   $ a\n"), ["directive 3: $ a"]);
  assert.equal(found(".. parsed-literal::\n\n   $ *a*\n"), ["directive 3: $ *a*"]);
});

test("prompt and code-tab take more words, of which the first is the language", () => {
  assert.equal(found(".. prompt:: bash # auto\n\n   # a\n"), ["directive bash 3: # a"]);
  assert.equal(found(".. code-tab:: console Debian and Ubuntu\n\n   $ a\n"), ["directive console 3: $ a"]);
});

test("prompt names prompts, which its text shows or not", () => {
  const prompts = (head: string): unknown => only(`.. prompt:: ${head}\n\n   a\n`).prompts;
  assert.equal(prompts("bash"), { texts: ["$"], shown: false });
  assert.equal(prompts("bash #"), { texts: ["#"], shown: false });
  assert.equal(prompts("bash $,# auto"), { texts: ["$", "#"], shown: true });
  assert.equal(prompts("text"), undefined);
  assert.equal(prompts(""), undefined);
  assert.equal(prompts("bash\n   :prompts: (env) $"), { texts: ["(env) $"], shown: false });
  assert.equal(prompts("bash # auto\n   :prompts: $"), { texts: ["$"], shown: false });
  assert.equal(prompts("\n   :language: bash\n   :prompts: $,>\n   :modifiers: auto"), {
    texts: ["$", ">"],
    shown: true,
  });
});

test("dedent takes columns off the text, as Sphinx does", () => {
  const body = "\n\n      $ a\n\n        b\n";
  assert.equal(found(`.. code-block:: sh\n   :dedent: 1${body}`), ["directive sh 4:   $ a\n\n    b"]);
  assert.equal(found(`.. code-block:: sh\n   :dedent:${body}`), ["directive sh 4: $ a\n\n  b"]);
  assert.equal(found(`.. sourcecode:: sh\n   :dedent: 4${body}`), ["directive sh 4:  a\n\n b"]);
  assert.equal(found(`.. code-block:: sh\n   :dedent: 99${body}`), ["directive sh 4: \n\n"]);
  assert.equal(found(`.. code:: sh\n   :dedent: 1${body}`), ["directive sh 4:    $ a\n\n     b"]);
});

test("options stand between the directive and its text", () => {
  const source = ".. code-block:: sh\n   :caption: A::\n   :name: x\n     goes on\n\n   $ a\n\n     b\n";
  assert.equal(found(source), ["directive sh 6: $ a\n\n  b"]);
  assert.equal(found(".. code::\n   :language: console\n\n   $ a\n"), ["directive console 4: $ a"]);
});

test("text indented deeper than the options keeps its blanks", () => {
  assert.equal(found(".. code-block:: sh\n   :name: x\n\n     $ a\n"), ["directive sh 4:   $ a"]);
  assert.equal(found(".. code-block:: sh\n\n     $ a\n"), ["directive sh 3: $ a"]);
});

test("names are written in any case, with one blank before the colons", () => {
  assert.equal(found(".. Code-Block:: SH\n\n   a\n"), ["directive SH 3: a"]);
  assert.equal(found(".. code-block :: sh\n\n   a\n"), ["directive sh 3: a"]);
  assert.equal(found("..  code-block::   sh\n\n   a\n"), ["directive sh 3: a"]);
  assert.equal(found("..code-block:: sh\n\n   a\n"), []);
  assert.equal(found(".. code-block: sh\n\n   a\n"), []);
});

test("text with no blank line above it is argument or option: nothing to run", () => {
  assert.equal(found(".. code-block:: sh\n   $ a\n"), []);
  assert.equal(found(".. code-block:: sh\n   :name: x\n   $ a\n"), []);
});

test("parsed-literal takes no argument: its text may begin at once", () => {
  assert.equal(found(".. parsed-literal:: $ a\n   b\n\n   c\n"), ["directive 1: $ a\nb\n\nc"]);
});

test("where options stand between a directive's first line and its text, it cannot be written anew", () => {
  const block = only(".. parsed-literal:: $ a\n   :class: x\n\n   b\n");
  assert.is(block.text, "$ a\n\nb");
  assert.is(block.rewritable, false);
  assert.is(only(".. parsed-literal::\n   :class: x\n\n   b\n").rewritable, true);
});

test("admonitions, tabs and directives that nobody knows hold markup", () => {
  const inside = "\n\n   ::\n\n      $ a\n";
  for (const opening of [
    ".. note::",
    ".. note:: text",
    ".. admonition:: Title",
    ".. tabs::",
    ".. tab:: Debian",
    ".. group-tab:: Debian",
    ".. only:: html",
    ".. container::\n   :class: x",
    ".. figure:: a.png",
    ".. my-own:: x y z",
    ".. py:function:: f(a)\n   :async:",
  ]) {
    assert.equal(
      found(`${opening}${inside}`).map((line) => line.replace(/\d/, "")),
      ["literal : $ a"],
      opening,
    );
  }
});

test("text that begins behind an admonition's colons is part of it", () => {
  assert.equal(
    found(".. note:: text::\n\n     $ a\n"),
    ["quoted 3: $ a"],
    "nothing tells its indentation from the block's",
  );
  assert.equal(found(".. note:: text::\n\n     $ a\n\n   b\n"), ["literal 3: $ a"]);
});

test("tabs within tabs", () => {
  const source = [
    ".. tabs::",
    "",
    "   .. tab:: Debian",
    "",
    "      .. code-block:: console",
    "",
    "         # apt install x",
    "",
    "   .. code-tab:: console Fedora",
    "",
    "      # dnf install x",
  ].join("\n");
  assert.equal(found(source), ["directive console 7: # apt install x", "directive console 11: # dnf install x"]);
});

test("bodies in other languages are left alone", () => {
  for (const name of [
    "raw:: html",
    "math::",
    "graphviz::",
    "literalinclude:: x",
    "toctree::",
    "testcode::",
    "jinja:: x",
  ]) {
    assert.equal(found(`.. ${name}\n\n   a::\n\n      $ b\n`), [], name);
  }
});

test("titles may stand in a directive, below the section around it", () => {
  const block = only("A\n=\n\n.. only:: html\n\n   B\n   =\n\n   ::\n\n      a\n");
  assert.equal(block.section, ["A", "B"]);
});

test("its sections end with it", () => {
  assert.equal(only("A\n=\n\n.. only:: html\n\n   B\n   =\n\n::\n\n   a\n").section, ["A"]);
});

test.run();
