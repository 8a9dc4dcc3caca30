import type { Readable } from "node:stream";

/** Hears a stream line by line, without line ends. A stream that breaks off is one that ended. */
export function onLines(stream: Readable, listener: (line: string) => void): void {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("error", () => undefined);
  stream.on("data", (chunk: string) => {
    const lines = (rest + chunk).split(/\r*\n/);
    rest = lines.pop() ?? "";
    for (const line of lines) listener(line);
  });
}
