import type { DeliveryId, ProjectId, WebhookId } from "@countersign/wire";
import { expect, onTestFinished, test, vi } from "vitest";
import type { Work } from "../work.ts";
import { createLanes } from "./lanes.ts";
import { createPump } from "./pump.ts";

function pumpFor(isAlone: (projectId: ProjectId) => boolean = () => true) {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const time = { now: 10_000 };
  const lanes = createLanes<Work>({ concurrency: 512, concurrencyPerWebhook: 100 });
  const started: string[] = [];
  const start = (work: Work) => {
    started.push(work.projectId);
    lanes.done(work);
  };
  const pump = createPump({ lanes, start, isAlone, now: () => time.now });
  const push = (project: string, count: number) => {
    for (let n = 0; n < count; n++) lanes.push(workOf(project));
  };
  return { time, started, pump, push };
}

function workOf(project: string): Work {
  const webhookId = `whk_${project}` as WebhookId;
  return {
    projectId: project as ProjectId,
    item: { id: "dlv" as DeliveryId, webhookId, attempt: 0, tries: 0, resend: false, fifoKey: null },
    claim: "clm",
    until: 0,
    fresh: false,
    content: null,
    loading: null,
    running: false,
    claimedAgain: false,
    onEnd: null,
  };
}

/** A turn of the event loop, in which no time passes. */
const turn = () => vi.advanceTimersByTimeAsync(0);

test("a project that is alone starts eight attempts in each turn of the event loop", async () => {
  const { started, pump, push } = pumpFor();
  push("one", 20);
  pump();
  expect(started).toHaveLength(8);
  await vi.advanceTimersToNextTimerAsync();
  expect(started).toHaveLength(16);
  await vi.advanceTimersToNextTimerAsync();
  expect(started).toHaveLength(20);
});

test("while another project's deliveries are sent, a flood rests after every eight, and the other's start meanwhile", async () => {
  const { started, pump, push, time } = pumpFor();
  push("neighbour", 1);
  pump();
  push("flood", 40);
  pump();
  for (let n = 0; n < 5; n++) await turn();
  expect(started.slice(1)).toEqual(Array(8).fill("flood"));
  push("neighbour", 1);
  pump();
  expect(started.at(-1)).toBe("neighbour");
  await vi.advanceTimersByTimeAsync(1);
  for (let n = 0; n < 5; n++) await turn();
  expect(started.filter((project) => project === "flood")).toHaveLength(16);
  // Nothing of the neighbour was sent for a second.
  time.now += 1000;
  await vi.advanceTimersByTimeAsync(4);
  for (let n = 0; n < 5; n++) await turn();
  expect(started.filter((project) => project === "flood")).toHaveLength(40);
});

test("so it does while another calls this process, without deliveries of its own", async () => {
  const { started, pump, push } = pumpFor((projectId) => projectId !== "flood");
  push("flood", 40);
  pump();
  for (let n = 0; n < 5; n++) await turn();
  expect(started).toHaveLength(8);
  await vi.advanceTimersByTimeAsync(100);
  expect(started).toHaveLength(40);
});

test("a project without a backlog never rests, however much it sends in the course of time", async () => {
  const { started, pump, push } = pumpFor(() => false);
  for (let n = 0; n < 40; n++) {
    push("steady", 1);
    pump();
  }
  expect(started).toHaveLength(40);
});
