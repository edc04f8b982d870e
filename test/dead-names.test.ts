import { startTestDns } from "@countersign/server/testing-dns";
import { eventDefinition } from "@countersign/wire";
import { expect, onTestFinished, test } from "vitest";
import type { Answer } from "../examples/demo/client.ts";
import { countingSink } from "./support/counting-sink.ts";
import { serviceForTest, type TestService, until } from "./support/service.ts";

const type = "kyc.completed";
const event = { type, payload: eventDefinition(type).example };
/** More than the concurrent requests of one process. */
const deadNames = 600;
/** Far more than a delivery takes here, and less than one hanging lookup (5 s). */
const ordinaryMs = 3000;

test("unresolvable names of one project delay no other project's deliveries, and start calls only briefly", async () => {
  let dead = false;
  const dns = await dnsForTest((name) => (dead && name.endsWith(".dead.test") ? "silence" : ["127.0.0.1"]));
  const service = await serviceForTest("dead-names", { COUNTERSIGN_DNS_SERVERS: dns.address });
  const sink = await countingSink(() => 0);
  const { port } = new URL(sink.url);
  const { id: theirs } = await service.manage("/projects", { name: "Theirs", mode: "test" });
  const project = await service.manage("/projects", { name: "Ours", mode: "test" });
  const url = (name: string) => `http://${name}:${port}/`;
  for (const part of [1, 2])
    await importWebhooks(
      service,
      theirs,
      Array.from({ length: deadNames / 2 }, (_, i) => url(`h${i}.part${part}.dead.test`)),
    );
  await service.manage("/webhooks", {
    projectId: project.id,
    name: "Ours",
    url: url("hooks.live.test"),
    events: [type],
  });

  dead = true;
  dns.asked.splice(0);
  await until("the cached names have expired", async () => {
    await service.manage("/events", { projectId: theirs, ...event });
    return dns.asked.filter(({ name }) => name.endsWith(".dead.test")).length >= 20;
  });
  for (let round = 1; round <= 5; round++) {
    const started = performance.now();
    const { id } = await service.manage("/events", { projectId: project.id, ...event });
    await until("it has arrived", () => sink.arrivals.has(id));
    expect(performance.now() - started).toBeLessThan(ordinaryMs);
  }
  await startCallsWithDeadNames(service, project);
  const metrics = await (await fetch(`${service.url()}/metrics`)).text();
  expect(metrics).toContain('countersign_dns_lookups_total{use="call",outcome="found"}');
  expect(metrics).not.toContain(".test");
});

/** Ten names take as long as one, and the error names them. */
async function startCallsWithDeadNames(service: TestService, project: Answer): Promise<void> {
  const hooks = Array.from({ length: 10 }, (_, i) => `https://start${i}.dead.test/`);
  const started = performance.now();
  const answer = await fetch(`${service.url()}/check/start/second`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      projectId: project.id,
      secret: project.secret,
      transactionId: "dead-names",
      pinfl: "12345678901234",
      birthDate: "12.12.2000",
      hooks,
    }),
  });
  expect(performance.now() - started).toBeLessThan(9000);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({
    statusCode: 10102,
    data: { field: "hooks[0]", problem: expect.stringContaining("could not be resolved in time") },
  });
}

async function dnsForTest(answer: Parameters<typeof startTestDns>[0]): ReturnType<typeof startTestDns> {
  const dns = await startTestDns(answer);
  onTestFinished(() => dns.close());
  return dns;
}

async function importWebhooks(service: TestService, projectId: string, urls: string[]): Promise<void> {
  const lines = urls.flatMap((url, i) => [
    `  - name: h${i}`,
    `    url: ${url}`,
    `    events: [${type}]`,
    "    timeoutMs: 6000",
  ]);
  const yaml = ["version: 2", "webhooks:", ...lines].join("\n");
  await service.manage("/webhooks/import", { projectId, yaml, apply: true });
}
