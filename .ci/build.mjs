// Compiles src/ to dist/, and puts beside it the guest's own files, which are not TypeScript.
import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, rmSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
rmSync(join(root, "dist"), { recursive: true, force: true });
execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.build.json"], {
  cwd: root,
  stdio: "inherit",
});
for (const name of ["init", "rootfs"]) {
  cpSync(join(root, "src/machine/guest", name), join(root, "dist/machine/guest", name), { recursive: true });
}
chmodSync(join(root, "dist/cli.js"), 0o755);
