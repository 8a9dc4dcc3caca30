import { startGuest } from "../../src/machine/guest/start.ts";
import { DEFAULTS } from "../../src/settings/settings.ts";
import { conformance } from "./conformance.ts";

conformance("guest", () =>
  startGuest(DEFAULTS, {
    environment: process.env,
    signal: new AbortController().signal,
    progress: () => undefined,
  }),
);
