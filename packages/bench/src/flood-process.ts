import { countersignSender } from "./adapters/countersign.ts";
import type { Remote } from "./adapters/sender.ts";
import { benchPayload } from "./event.ts";
import type { Flood, Flooded } from "./flood.ts";
import { forSeconds } from "./in-parallel.ts";

/**
 * The flood runs in a separate process, so that its own work does not slow down the neighbour's
 * calls.
 */
const [url = "", token = "", address = ""] = process.argv.slice(2);
const remote: Remote = { url, token };
const mostCallers = 256;
const sender = countersignSender(remote, mostCallers);
await sender.subscribe([address]);
process.send?.("ready");

process.on("message", (flood: Flood) => void run(flood).then((flooded) => process.send?.(flooded)));
process.on("disconnect", () => process.exit(0));

async function run({ callers, batch, seconds }: Flood): Promise<Flooded> {
  const flooded = { accepted: 0, refused: 0 };
  // Always the same one: nobody measures when its events arrive.
  const events = Array.from({ length: batch }, () => benchPayload());
  await forSeconds(seconds, callers, async () => {
    try {
      if (batch === 1) await sender.send(benchPayload());
      else await sender.sendBatch?.(events);
      flooded.accepted += batch;
    } catch (error) {
      if (!(error instanceof Error && error.message.includes(": 429 "))) throw error;
      flooded.refused++;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  });
  return flooded;
}
