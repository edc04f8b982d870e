import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Answer, Call } from "./client.ts";

/** The bank's other systems: a CRM that accepts, a data warehouse that fails, a stock that is asked before orders. */
export interface Systems {
  readonly url: string;
  close(): Promise<void>;
}

const answers: Readonly<Record<string, { status: number; body: string }>> = {
  "/crm": { status: 200, body: '{"ok":true}' },
  "/stock": { status: 200, body: '{"warnings":["Two pieces are left."]}' },
  "/promo": { status: 200, body: '{"data":{"changes":{"comment":"Call first, then come"}}}' },
  "/limits": {
    status: 422,
    body: '{"error":{"code":"too_many","message":"At most 10 pieces","field":"order.items"}}',
  },
};
const broken = { status: 500, body: '{"error":"the disk is full"}' };

export async function startSystems(): Promise<Systems> {
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      const { status, body } = answers[request.url ?? ""] ?? broken;
      response.writeHead(status, { "content-type": "application/json" }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Connects these systems to the project and lets things happen, so that each screen of the console shows something. */
export async function showSomething(manage: Call, project: Answer, systems: Systems): Promise<void> {
  const connect = (name: string, order: number, events: string[], more: object) =>
    manage("/webhooks", { projectId: project.id, name, order, events, ...more });
  await connect("Verified buyers", -1, ["before_order_add"], { mode: "gate", require: { kycLevel: 2 } });
  await connect("Stock", 0, ["before_order_add"], { mode: "gate_apply", url: `${systems.url}/stock` });
  await connect("Promo", 5, ["before_order_update"], { mode: "gate_apply", url: `${systems.url}/promo` });
  await connect("Limits", 6, ["before_order_setstatus"], { mode: "gate", url: `${systems.url}/limits` });
  await connect("CRM", 10, ["kyc.*", "session.*"], { url: `${systems.url}/crm` });
  const slowly = { retry: { delaysSeconds: [0, 600] }, url: `${systems.url}/dwh` };
  await connect("DWH", 20, ["kyc.completed"], { mode: "notify_keep", ...slowly });
  await connect("ERP", 30, ["kyc.failed"], { retry: { delaysSeconds: [0] }, url: `${systems.url}/erp` });
  for (const type of ["kyc.completed", "kyc.failed", "session.expired"]) {
    const { example } = await manage(`/event-types/${type}`);
    for (const number of [1, 2, 3]) {
      const subject = `order-${number}`;
      await manage("/events", { projectId: project.id, type, subject, payload: example });
    }
  }
  // One is denied by the KYC gate, one is changed, one is denied by a hook.
  for (const event of ["before_order_add", "before_order_update", "before_order_setstatus"]) {
    const { example } = await manage(`/event-types/${event}`);
    await manage(`/intercept/${event}`, { projectId: project.id, subject: "order-1", payload: example });
  }
}
