/** https://no-color.org: on a terminal, unless NO_COLOR says anything. */
export function hasColours(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY && !process.env["NO_COLOR"] && process.env["TERM"] !== "dumb";
}
