import type { StartMachine } from "./machine.ts";

/** Starts the machine that the settings name; what the others need is not loaded. */
export const startMachine: StartMachine = async (settings, context) => {
  switch (settings.machine) {
    case "guest":
      return (await import("./guest/start.ts")).startGuest(settings, context);
    case "host":
      return (await import("./host.ts")).HostMachine.start(context.environment);
    case "sandbox":
      return (await import("./sandbox/sandbox.ts")).SandboxMachine.start(settings, context);
  }
};
