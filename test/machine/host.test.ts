import { HostMachine } from "../../src/machine/host.ts";
import { conformance } from "./conformance.ts";

conformance("host", () => HostMachine.start(process.env));
