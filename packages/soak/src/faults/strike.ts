import { writeFileSync } from "node:fs";
import type { Receivers } from "../receivers/receivers.ts";
import type { Slot } from "../topology/slot.ts";
import type { Topology } from "../topology/topology.ts";
import type { Fault } from "./fault.ts";

/** Where faults strike. */
export interface Scene {
  topology: Topology;
  receivers: Pick<Receivers, "setMood">;
}

const second = 1000;
const wait = (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * second));

/** Breaks something, waits as long as the fault lasts, and undoes it; what heals by itself may take longer. */
export async function strike({ topology, receivers }: Scene, fault: Fault): Promise<void> {
  const { store, slots, links, volumes, clockFile } = topology;
  switch (fault.kind) {
    case "service-killed":
    case "service-restarted": {
      const slot = slotAt(slots, fault.slot);
      await slot.stop(fault.kind === "service-killed" ? "SIGKILL" : "SIGTERM");
      return slot.start();
    }
    case "service-frozen": {
      const slot = slotAt(slots, fault.slot);
      slot.signal("SIGSTOP");
      await wait(fault.seconds);
      return slot.signal("SIGCONT");
    }
    case "backend-killed":
      return store.killBackend();
    case "primary-killed":
      store.signal("primary", "SIGKILL");
      return replacePrimary(store);
    case "primary-frozen":
      store.signal("primary", "SIGSTOP");
      await wait(fault.seconds);
      return store.signal("primary", "SIGCONT");
    case "primary-replaced-frozen":
      store.signal("primary", "SIGSTOP");
      return replacePrimary(store);
    case "standby-killed":
      // Whatever waits until all is healthy starts it again.
      store.signal("standby", "SIGKILL");
      return wait(fault.seconds);
    case "standby-frozen":
      store.signal("standby", "SIGSTOP");
      await wait(fault.seconds);
      return store.signal("standby", "SIGCONT");
    case "network-cut":
    case "network-silent": {
      const { name } = slotAt(slots, fault.slot);
      const cut = links.filter(({ slot }) => slot === name);
      for (const { proxy } of cut) proxy.set(fault.kind === "network-cut" ? "cut" : "silent");
      await wait(fault.seconds);
      for (const { proxy } of cut) proxy.set("up");
      return;
    }
    case "disk-full":
      for (const volume of volumes) volume.fill();
      await wait(fault.seconds);
      for (const volume of volumes) volume.empty();
      return;
    case "clock-jumped":
      writeFileSync(clockFile, String(fault.shiftSeconds * second));
      await wait(fault.seconds);
      return writeFileSync(clockFile, "0");
    case "receivers":
      receivers.setMood(fault.mood);
      await wait(fault.seconds);
      return receivers.setMood("fine");
  }
}

/** Of two hosts the other one takes over; the one that is gone, or frozen, is fenced off and rejoins as a copy. */
async function replacePrimary(store: Topology["store"]): Promise<void> {
  await store.pair?.promote();
  await store.pair?.rejoin();
}

function slotAt(slots: readonly Slot[], at: number): Slot {
  const slot = slots[at];
  if (slot === undefined) throw new Error(`there is no service ${at}`);
  return slot;
}
