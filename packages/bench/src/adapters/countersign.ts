import { benchType } from "../event.ts";
import { jsonClient } from "./http.ts";
import type { Remote, Sender } from "./sender.ts";

/**
 * Countersign's management API: a project of its own, a webhook per address, an event per event. What is set up
 * is set up as an operator, who the remote's token must be; events are handed over under the project's own key,
 * as an integrator's back end does it.
 */
export function countersignSender(remote: Remote, connections: number): Sender {
  const { call, post, handOver, close } = jsonClient(remote.url, remote.token, connections);
  const webhooks: string[] = [];
  let projectId = "";
  let apiKey = "";
  return {
    name: "countersign",
    async subscribe(addresses) {
      const project = (await post("/manage/v1/projects", { name: "Bench", mode: "test" })) as {
        id: string;
        apiKey: string;
      };
      projectId = project.id;
      apiKey = project.apiKey;
      for (const url of addresses) {
        const settings = { projectId, name: "Sink", url, events: [benchType], dialect: "standard" };
        const webhook = (await post("/manage/v1/webhooks", settings)) as { id: string };
        webhooks.push(webhook.id);
      }
    },
    async send(payload) {
      await handOver("/manage/v1/events", { projectId, type: benchType, payload }, apiKey);
    },
    async sendBatch(payloads) {
      const events = payloads.map((payload) => ({ type: benchType, payload }));
      await handOver("/manage/v1/events/batch", { projectId, events }, apiKey);
    },
    async close() {
      for (const id of webhooks) await call("DELETE", `/manage/v1/webhooks/${id}`);
      await close();
    },
  };
}
