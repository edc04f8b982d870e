import type { ProjectId, WebhookId } from "@countersign/wire";
import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import type { ClaimRequest, Queue } from "../queue/queue.ts";
import { defaultSettings } from "../settings.ts";
import type { Work } from "../work.ts";
import { createIntake } from "./intake.ts";
import { createLanes } from "./lanes.ts";

const flood = "flood" as ProjectId;
const webhook = "whk" as WebhookId;

/** The first request of an intake whose worker has claimed that many of the flood's deliveries. */
async function requestWith(claimed: number): Promise<ClaimRequest | null> {
  const requests: ClaimRequest[] = [];
  const queue: Pick<Queue, "claim"> = {
    async claim(request) {
      requests.push(request);
      return [];
    },
  };
  const intake = createIntake({
    claim: "clm_a",
    clock: Date.now,
    log: pino({ enabled: false }),
    settings: defaultSettings,
    queue,
    lanes: createLanes<Work>(defaultSettings),
    limits: { claimLimits: () => new Map() },
    held: { size: () => claimed, claimed: () => claimed, claimedOf: () => new Map([[flood, claimed]]) },
    take: () => undefined,
  });
  onTestFinished(() => intake.stop());
  intake.start();
  intake.finished(webhook);
  await intake.stop();
  return requests[0] ?? null;
}

test("a project whose deliveries fill a worker gets none of the last sixteenth, and others get some", async () => {
  const request = await requestWith(1920);
  expect(request?.limit).toBe(128);
  expect(request?.projectLimits.get(flood)).toBe(1);
  expect((await requestWith(1921))?.projectLimits.get(flood)).toBe(0);
  expect(request?.limitPerProject).toBeGreaterThanOrEqual(64);
});

test("a project that is alone can fill the rest of it", async () => {
  expect((await requestWith(0))?.limitPerProject).toBeGreaterThanOrEqual(1920);
});
