import { benchType } from "../event.ts";
import { jsonClient } from "./http.ts";
import type { Remote, Sender } from "./sender.ts";

/**
 * Svix's public API: an application, an endpoint per address, a message per event. Its response to
 * a message would contain the payload again, which is not needed here; it has no call for many
 * messages (server 1.100.0).
 */
export function svixSender(remote: Remote, connections: number): Sender {
  const { call, post, handOver, close } = jsonClient(remote.url, remote.token, connections);
  const uid = `bench-${process.pid}-${Date.now()}`;
  return {
    name: "svix",
    async subscribe(addresses) {
      await post("/api/v1/app", { name: uid, uid });
      for (const url of addresses) await post(`/api/v1/app/${uid}/endpoint`, { url });
    },
    async send(payload) {
      await handOver(`/api/v1/app/${uid}/msg?with_content=false`, { eventType: benchType, payload });
    },
    async close() {
      await call("DELETE", `/api/v1/app/${uid}`);
      await close();
    },
  };
}
