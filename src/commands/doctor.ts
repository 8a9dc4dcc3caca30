import { diagnose } from "../machine/doctor.ts";
import { diagnosisJson, diagnosisText } from "../report/doctor.ts";
import { makePaint } from "../report/paint.ts";
import { hasColours } from "./colours.ts";
import type { Streams } from "./writer.ts";

/** `howtrue doctor`: what this machine can do. Status 0 if a document that says nothing of where it runs can be verified. */
export async function runDoctor({ json }: { json?: boolean }, { stdout }: Streams): Promise<number> {
  const diagnosis = await diagnose(process.env);
  stdout.write(json === true ? diagnosisJson(diagnosis) : diagnosisText(diagnosis, makePaint(hasColours(stdout))));
  return diagnosis.ok ? 0 : 1;
}
