import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Answer } from "../examples/demo/client.ts";
import {
  operatorToken,
  receiverForTest,
  serviceForFile,
  type TestService,
  until,
} from "./support/service.ts";

/**
 * Nothing that one project sends, however large, deep or slow to render, ends a process that others
 * depend on: the service continues, and so do another project's events.
 */

const type = "custom.load.test";
const megabytes = 1024 * 1024;

const serviceOfFile = serviceForFile("one-request-ends-nothing");

async function world() {
  const service = await serviceOfFile();
  const receiver = await receiverForTest();
  const [attacker, neighbour] = await Promise.all(
    ["Attacker", "Neighbour"].map((name) =>
      service.manage("/projects", { name, mode: "test", language: "en" }),
    ),
  );
  for (const { id: projectId } of [attacker, neighbour]) {
    const title = { ru: "Нагрузка", en: "Load" };
    const definition = { type, title, schema: { type: "object" }, example: {} };
    await service.manage(`/projects/${projectId}/event-types`, definition);
  }
  const webhook = (project: Answer, path: string, texts: { body?: string; condition?: string }) =>
    service.manage("/webhooks", {
      projectId: project.id,
      name: path,
      url: `${receiver.url}/${path}`,
      events: [type],
      ...texts,
    });
  await webhook(neighbour, "neighbour", {
    body: '{"n": {{ data.n }}}',
    condition: "!has(data.n) || data.n >= 0",
  });
  let sent = 0;
  /** Expects an event of the other project to be rendered and delivered. */
  const neighbourGoesOn = async () => {
    const n = ++sent;
    await service.manage("/events", { projectId: neighbour.id, type, payload: { n } });
    await until("the neighbour's event has arrived", () =>
      receiver.received.some(({ path, text }) => path === "/neighbour" && text === `{"n": ${n}}`),
    );
  };
  return { service, receiver, attacker, webhook, neighbourGoesOn };
}

/** Posts a text unchanged. */
async function post(service: TestService, path: string, text: string): Promise<Answer> {
  const response = await fetch(`${service.url()}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${operatorToken}`, "content-type": "application/json" },
    body: text,
  });
  return { status: response.status, ...((await response.json()) as object) };
}

/** The rendering processes. */
function renderers(service: TestService): number[] {
  const ofService = (pid: string) => {
    try {
      const parent = /\nPPid:\t(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1];
      const entry = "rendering/entry.ts";
      return (
        parent === `${service.running().process.pid}` &&
        readFileSync(`/proc/${pid}/cmdline`, "latin1").includes(entry)
      );
    } catch {
      return false;
    }
  };
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && ofService(name))
    .map(Number);
}

test("a body of 8.3 million numbers, or of a million levels, is rejected by its field and no process ends", async () => {
  const { service, attacker, webhook, neighbourGoesOn } = await world();
  await webhook(attacker, "attacker", { body: "{{ data }}", condition: "size(data.list) > 0" });
  const { pid } = service.running().process;
  const batch = (payload: string) =>
    `{"projectId":"${attacker.id}","events":[{"type":"${type}","payload":${payload}}]}`;

  const numbers = batch(`{"list":[${"1,".repeat(8_300_000)}1]}`);
  expect(numbers.length).toBeLessThan(16 * megabytes);
  expect(await post(service, "/manage/v1/events/batch", numbers)).toMatchObject({
    status: 422,
    errors: [
      { field: "events.0.payload", problem: expect.stringMatching(/^contains more than \d+ values$/) },
    ],
  });
  const deep = `{"list":${"[".repeat(1_000_000)}${"]".repeat(1_000_000)}}`;
  expect(await post(service, "/manage/v1/events/batch", batch(deep))).toMatchObject({
    status: 422,
    errors: [
      { field: "events.0.payload", problem: expect.stringMatching(/^is nested deeper than \d+ levels$/) },
    ],
  });
  // Below a batch's limit, above an event's.
  const many = `{"list":[${"1,".repeat(100_000)}1]}`;
  expect(await post(service, "/manage/v1/events/batch", batch(many))).toMatchObject({
    status: 422,
    errors: [{ field: "events.0.payload", problem: "contains more than 20000 values" }],
  });
  // Names cost more than values: this many blocked the event loop for most of a second.
  const names = `{${Array.from({ length: 400_000 }, (_, at) => `"n${at}":1`).join(",")}}`;
  expect(await post(service, "/manage/v1/events/batch", batch(names))).toMatchObject({
    status: 422,
    errors: [{ field: "events.0.payload", problem: "contains more than 100000 members" }],
  });
  const long = JSON.stringify({ text: "x".repeat(2 * megabytes) });
  expect(await post(service, "/manage/v1/events/batch", batch(long))).toMatchObject({
    status: 422,
    errors: [{ field: "events.0.payload", problem: expect.stringMatching(/characters$/) }],
  });
  await neighbourGoesOn();
  expect(service.running().process.pid).toBe(pid);
  expect(service.running().process.exitCode).toBeNull();
});

test("a payload within the limits with a template that blows it up ends only the process that renders it", async () => {
  const { service, receiver, attacker, webhook, neighbourGoesOn } = await world();
  const growing: { body?: string; condition?: string }[] = [
    { body: "[{% for a in data.list %}{% for b in data.list %}{{ data.list }},{% endfor %}{% endfor %}1]" },
    { body: `{% assign s = data.text %}${"{% assign s = s | append: s %}".repeat(30)}{{ s }}` },
    { body: `{% assign s = data.text %}${'{% assign s = s | replace: "x", s %}'.repeat(4)}{{ s }}` },
    { condition: "data.list.map(a, data.list.map(b, data.list.map(c, [a, b, c]))).size() > 0" },
    {
      condition: `data.list.map(a, ${Array(200).fill("data.text").join(" + ")}).size() > 0`,
      body: "{{ data }}",
    },
  ];
  for (const [nth, texts] of growing.entries()) {
    // When a template is saved, it is tried with examples; its effect on an event comes later.
    await webhook(attacker, `attacker-${nth}`, texts);
  }
  const payload = { list: Array.from({ length: 15_000 }, (_, at) => at), text: "x".repeat(100_000) };
  const { pid } = service.running().process;
  await neighbourGoesOn();
  const before = renderers(service);
  expect(before.length).toBeGreaterThan(0);
  expect(
    await post(service, "/manage/v1/events", JSON.stringify({ projectId: attacker.id, type, payload })),
  ).toMatchObject({ status: 202 });
  await neighbourGoesOn();
  await until("every delivery of the attacker's has ended", async () => {
    const { data } = await service.manage(`/deliveries?projectId=${attacker.id}`);
    return data.length > 0 && data.every((each: Answer) => !["pending", "retrying"].includes(each.status));
  });
  expect(service.running().process.pid).toBe(pid);

  // The new process does not get it again.
  await service.crash();
  await neighbourGoesOn();
  const { data } = await service.manage(`/deliveries?projectId=${attacker.id}`);
  const unmade = data.filter((each: Answer) => each.status === "cancelled");
  expect(unmade.length).toBeGreaterThanOrEqual(3);
  expect(new Set(unmade.map((each: Answer) => each.reason))).toEqual(new Set(["unrendered"]));
  expect(receiver.received.some(({ path }) => path === "/attacker-0")).toBe(false);

  // Killing the rendering processes affects nothing else.
  for (const each of renderers(service)) process.kill(each, "SIGKILL");
  await neighbourGoesOn();
});
