/** A file's name as a word of a shell's, and no option. */
export function inShell(path: string): string {
  const name = path.startsWith("-") ? `./${path}` : path;
  return /^[\w./+@:,-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
}
