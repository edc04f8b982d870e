import { pino } from "pino";
import { openStore } from "../../store.ts";

// A process that holds a store, for tests that kill it: says "open" or what is wrong, closes when told to, and keeps any other message as a row.
const [dataDir = ""] = process.argv.slice(2);
try {
  const store = await openStore({ dataDir, log: pino({ level: "silent" }) });
  process.send?.({ kind: "open" });
  process.on("message", async (message) => {
    if (message === "close") {
      await store.close();
      process.disconnect();
      return;
    }
    await store.db
      .insertInto("keyScopes")
      .values({ id: String(message), wrappedKey: Buffer.from("key") })
      .execute();
    process.send?.({ kind: "kept" });
  });
} catch (error) {
  process.send?.({ kind: "refused", message: error instanceof Error ? error.message : "unknown" });
  process.disconnect();
}
