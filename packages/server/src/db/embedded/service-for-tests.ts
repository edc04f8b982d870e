import { pino } from "pino";
import { openStore } from "../store.ts";

// A process that holds a store, for tests that kill it: says "open" or what is wrong, and closes when told to.
const [dataDir = ""] = process.argv.slice(2);
try {
  const store = await openStore({ dataDir, log: pino({ level: "silent" }) });
  process.send?.({ kind: "open" });
  process.once("message", async () => {
    await store.close();
    process.disconnect();
  });
} catch (error) {
  process.send?.({ kind: "refused", message: error instanceof Error ? error.message : "unknown" });
  process.disconnect();
}
