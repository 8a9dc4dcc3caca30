import { FakeMachine } from "../../src/machine/fake.ts";
import { conformance } from "./conformance.ts";
import { visits } from "./visits.ts";

conformance("fake", async () => new FakeMachine());
visits("fake", async () => new FakeMachine(), false);
