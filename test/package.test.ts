import { execFile } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { folder } from "./commands/howtrue.ts";

const root = resolve(import.meta.dirname, "..");
const run = promisify(execFile);
const test = suite<{ path: string; remove: () => void }>("the package");

/** Packed as it would be published, and installed where nothing of this project is. */
test.before(async (context) => {
  Object.assign(context, folder({ "package.json": '{"private": true, "type": "module"}', "pack/keep": "" }));
  const { path } = context;
  // The build is there: packing must not build again, while other tests use it.
  await run("npm", ["pack", "--ignore-scripts", "--pack-destination", join(path, "pack")], { cwd: root });
  const archive = readdirSync(join(path, "pack")).find((name) => name.endsWith(".tgz"));
  await run("npm", ["install", "--no-audit", "--no-fund", "--omit=dev", join(path, "pack", archive ?? "")], {
    cwd: path,
  });
});
test.after(({ remove }) => remove());

test("holds what it needs and nothing else", async ({ path }) => {
  const files = readdirSync(join(path, "node_modules/howtrue"), { recursive: true, encoding: "utf8" });
  const tops = new Set(files.map((file) => file.split("/")[0]));
  assert.equal(
    [...tops].toSorted((a, b) => (a! < b! ? -1 : 1)),
    ["CHANGELOG.md", "LICENSE", "README.md", "dist", "package.json", "schema"],
  );
  const schema = files.filter((file) => file.startsWith("schema/")).toSorted();
  assert.equal(schema, ["schema/front-matter.schema.json", "schema/howtrue.config.schema.json"]);
  assert.ok(files.includes("dist/machine/guest/rootfs/usr/lib/howtrue/agent"));
  assert.ok(files.includes("dist/howtrue.1"), "the manual page that package.json names");
  assert.not(files.some((file) => file.endsWith(".ts") && !file.endsWith(".d.ts")));
  assert.not(files.some((file) => file.includes("made-from")));
});

test("is all that is installed, but for node-pty; whose work is built in, it says", async ({ path }) => {
  const installed = readdirSync(join(path, "node_modules")).filter((name) => !name.startsWith("."));
  const known = new Set(["@lydell", "howtrue", "node-addon-api", "node-pty"]);
  assert.equal(
    installed.filter((name) => !known.has(name)),
    [],
  );
  const licences = readFileSync(join(path, "node_modules/howtrue/dist/licences.txt"), "utf8");
  for (const name of ["commander", "diff", "mdast-util-from-markdown", "valibot", "yaml", "@xterm/headless"])
    assert.match(licences, new RegExp(`^${name} \\d+\\.[\\d.]+ \\([\\w-]+\\)\n\n.*(?:Copyright|License)`, "ms"), name);
});

test("its command says its version, and verifies", async ({ path }) => {
  const command = join(path, "node_modules/.bin/howtrue");
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  assert.is((await run(command, ["--version"])).stdout, `${version}\n`);
  const { path: other, remove } = folder({ "hello.md": "```console\n$ echo hello\nhello\n```\n" });
  const { stdout } = await run(command, ["verify", "--machine", "host", "hello.md"], { cwd: other });
  assert.match(stdout, "✓ hello.md: 1 step held");
  remove();
});

test("it is a library", async ({ path }) => {
  const program = `
    import { parse, plan, verify } from "howtrue";
    const text = "\`\`\`console\\n$ echo hello\\nhello\\n\`\`\`\\n";
    const document = await parse(text, { path: "hello.md", format: "markdown" });
    const { steps } = plan(document);
    console.log(steps[0].command, typeof verify);
  `;
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", program], { cwd: path });
  assert.is(stdout, "echo hello function\n");
});

test("its types say all that a program needs, and ask for no other types", async ({ path }) => {
  const program = `
    import { type Event, type Failure, parse, plan, type Step, update, verify } from "howtrue";
    const signal = AbortSignal.timeout(1000);
    const run = verify(["a.md"], { signal, settings: { machine: "sandbox" }, jobs: 1 });
    const told = (event: Event): string => (event.kind === "step-end" ? event.outcome.step.command : event.kind);
    for await (const event of run) told(event);
    const failures: Failure[] = (await run).flatMap(({ outcomes }) => outcomes.flatMap((one) => one.failures));
    const steps: readonly Step[] = plan(await parse("", { path: "a.md", format: "markdown" }), { strict: true }).steps;
    for await (const { texts } of update(["a.md"], { signal, runs: 2 })) texts?.new.concat(String([failures, steps]));
    // @ts-expect-error
    verify(["a.md"], { singal: signal });
  `;
  const compilerOptions = { strict: true, target: "es2022", module: "nodenext", lib: ["es2022", "dom"], types: [] };
  writeFileSync(join(path, "program.ts"), program);
  const config = { compilerOptions: { ...compilerOptions, noEmit: true }, files: ["program.ts"] };
  writeFileSync(join(path, "tsconfig.json"), JSON.stringify(config));
  const compile = [join(root, "node_modules/typescript/bin/tsc"), "-p", path];
  await run(process.execPath, compile).catch(({ stdout }) => assert.unreachable(stdout));
});

test.run();
