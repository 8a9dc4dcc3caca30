import { FakeMachine } from "../../src/machine/fake.ts";
import { conformance } from "./conformance.ts";

conformance("fake", async () => new FakeMachine());
