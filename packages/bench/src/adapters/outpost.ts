import { randomUUID } from "node:crypto";
import { Pool } from "undici";
import { jsonPoster } from "./http.ts";
import type { Remote, Sender } from "./sender.ts";

/** Outpost's public API: a tenant, a webhook destination per address, a publish per event. */
export function outpostSender(remote: Remote, connections: number): Sender {
  const headers = { authorization: `Bearer ${remote.token}` };
  const { post } = jsonPoster(remote.url, headers, connections);
  const tenant = `bench-${process.pid}-${Date.now()}`;
  return {
    name: "outpost",
    async subscribe(addresses) {
      const pool = new Pool(remote.url);
      await pool.request({ method: "PUT", path: `/api/v1/${tenant}`, headers });
      await pool.close();
      for (const url of addresses) {
        await post(`/api/v1/${tenant}/destinations`, { type: "webhook", topics: ["*"], config: { url } });
      }
    },
    async send(payload) {
      await post("/api/v1/publish", {
        id: randomUUID(),
        tenant_id: tenant,
        topic: "bench.event",
        data: payload,
      });
    },
  };
}
