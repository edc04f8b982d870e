import { benchType } from "../event.ts";
import { jsonClient } from "./http.ts";
import type { Remote, Sender } from "./sender.ts";

/**
 * Countersign's management API: a new project, a webhook per address, an event per event. The setup
 * is made as an operator, so the remote's token must be an operator's; events are recorded with the
 * project's key, as by an integrator's back end.
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
