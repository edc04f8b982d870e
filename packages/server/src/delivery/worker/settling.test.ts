import { randomBytes } from "node:crypto";
import { type DeliveryId, newId, type ProjectId, type WebhookId } from "@countersign/wire";
import { pino } from "pino";
import { Registry } from "prom-client";
import { expect, test } from "vitest";
import { deliveryMetrics } from "../metrics.ts";
import type { Queue, Settlement } from "../queue/index.ts";
import { settlement } from "../testing/settlement.ts";
import { createSettling } from "./settling.ts";

const random = (bytes: number) => randomBytes(bytes);

/** Settling over a store that writes each statement when the test lets it. */
function settlingInSteps() {
  const statements: { ids: DeliveryId[]; write: () => void }[] = [];
  const queue: Pick<Queue, "settle" | "depth"> = {
    settle: (settlements) =>
      new Promise((resolve) => {
        const ids = settlements.map(({ item }) => item.id);
        statements.push({ ids, write: () => resolve(new Set(ids)) });
      }),
    depth: async () => ({ deliveries: 0, oldest: null }),
  };
  const settling = createSettling({
    queue,
    clock: Date.now,
    log: pino({ enabled: false }),
    metrics: deliveryMetrics(new Registry(), Date.now, queue as Queue),
    events: {
      clock: Date.now,
      random,
      log: pino({ enabled: false }),
      keyring: { payloadKeys: async () => null, scopeKey: () => Promise.reject(new Error("no scope")) },
    },
    timeoutMs: 30_000,
  });
  return { statements, settling };
}

function delivered(): Settlement {
  const id = newId("delivery", Date.now, random);
  const webhookId = newId("webhook", Date.now, random) as WebhookId;
  const item = { id, webhookId, attempt: 0, tries: 0, resend: false, fifoKey: null };
  return settlement(item, "clm_a", { kind: "settled", status: "delivered" });
}

const of = (projectId: string) => ({ projectId: projectId as ProjectId, content: null, urgent: false });

test("behind five thousand outcomes of one project, another's is in the first statement that begins", async () => {
  const { statements, settling } = settlingInSteps();
  const all = Array.from({ length: 5000 }, () => settling.settle(delivered(), of("flood")));
  expect(statements.length).toBe(2);
  const neighbour = delivered();
  all.push(settling.settle(neighbour, of("neighbour")));
  statements[0]?.write();
  await expect.poll(() => statements.length).toBe(3);
  expect(statements[2]?.ids).toContain(neighbour.item.id);
  for (let written = 1; written < statements.length; written++) {
    statements[written]?.write();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(new Set(await Promise.all(all))).toEqual(new Set([true]));
});
