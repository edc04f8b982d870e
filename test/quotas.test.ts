import { eventDefinition } from "@countersign/wire";
import { expect, test } from "vitest";
import { countingSink } from "./support/counting-sink.ts";
import { operatorToken, serviceForTest, until } from "./support/service.ts";

const type = "kyc.completed";
const event = { type, payload: eventDefinition(type).example };

test("a project beyond its quota gets 429 with a time to retry; accepted events arrive, and other projects notice nothing", async () => {
  const service = await serviceForTest("quotas", { COUNTERSIGN_QUOTA_EVENTS: "1000/1000" });
  const sink = await countingSink(() => 0);
  const join = async (name: string) => {
    const { id, apiKey } = await service.manage("/projects", { name, mode: "test" });
    await service.manage("/webhooks", { projectId: id, name, url: `${sink.url}/${name}`, events: [type] });
    return { id, apiKey };
  };
  const [greedy, neighbour] = [await join("greedy"), await join("neighbour")];
  await service.manage(
    `/projects/${greedy.id}`,
    { quotas: { events: { perSecond: 0.5, burst: 20 } } },
    "PATCH",
  );
  const accepted: string[] = [];
  const record = async ({ id: projectId, apiKey }: typeof greedy, count: number) => {
    const events = Array.from({ length: count }, () => event);
    const [path, body] = count === 1 ? ["", { projectId, ...event }] : ["/batch", { projectId, events }];
    const response = await fetch(`${service.url()}/manage/v1/events${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as { id?: string; ids?: string[]; code?: string };
    if (response.status === 202) accepted.push(...(answer.ids ?? [answer.id ?? ""]));
    return { status: response.status, code: answer.code, after: Number(response.headers.get("retry-after")) };
  };

  const flood = await Promise.all(
    Array.from({ length: 100 }, (_, n) => record(greedy, n % 10 === 0 ? 5 : 1)),
  );
  const refused = flood.filter(({ status }) => status !== 202);
  expect(refused.length).toBeGreaterThan(0);
  for (const { status, code, after } of refused) {
    expect([status, code]).toEqual([429, "rate_limited"]);
    expect(after).toBeGreaterThanOrEqual(1);
    expect(after).toBeLessThanOrEqual(10);
  }
  const beside = await Promise.all(Array.from({ length: 50 }, () => record(neighbour, 1)));
  expect(new Set(beside.map(({ status }) => status))).toEqual(new Set([202]));

  let last = await record(greedy, 1);
  while (last.status === 202) last = await record(greedy, 1);
  // The response promises a time: there is nothing else to wait for.
  await new Promise((resolve) => setTimeout(resolve, last.after * 1000));
  expect((await record(greedy, 1)).status).toBe(202);

  await until("all that was accepted has arrived", () => sink.arrivals.size >= accepted.length);
  expect(new Set(sink.arrivals.keys())).toEqual(new Set(accepted));
  const audit = await fetch(`${service.url()}/manage/v1/audit`, {
    headers: { authorization: `Bearer ${operatorToken}` },
  });
  expect(JSON.stringify(await audit.json())).toContain('"burst":20');
});
