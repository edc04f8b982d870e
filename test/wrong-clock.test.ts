import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { catalog, type EventId, idTime } from "@countersign/wire";
import { expect, onTestFinished, test } from "vitest";
import { serviceForTest, type TestService, until } from "./support/service.ts";

const dayMs = 86_400_000;
const preload = path.join(import.meta.dirname, "support/shifted-clock.ts");
const type = "check.outcome";
const payload = catalog[type].example;

const wrongBy = { ahead: 40 * dayMs, behind: Date.parse("2020-03-01") - Date.now() };

test("starting with the process's clock 40 days ahead, or in 2020, destroys nothing and stops nothing, then or later", async () => {
  const service = await serviceForTest("wrong-clock");
  const receiver = await receiverThatRefuses();
  const { id: projectId } = await service.manage("/projects", { name: "Bank", mode: "test" });
  await service.manage("/webhooks", {
    projectId,
    name: "Core",
    url: receiver.url,
    events: [type],
    retry: { delaysSeconds: Array(50).fill(1) },
  });
  const recorded: EventId[] = [];
  const record = async () => {
    const { id } = await service.manage("/events", { projectId, type, payload });
    expect(Math.abs(idTime(id) - Date.now())).toBeLessThan(60_000);
    recorded.push(id);
  };

  await record();
  await until("it is being retried", () => recorded.every((id) => receiver.refused.has(id)));
  for (const shiftMs of [wrongBy.ahead, wrongBy.behind]) {
    await service.restart({ NODE_OPTIONS: `--import=${preload}`, CLOCK_SHIFT_MS: String(shiftMs) });
    await until("the skew is noticed, and retention has refused to go by it", async () => {
      const metrics = await (await fetch(`${service.url()}/metrics`)).text();
      const skew = Number(/^countersign_clock_skew_seconds (\S+)$/m.exec(metrics)?.[1]);
      return Math.abs(skew * 1000 - shiftMs) < 60_000 && /^countersign_retention_refused 1$/m.test(metrics);
    });
    await record();
    for (const id of recorded) expect(await payloadOf(service, id)).toEqual(payload);
  }

  await service.restart();
  await record();
  for (const id of recorded) expect(await payloadOf(service, id)).toEqual(payload);
  receiver.accept();
  await until("all are delivered", async () => {
    const { data } = await service.manage(`/deliveries?projectId=${projectId}&status=delivered`);
    return data.length === recorded.length;
  });
  expect(receiver.accepted).toEqual(new Set(recorded));
});

async function payloadOf(service: TestService, id: EventId): Promise<unknown> {
  return (await service.manage(`/events/${id}`)).payload;
}

/** A receiver that returns 503 until the test says so. */
async function receiverThatRefuses() {
  const refused = new Set<string>();
  const accepted = new Set<string>();
  let open = false;
  const server = createServer((request, response) => {
    (open ? accepted : refused).add(String(request.headers["webhook-id"]));
    request.resume();
    response.writeHead(open ? 200 : 503).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    refused,
    accepted,
    accept: () => {
      open = true;
    },
  };
}
