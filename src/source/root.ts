import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

const OURS = ["howtrue.config.json", "howtrue.config.yaml", "howtrue.config.yml"];

/**
 * The folder of the project that a folder belongs to, itself if nothing tells. The repository's, or that of the project
 * file further up: whoever puts one there means it. Where there is neither, the nearest folder that something is built
 * from; a manual may include what stands beside its own folder.
 */
export function projectOf(folder: string): string {
  const repository = nearestWith(folder, [".git"]);
  const ours = nearestWith(repository ?? folder, OURS);
  return ours ?? repository ?? nearestWith(folder, PACKAGE) ?? nearestWith(folder, ["conf.py"]) ?? folder;
}

const PACKAGE = ["package.json", "pyproject.toml", "setup.py", "Cargo.toml", "go.mod", "debian"];

/** The nearest folder upwards, the folder itself first, that holds one of these. */
export function nearestWith(folder: string, names: readonly string[]): string | undefined {
  if (names.some((name) => existsSync(join(folder, name)))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : nearestWith(above, names);
}
