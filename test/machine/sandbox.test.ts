import { SandboxMachine } from "../../src/machine/sandbox/sandbox.ts";
import { DEFAULTS } from "../../src/settings/settings.ts";
import { conformance } from "./conformance.ts";
import { realShell } from "./real.ts";
import { visits } from "./visits.ts";

const start = (): Promise<SandboxMachine> => SandboxMachine.start(DEFAULTS, { environment: process.env });

conformance("sandbox", start);
realShell("sandbox", start);
visits("sandbox", start);
