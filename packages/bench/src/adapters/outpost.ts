import { randomUUID } from "node:crypto";
import { benchType } from "../event.ts";
import { jsonClient } from "./http.ts";
import type { Remote, Sender } from "./sender.ts";

/**
 * Outpost's public API: a tenant, a webhook destination per address, a publish per event. It must
 * run with `DESTINATIONS_WEBHOOK_MODE=standard`, so that its deliveries carry a `webhook-id`.
 */
export function outpostSender(remote: Remote, connections: number): Sender {
  const { call, post, handOver, close } = jsonClient(remote.url, remote.token, connections);
  const tenant = `bench-${process.pid}-${Date.now()}`;
  const path = `/api/v1/tenants/${tenant}`;
  return {
    name: "outpost",
    async subscribe(addresses) {
      await call("PUT", path);
      for (const url of addresses) {
        await post(`${path}/destinations`, { type: "webhook", topics: ["*"], config: { url } });
      }
    },
    async send(payload) {
      await handOver("/api/v1/publish", {
        id: randomUUID(),
        tenant_id: tenant,
        topic: benchType,
        data: payload,
      });
    },
    async close() {
      await call("DELETE", path);
      await close();
    },
  };
}
