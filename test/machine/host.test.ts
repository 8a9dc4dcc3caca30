import { HostMachine } from "../../src/machine/host.ts";
import { conformance } from "./conformance.ts";
import { realShell } from "./real.ts";
import { visits } from "./visits.ts";

conformance("host", () => HostMachine.start(process.env));
realShell("host", () => HostMachine.start(process.env));
visits("host", () => HostMachine.start(process.env));
