import { spawnSync } from "node:child_process";
import { accessSync, constants, closeSync, type Dirent, openSync, readdirSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { Completer, completeness } from "../../../src/document/shell/completeness.ts";

/** Whether bash would ask for more, by what it says of a text that ends here. It takes a backslash at the end as none. */
function bashAsksForMore(text: string): boolean {
  const { stderr } = spawnSync("bash", ["-n"], { input: `${text}\n`, encoding: "utf8", env: { LANG: "C" } });
  const open = /unexpected end of file|unexpected EOF|unexpected token `EOF'|delimited by end-of-file/.test(stderr);
  const last = text.slice(text.lastIndexOf("\n") + 1);
  return open || (/(^|[^\\])(\\\\)*\\$/.test(last) && !/#[^'"]*$/.test(last));
}

test("hard cases, with bash as the judge", () => {
  const text = readFileSync(join(import.meta.dirname, "../../fixtures/shell/hard-cases.txt"), "utf8");
  const cases = text.trimEnd().split("\n%%\n");
  assert.ok(cases.length >= 200);
  for (const command of cases) {
    assert.is(completeness(command).complete, !bashAsksForMore(command), command);
  }
});

test("the beginnings of real scripts, with bash as the judge", () => {
  const scripts = scriptsBelow(["/usr/bin", "/usr/sbin", "/etc", "/usr/lib", "/usr/share"]).slice(0, 300);
  assert.ok(scripts.length > 50, "this machine has scripts");
  let judged = 0;
  const wrong: string[] = [];
  for (const [i, script] of scripts.entries()) {
    const lines = readFileSync(script, "utf8").split("\n");
    for (let k = 1 + (i % 7); k < Math.min(lines.length, 250); k += Math.max(7, Math.ceil(lines.length / 5))) {
      const beginning = lines.slice(0, k).join("\n");
      judged++;
      if (completeness(beginning).complete === bashAsksForMore(beginning)) wrong.push(`${script}:${k}`);
    }
  }
  assert.ok(judged > 200);
  assert.ok(wrong.length * 1_000 <= judged, `${wrong.length} of ${judged}: ${wrong.join(" ")}`);
});

/** Shell scripts of this machine, not far below the folders. */
function scriptsBelow(folders: readonly string[], depth = 3): string[] {
  return folders.flatMap((folder) => {
    const found: string[] = [];
    for (const entry of entriesOf(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && depth > 1) found.push(...scriptsBelow([path], depth - 1));
      else if (entry.isFile() && isScript(path)) found.push(path);
    }
    return found;
  });
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function isScript(path: string): boolean {
  if (!isReadable(path)) return false;
  const head = Buffer.alloc(40);
  const file = openSync(path, "r");
  readSync(file, head);
  closeSync(file);
  return /^#!\s*\/(usr\/)?bin\/(env )?(ba|da)?sh\b/.test(head.toString("latin1")) && !readFileSync(path).includes(0);
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

test("what is open is said, and where", () => {
  const open = (command: string): string => {
    const state = completeness(command);
    return state.complete ? "complete" : `${state.open} at ${state.at}`;
  };
  assert.is(open("echo 'a"), "a single quote at 5");
  assert.is(open('echo "$(date'), "$( at 6");
  assert.is(open("cat <<EOF\na"), "a here-document (EOF) at 4");
  assert.is(open("echo a; if true"), "if at 8");
  assert.is(open("f() {\n  a"), "{ at 4");
  assert.is(open("f()"), "a function without its body at 1");
  assert.is(open("ls |"), "| at the end of the line at 3");
  assert.is(open("ls \\"), "a backslash at the end of the line at 3");
  assert.is(open("echo done"), "complete");
});

test("line by line it is the same as at once", () => {
  for (const script of ["f() {\n cat <<A\n  }\nA\n}", "a=(\n1\n)", "if a; then\n b\nfi", "cat <<'X'\n\\\nX"]) {
    const completer = new Completer();
    let state = completer.feed("");
    for (const [i, line] of script.split("\n").entries()) {
      state = i === 0 ? completer.feed(line) : completer.feed(line);
      const soFar = completeness(
        script
          .split("\n")
          .slice(0, i + 1)
          .join("\n"),
      );
      assert.is(state.complete, soFar.complete, `${script} up to line ${i + 1}`);
    }
    assert.ok(state.complete);
  }
});

test("a quote that is never closed takes a bounded time, and stays open", () => {
  const completer = new Completer();
  let state = completer.feed("echo '");
  const began = performance.now();
  for (let i = 0; i < 400_000; i++) state = completer.feed("a line of text, as there are many");
  assert.equal(state, { complete: false, open: "a single quote", at: 5 });
  assert.ok(performance.now() - began < 20_000); // hours, where each line is read with all those above
});

test("whatever it is given, it ends without an exception", () => {
  const piece = fc.constantFrom(
    ..."'\"`$(){}[]<>|&;#\\\n a=!".split(""),
    "$((",
    "<<A",
    "case x in",
    "esac",
    "if ",
    "fi",
    "done",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      completeness(pieces.join(""));
    }),
    { numRuns: 3_000 },
  );
  for (const hostile of ["$(", "${", "((a) ", "case x in a) ", "`", '"', "a=("]) completeness(hostile.repeat(50_000));
});

test.run();
