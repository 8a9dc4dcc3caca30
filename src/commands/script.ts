import { error, hasError } from "../message/message.ts";
import { read } from "../read.ts";
import { messageLines } from "../report/messages.ts";
import { makePaint } from "../report/paint.ts";
import { scriptOf } from "../report/script.ts";
import { visibleText } from "../report/visible.ts";
import { hasColours } from "./colours.ts";
import { readStandardInput } from "./input.ts";
import { type ReadFlags, readOptions } from "./reading.ts";
import type { Streams } from "./writer.ts";

/** `howtrue script`: gives the exit status. Of a document that cannot be read whole no script is made. */
export async function runScript(path: string, flags: ReadFlags, streams: Streams): Promise<number> {
  const options = { ...readOptions(flags), standardInput: () => readStandardInput() };
  const { readings, messages } = await read([path], options);
  const folder = readings.some(({ plan }) => plan.path !== path) ? [error({ path }, FOLDER)] : [];
  const all = [...folder, ...messages, ...readings.flatMap(({ plan }) => plan.messages)];
  const paint = makePaint(hasColours(streams.stderr));
  const said = all.flatMap((message) => messageLines(message, paint));
  streams.stderr.write(said.map((line) => `${line}\n`).join(""));
  if (hasError(all)) return 2;
  for (const { whole } of readings) {
    if (whole === undefined) continue;
    const script = scriptOf(whole.document, whole.plan);
    streams.stdout.write(streams.stdout.isTTY ? visibleText(script) : script);
  }
  return 0;
}

const FOLDER = {
  code: "no-script",
  what: "a script is made of one document, and this is a folder",
  hint: "name a file in it",
};
