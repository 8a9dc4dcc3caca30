import { execFile, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { ENVIRONMENT, EXAMPLES, EXIT_STATUS } from "../../src/report/manual-texts.ts";
import { howtrue } from "./howtrue.ts";

const root = resolve(import.meta.dirname, "../..");
const page = join(root, "dist/howtrue.1");
const run = promisify(execFile);
const isInstalled = (program: string): boolean => spawnSync(program, ["-h"]).error === undefined;

test("the build has it where package.json says, as howtrue man prints it, and no help shows that", async () => {
  const { man, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  assert.equal(man, ["./dist/howtrue.1"], "npm installs only the pages of a list");
  const text = readFileSync(page, "utf8");
  assert.equal(await howtrue(["man"]), { status: 0, stdout: text, stderr: "" });
  assert.match(text, `"howtrue ${version}"`);
  assert.not.match((await howtrue(["--help"])).stdout, /^ {2}man\b/m);
});

test("it has its sections, and each command and option that the help shows", async () => {
  const text = readFileSync(page, "utf8")
    .replaceAll("\\-", "-")
    .replaceAll(/\\f[BIR]/g, "");
  const sections = [...text.matchAll(/^\.SH (.*)/gm)].map(([, title]) => title);
  assert.is(
    sections.join(", "),
    "NAME, SYNOPSIS, DESCRIPTION, COMMANDS, OPTIONS, EXIT STATUS, ENVIRONMENT, FILES, EXAMPLES",
  );
  const commandsOf = (help: string): string[] =>
    [...(help.split("\nCommands:\n")[1] ?? "").matchAll(/^ {2}([\w-]+)/gm)].map(([, name]) => name ?? "");
  const commands = commandsOf((await howtrue(["--help"])).stdout);
  assert.ok(commands.includes("verify") && commands.includes("help"));
  const images = commandsOf((await howtrue(["image", "--help"])).stdout).filter((name) => name !== "help");
  for (const command of [...commands, ...images.map((name) => `image ${name}`)]) {
    const heading = new RegExp(`^\\.SS "howtrue ${command}[ "]`, "m");
    const [, after = ""] = text.split(heading);
    const [part = ""] = after.split(/^\.S[SH] /m);
    if (command === "help") continue; // it has no options, and its help is that of all
    const { stdout } = await howtrue([...command.split(" "), "--help"]);
    const commandLines = / > ~/; // to be copied
    assert.equal(
      stdout.split("\n").filter((line) => line.length > 80 && !commandLines.test(line)),
      [],
      "help is for terminals of 80 columns, too",
    );
    const options = [...stdout.matchAll(/^ {2}((?:-\w, )?--[\w-]+)/gm)].map(([, option]) => option ?? "");
    for (const option of options.filter((one) => one !== "-h, --help")) assert.match(part, `\n${option}`, command);
  }
});

test("what it says of the environment is what the code reads", () => {
  const files = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" });
  const code = files
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(join(root, "src", name), "utf8"));
  const read = code.flatMap((text) =>
    [...text.matchAll(/\b(?:environment|env)\["([A-Z_]+)"\]/g)].map(([, name]) => name),
  );
  const said = ENVIRONMENT.map(([name]) => name).filter((name) => !name.includes("proxy"));
  assert.equal(
    read.filter((name) => name === undefined || !said.includes(name)),
    [],
    "read, and not said",
  );
  assert.equal(
    said.filter((name) => !read.includes(name)),
    [],
    "said, and not read",
  );
});

test("its examples have options that there are, and the statuses are those of the help", async () => {
  for (const [example] of EXAMPLES) {
    const [, command = "", ...words] = example.split(" ");
    const { stdout, status } = await howtrue([command, "--help"]);
    assert.is(status, 0);
    for (const word of words.filter((one) => one.startsWith("-"))) assert.match(stdout, `${word} `, example);
  }
  const { stdout } = await howtrue(["verify", "--help"]);
  const statuses = [...(stdout.split("Exit status: ")[1] ?? "").matchAll(/(?:^|;\s)(\d+) /g)].map(([, code]) => code);
  assert.equal(
    statuses,
    EXIT_STATUS.map(([code]) => code),
  );
});

(isInstalled("groff") ? test : test.skip)("groff has nothing to warn of", async () => {
  const { stdout, stderr } = await run("groff", ["-man", "-ww", "-Tascii", page]);
  assert.is(stderr, "");
  assert.match(stdout.replaceAll(/\x1b\[[\d;]*m|.\x08/g, ""), /\n {7}-m, --machine <kind>\n/);
});

(isInstalled("mandoc") ? test : test.skip)("mandoc warns of nothing but the date, which a build does not have", () => {
  const { stdout } = spawnSync("mandoc", ["-T", "lint", "-W", "warning", page], { encoding: "utf8" });
  const warnings = stdout.split("\n").filter((line) => line !== "" && !line.includes("missing date"));
  assert.equal(warnings, []);
});

test.run();
