import { copyFileSync, existsSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { cacheDirectory } from "../../src/machine/guest/cache.ts";

/** A cache below a folder, with the images that there are already: what a test keeps in it is nobody else's. */
export function ownCache(path: string): { env: { XDG_CACHE_HOME: string }; own: string } {
  const own = join(path, "cache/howtrue");
  const real = cacheDirectory(process.env);
  mkdirSync(own, { recursive: true });
  symlinkSync(join(real, "images"), join(own, "images"));
  for (const known of ["kvm", "io_uring"])
    if (existsSync(join(real, known))) copyFileSync(join(real, known), join(own, known));
  return { env: { XDG_CACHE_HOME: join(path, "cache") }, own };
}
