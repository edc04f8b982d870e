import { randomUUID } from "node:crypto";
import { benchType } from "../event.ts";
import { jsonClient } from "./http.ts";
import type { Remote, Sender } from "./sender.ts";

/**
 * Convoy's public API of one project: endpoints with one owner, and an event fanned out to that
 * owner. By default Convoy sends receivers no id; the sink gets one from a custom header of the
 * event.
 */
export function convoySender(remote: Remote & { projectId: string }, connections: number): Sender {
  const { call, post, handOver, close } = jsonClient(remote.url, remote.token, connections);
  const project = `/api/v1/projects/${remote.projectId}`;
  const owner = `bench-${process.pid}-${Date.now()}`;
  const endpoints: string[] = [];
  return {
    name: "convoy",
    async subscribe(addresses) {
      for (const url of addresses) {
        const made = (await post(`${project}/endpoints`, { name: url, url, owner_id: owner })) as {
          data: { uid: string };
        };
        endpoints.push(made.data.uid);
        await post(`${project}/subscriptions`, {
          name: url,
          endpoint_id: made.data.uid,
          filter_config: { event_types: ["*"] },
        });
      }
    },
    async send(payload) {
      await handOver(`${project}/events/fanout`, {
        owner_id: owner,
        event_type: benchType,
        data: payload,
        custom_headers: { "webhook-id": randomUUID() },
      });
    },
    async close() {
      for (const uid of endpoints) await call("DELETE", `${project}/endpoints/${uid}`);
      await close();
    },
  };
}
