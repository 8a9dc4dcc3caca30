import type { Check, Diagnosis } from "../machine/doctor.ts";
import { asJson } from "./as-json.ts";
import type { Paint } from "./paint.ts";
import { visible } from "./visible.ts";

const TITLES: Readonly<Record<Check["name"], string>> = {
  guest: "guest",
  kvm: "  KVM",
  images: "  images",
  sandbox: "sandbox",
  host: "host",
};

/** What a machine can do, a line for each of its ways, and below what does not work the command that mends it. */
export function diagnosisText(diagnosis: Diagnosis, paint: Paint): string {
  const { checks, cache, versions } = diagnosis;
  const line = ({ name, works, detail, mend }: Check): string[] => [
    `${mark(name, works, paint)} ${TITLES[name].padEnd(WIDTH)} ${visible(detail)}`,
    ...(mend === undefined ? [] : [`  ${" ".repeat(WIDTH)} ${paint.bold(visible(mend))}`]),
  ];
  const free = cache.freeBytes === null ? "" : `, ${inGB(cache.freeBytes)} free`;
  const lines = [
    ...checks.flatMap(line),
    `  ${"cache".padEnd(WIDTH)} ${visible(cache.path)}: ${inGB(cache.bytes)}${free}`,
    `  ${"node".padEnd(WIDTH)} ${visible(versions.node)}`,
    verdict(diagnosis),
  ];
  return lines.map((one) => `${one}\n`).join("");
}

function verdict({ ok, checks }: Diagnosis): string {
  const hasGuests = checks.every(({ name, works }) => works || (name !== "guest" && name !== "images"));
  const others = "those that ask for root, an image or several hosts";
  if (ok)
    return `Documents that say nothing else can be verified here${hasGuests ? "." : `, but for ${others}: they need a guest.`}`;
  return `Documents that say nothing else cannot be verified here${hasGuests ? `, ${others} can; so can all with --machine guest.` : "."}`;
}

const WIDTH = 8;

/** What is missing and not needed is no error. */
function mark(name: Check["name"], works: boolean, paint: Paint): string {
  if (works) return paint.green("✓");
  return name === "kvm" ? paint.yellow("-") : paint.red("✗");
}

/** The same for programs. */
export function diagnosisJson(diagnosis: Diagnosis): string {
  return asJson({ version: 1, ...diagnosis });
}

function inGB(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
