import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Settings } from "../../settings/settings.ts";
import type { StartContext } from "../machine.ts";
import { makeDirectory, ownName, sweep } from "./cache.ts";
import { GuestMachine } from "./guest.ts";
import { type Prepared, withPrepared } from "./prepare.ts";
import { type Qemu, startQemu, within } from "./qemu.ts";

/** A guest for one document: its image built and its ready state saved if they are not yet, then restored. */
export function startGuest(settings: Settings, context: StartContext): Promise<GuestMachine> {
  return withPrepared(settings, context, async (prepared, release) => {
    const { qemu, machine } = await restore(prepared, settings, context);
    void qemu.ended.then(release);
    return machine;
  });
}

async function restore(
  prepared: Prepared,
  settings: Settings,
  context: StartContext,
): Promise<{ qemu: Qemu; machine: GuestMachine }> {
  const { host, image, ready } = prepared;
  const scratch = makeDirectory(join(prepared.cache, "runs"));
  sweep(scratch);
  const log = join(scratch, ownName("console.log"));
  const restored = { kernel: image.kernel, initrd: image.initrd, disk: ready.disk, throwAway: true, scratch, log };
  const hardware = { accelerator: host.accelerator, memory: settings.image.memory };
  const qemu = await startQemu({ ...hardware, ...restored, state: ready.state }, prepared.path);
  try {
    return await within(qemu, { what: "restoring the guest", seconds: 60, signal: context.signal }, async () => {
      await resume(qemu);
      const machine = new GuestMachine(qemu, { detail: detailOf(prepared), waiting: true });
      await machine.agent.wake();
      return { qemu, machine };
    });
  } catch (cause) {
    await qemu.kill();
    throw cause;
  } finally {
    rmSync(log, { force: true });
  }
}

/** Waits until the state is loaded, and lets the guest go on. */
async function resume({ qmp }: Qemu): Promise<void> {
  for (;;) {
    const { status } = (await qmp.execute("query-status")) as { status: string };
    if (status !== "inmigrate") break;
    await new Promise((done) => setTimeout(done, 2));
  }
  await qmp.execute("cont");
}

function detailOf({ host, recipe, ready }: Prepared): string {
  const { kernel } = JSON.parse(readFileSync(join(ready.directory, "manifest.json"), "utf8")) as { kernel: string };
  const how = host.accelerator === "kvm" ? "with KVM" : "without KVM";
  return `QEMU ${host.version} ${how}, Debian ${recipe.suite}, Linux ${kernel}`;
}
