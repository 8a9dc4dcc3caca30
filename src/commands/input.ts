import { decode, readStream, type Source } from "../source/read.ts";

/** The document that comes on the standard input, or nothing when the signal aborts. */
export async function readStandardInput(signal?: AbortSignal): Promise<Source> {
  const { stdin } = process;
  const onAbort = (): void => void stdin.destroy();
  signal?.addEventListener("abort", onAbort);
  try {
    return await readStream("-", stdin);
  } catch (cause) {
    if (signal?.aborted !== true) throw cause;
    return decode("-", new Uint8Array());
  } finally {
    signal?.removeEventListener("abort", onAbort);
  }
}
