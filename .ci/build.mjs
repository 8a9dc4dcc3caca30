// Makes dist/ of src/: two programs, the command and the library, in few files and with all that they import in them, for
// Node takes longer to find and read 300 files than to run them; their types; the files of machines and of HTML pages, which
// are not TypeScript; the licences of what is built in; and the manual page.
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..");
const { optionalDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

function run(args, stdio) {
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: root, stdio });
  if (status !== 0) process.exit(status ?? 1);
  return stdout;
}

/** What a module finds beside itself in src/ is below dist/ in the same place, wherever its code has come to. */
const places = {
  name: "places",
  setup({ onLoad }) {
    onLoad({ filter: /\/src\/.*\.ts$/ }, ({ path }) => {
      const place = relative(join(root, "src"), dirname(path));
      const text = readFileSync(path, "utf8");
      if (text.includes("import.meta.url")) throw new Error(`${path}: import.meta.dirname is what is kept true here`);
      return { contents: text.replaceAll("import.meta.dirname", `(import.meta.dirname + "/${place}")`), loader: "ts" };
    });
  },
};

/** As they ask for it: what is built in says whose it is. */
function licences(files) {
  const folders = files.map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0]).filter(Boolean);
  return [...new Set(folders)].sort().map((path) => {
    const folder = join(root, path);
    const { name, version, license, author } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const whose = typeof author === "object" ? author.name : author;
    const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
    const text = file === undefined ? `Copyright ${whose ?? name}` : readFileSync(join(folder, file), "utf8").trim();
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
}

rmSync(join(root, "dist"), { recursive: true, force: true });
run([join(root, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.build.json"], "inherit");
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ["src/cli.ts", "src/index.ts"],
  outdir: "dist",
  bundle: true,
  splitting: true, // what a command does not need is not read
  format: "esm",
  platform: "node",
  target: "node20.19",
  external: Object.keys(optionalDependencies), // compiled where they are installed
  banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  legalComments: "none",
  metafile: true,
  plugins: [places],
  logLevel: "warning",
});
// In pages: the player, and what its bundle has in it.
const PLAYER = "node_modules/asciinema-player/dist/bundle";
const inPages = [PLAYER, "node_modules/solid-js/dist", "node_modules/solid-transition-group/dist"];
const builtIn = [...Object.keys(metafile.inputs), ...inPages];
writeFileSync(join(root, "dist/licences.txt"), licences(builtIn).join(`\n${"-".repeat(80)}\n\n`));
for (const name of ["guest/init", "guest/rootfs", "sandbox/etc"]) {
  cpSync(join(root, "src/machine", name), join(root, "dist/machine", name), { recursive: true });
}
for (const [from, to, kind] of [
  ["src/publish/page/browser", "browser", ".js"],
  ["src/publish/page/style", "style", ".css"],
  [PLAYER, "player", "asciinema-player.min.js"],
  [PLAYER, "player", "asciinema-player.css"],
]) {
  for (const file of readdirSync(join(root, from)).filter((name) => name.endsWith(kind)))
    cpSync(join(root, from, file), join(root, "dist/publish/page", to, file));
}
chmodSync(join(root, "dist/cli.js"), 0o755);
writeFileSync(join(root, "dist/howtrue.1"), run([join(root, "dist/cli.js"), "man"], ["ignore", "pipe", "inherit"]));
