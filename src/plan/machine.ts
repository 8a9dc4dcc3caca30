import type { Options, Settings } from "../settings/settings.ts";
import type { Hosts } from "./hosts.ts";
import type { Step } from "./plan.ts";

/**
 * Where a document runs: where somebody says, the nearest to the user first. Where nobody does, it is a guest if the
 * document asks for what only a guest has, an image, root or several hosts, and else the sandbox.
 */
export function chooseMachine(
  layers: readonly Options[],
  { steps, hosts }: { steps: readonly Step[]; hosts: Hosts },
): Settings["machine"] {
  const said = layers.findLast(({ machine }) => machine !== undefined)?.machine;
  if (said !== undefined) return said;
  const needsGuest = layers.some(({ image }) => image !== undefined) || hosts.names.length > 0 || steps.some(needsRoot);
  return needsGuest ? "guest" : "sandbox";
}

/** At the beginning of a command, also of one in a list or a pipeline. */
const BECOMES_ROOT = /(^|[\n;&|({])[ \t]*(sudo|su|doas)([ \t\n]|$)/;

function needsRoot({ user, command, skip }: Step): boolean {
  return !skip && (user === "root" || BECOMES_ROOT.test(command));
}
