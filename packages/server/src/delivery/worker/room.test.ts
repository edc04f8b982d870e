import type { ProjectId, WebhookId } from "@countersign/wire";
import { expect, test } from "vitest";
import { createRoom } from "./room.ts";

const settings = { maxWaiting: 160, maxWaitingPerWebhook: 1000, maxWaitingBytes: 16_000 };
const [flood, neighbour] = ["flood" as ProjectId, "neighbour" as ProjectId];
const webhook = "whk" as WebhookId;

test("a project's backlog in memory leaves room for another's", () => {
  let waiting = 0;
  const room = createRoom(settings, {
    waiting: (id) => (id === undefined ? waiting : 0),
    waitingOf: (id) => (id === flood ? waiting : 0),
  });
  while (room.has(webhook, flood, 0)) waiting++;
  expect(waiting).toBeGreaterThan(140);
  expect(room.has(webhook, neighbour, 0)).toBe(true);
});

test("its bodies leave room, too, and room is free again once they are gone", () => {
  const room = createRoom(settings, { waiting: () => 0, waitingOf: () => 0 });
  const work = { projectId: flood, content: { body: "x".repeat(500) } } as Parameters<typeof room.add>[0];
  let count = 0;
  for (; room.has(webhook, flood, 500); count++) room.add(work);
  expect(count).toBeGreaterThan(28);
  expect([room.has(webhook, flood, 500), room.has(webhook, neighbour, 500)]).toEqual([false, true]);
  for (let n = 0; n < 5; n++) room.remove(work);
  expect(room.has(webhook, flood, 500)).toBe(true);
});
