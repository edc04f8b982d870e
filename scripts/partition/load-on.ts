import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { Load, Loaded } from "./load.ts";
import type { Place } from "./network.ts";

const script = path.join(import.meta.dirname, "load-process.ts");

/** Runs callers on that machine; resolves when all their events are accepted. */
export async function loadOn(place: Place, load: Load): Promise<Loaded> {
  const [program, args] = place.command(process.execPath, [script]);
  const child = spawn(program, args, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  child.send(load);
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`the callers on node ${place.node} ended with ${code}`);
  });
  const [loaded] = (await Promise.race([once(child, "message"), ended])) as [Loaded];
  await ended.catch(() => {});
  return loaded;
}
