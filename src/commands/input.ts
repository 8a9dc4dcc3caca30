import { decode, type Source } from "../source/read.ts";

/** The document that comes on the standard input, or what of it has come when the signal aborts. */
export async function readStandardInput(signal?: AbortSignal): Promise<Source> {
  const { stdin } = process;
  const chunks: Buffer[] = [];
  const onAbort = (): void => void stdin.destroy();
  signal?.addEventListener("abort", onAbort);
  try {
    for await (const chunk of stdin) chunks.push(Buffer.from(chunk));
  } catch (cause) {
    if (signal?.aborted !== true) throw cause;
  }
  signal?.removeEventListener("abort", onAbort);
  return decode("-", Buffer.concat(chunks));
}
