// Compiles src/ to dist/, and puts beside it the machines' own files, which are not TypeScript.
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, rmSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
rmSync(join(root, "dist"), { recursive: true, force: true });
const compile = [join(root, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.build.json"];
const { status } = spawnSync(process.execPath, compile, { cwd: root, stdio: "inherit" });
if (status !== 0) process.exit(status ?? 1);
for (const name of ["guest/init", "guest/rootfs", "sandbox/etc"]) {
  cpSync(join(root, "src/machine", name), join(root, "dist/machine", name), { recursive: true });
}
chmodSync(join(root, "dist/cli.js"), 0o755);
