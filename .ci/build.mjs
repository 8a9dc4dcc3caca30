// Compiles src/ to dist/, and puts beside it the machines' own files, which are not TypeScript, and the manual page.
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, rmSync, writeFileSync } from "node:fs";
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
const manual = spawnSync(process.execPath, [join(root, "dist/cli.js"), "man"], {
  stdio: ["ignore", "pipe", "inherit"],
});
if (manual.status !== 0) process.exit(manual.status ?? 1);
writeFileSync(join(root, "dist/howtrue.1"), manual.stdout);
