import { basename, dirname, resolve } from "node:path";
import type { Machine } from "../machine/machine.ts";
import type { Channel } from "../plan/plan.ts";
import type { PipedOptions } from "../terminal/piped-shell.ts";
import { posixWord } from "../terminal/quote.ts";

type Rules = (Channel & { kind: "pipe" })["rules"];

/**
 * What each tool gives to the shell of its tests: a directory of its own, and an environment in which programs say the
 * same everywhere. TESTDIR is the document's directory, which only the
 * host itself has; elsewhere it is where the files are that the document asks for.
 */
export function surroundings(
  rules: Rules,
  path: string,
  { kind, files }: { kind: Machine["kind"]; files: readonly string[] },
): Omit<PipedOptions, "nonce"> {
  if (rules === "wordish") return { program: "bash -", setUp: [] };
  const file = path === "-" ? resolve("-") : resolve(path);
  const shell = rules === "cram" ? "/bin/sh" : "/bin/bash";
  const name = basename(file);
  const directory = posixWord(name);
  const exports = { ...SAME, TESTSHELL: shell, TESTFILE: name, ...(kind === "host" && { TESTDIR: dirname(file) }) };
  const words = Object.entries(exports).map(([key, value]) => `${key}=${posixWord(value)}`);
  return {
    program: rules === "cram" ? `COLUMNS=80 ${shell} -` : `COLUMNS=80 ${shell} -O expand_aliases -`,
    setUp: [
      ...(files.length > 0 && kind !== "host" ? [`export TESTDIR="$PWD"`] : []),
      `CRAMTMP=$(mktemp -d "\${PWD%/}/cramtests-XXXXXX") && mkdir "$CRAMTMP/tmp" "$CRAMTMP/"${directory}`,
      `cd "$CRAMTMP/"${directory}`,
      rules === "cram"
        ? `export CRAMTMP TMPDIR="$CRAMTMP/tmp" TEMP="$CRAMTMP/tmp" TMP="$CRAMTMP/tmp"`
        : `mkdir "$CRAMTMP/__tmp" && export TMPDIR="$CRAMTMP/__tmp"`,
      `export ${words.join(" ")}`,
    ],
  };
}

/** cram/_test.py, and scrut's reference, "Environment Variables". */
const SAME = { LANG: "C", LC_ALL: "C", LANGUAGE: "C", TZ: "GMT", CDPATH: "", COLUMNS: "80", GREP_OPTIONS: "" };
