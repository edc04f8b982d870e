import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { catalog } from "@countersign/wire";
import { expect, onTestFinished, test } from "vitest";
import { queryEmbedded, serviceForTest, until } from "./support/service.ts";

const events = 40;
/** Keeps most of the deliveries waiting in the worker's memory. */
const perSecond = 10;
const exitWithinMs = 20_000;

test("SIGTERM: attempts in flight end normally, no new one starts, the rest returns to the queue, and the process exits with 0", async () => {
  const service = await serviceForTest("drain");
  const receiver = await slowReceiver();
  const project = await service.manage("/projects", { name: "Drained", mode: "test" });
  await service.manage("/webhooks", {
    projectId: project.id,
    name: "Slow",
    url: `${receiver.url}/hook`,
    events: ["check.outcome"],
    timeoutMs: 60_000,
    rateLimitPerSecond: perSecond,
  });
  const recorded = await service.manage("/events/batch", {
    projectId: project.id,
    events: Array.from({ length: events }, () => ({
      type: "check.outcome",
      payload: catalog["check.outcome"].example,
    })),
  });
  expect(recorded.ids).toHaveLength(events);
  await until("requests in flight", () => receiver.held() > 0);

  const { process } = service.running();
  const ended = new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
    process.once("exit", (code, signal) => resolve([code, signal])),
  );
  process.kill("SIGTERM");
  await until("no new connections", async () => {
    const answer = await fetch(`${service.url()}/healthz`).catch(() => null);
    return answer === null;
  });
  await until("the rest back in the queue", async () => {
    const [row] = await queryEmbedded<{ free: number }>(
      service.dataDir,
      "select count(*)::integer as free from countersign.delivery_queue where claim is null",
    );
    return row?.free === events - receiver.ids.length;
  });
  const underWay = receiver.ids.length;
  expect(process.exitCode).toBeNull();
  const letGo = Date.now();
  receiver.letGo();
  expect(await ended).toEqual([0, null]);
  expect(Date.now() - letGo).toBeLessThan(exitWithinMs);
  expect(receiver.ids).toHaveLength(underWay);
  expect(underWay).toBeLessThan(events);

  // The returned deliveries are due immediately: nothing waits for a lease to expire.
  await service.crash();
  const restarted = Date.now();
  await until("the rest", () => receiver.ids.length >= events, 30_000);
  expect(Date.now() - restarted).toBeLessThan(25_000);
  expect(receiver.ids.toSorted()).toEqual(recorded.ids.toSorted());
});

/**
 * A receiver that holds its responses until the test says so, and responds immediately from then
 * on.
 */
async function slowReceiver() {
  const held = new Set<ServerResponse>();
  const ids: string[] = [];
  let open = false;
  const server = createServer(async (request, response) => {
    for await (const _ of request);
    ids.push(String(request.headers["webhook-id"]));
    if (open) response.writeHead(200).end();
    else held.add(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ids,
    held: () => held.size,
    letGo() {
      open = true;
      for (const response of held) response.writeHead(200).end();
      held.clear();
    },
  };
}
