import type { Format } from "./document.ts";

const EXTENSIONS: Readonly<Record<string, Format>> = {
  md: "markdown",
  markdown: "markdown",
  mdx: "markdown",
  rst: "rst",
  rest: "rst",
  t: "cram",
};

/** The format that a file's name tells; undefined if it tells none. */
export function formatOf(path: string): Format | undefined {
  // Sphinx publishes its sources as page.rst.txt.
  const extension = /\.([^./\\]+?)(?:\.txt)?$/i.exec(path)?.[1]?.toLowerCase() ?? "";
  return Object.hasOwn(EXTENSIONS, extension) ? EXTENSIONS[extension] : undefined;
}
