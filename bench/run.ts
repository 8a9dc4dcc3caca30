/**
 * What howtrue costs, measured in one run on one machine, so that ratios mean something where milliseconds do not.
 *
 *   npm run bench [read] [host] [documents] [guest] [hosts] [machines] [memory] [output] [match]
 */
import { benchDocuments } from "./documents.ts";
import { benchGuest } from "./guest.ts";
import { benchHosts } from "./hosts.ts";
import { benchHost } from "./host.ts";
import { benchMachines } from "./machines.ts";
import { benchMatch } from "./match.ts";
import { benchMemory } from "./memory.ts";
import { benchRead } from "./read.ts";
import { benchOutput } from "./output.ts";

const ALL = {
  read: benchRead,
  host: benchHost,
  documents: benchDocuments,
  guest: benchGuest,
  hosts: benchHosts,
  machines: benchMachines,
  memory: benchMemory,
  output: benchOutput,
  match: benchMatch,
};
const asked = process.argv.slice(2);
for (const [name, bench] of Object.entries(ALL)) {
  if (asked.length === 0 || asked.includes(name)) await bench();
}
