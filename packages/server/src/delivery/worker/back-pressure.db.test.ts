import { beforeAll, expect, test } from "vitest";
import { createRecorder } from "../../events/index.ts";
import { startWorld, type World } from "../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});

const perCall = 10;

/**
 * Records events by 64 callers that each wait for their commit. Returns the most that had been
 * accepted and not received at any time of the second half, and how many recordings had to wait.
 */
async function flood(path: string, count: number, maxHeldUp: number) {
  const { id } = await world.webhook(path);
  // Longer than a busy machine takes: only sending ends a wait.
  const worker = world.worker({ maxHeldUp, maxAdmissionMs: 60_000 });
  let waits = 0;
  const recorder = createRecorder({
    ...world.recordingDeps(worker),
    admit(projectId, events) {
      const admission = worker.admit(projectId, events);
      if (admission.turn) waits++;
      return admission;
    },
    db: world.db,
    keyring: world.keyring,
  });
  let accepted = 0;
  let most = 0;
  const events = Array.from({ length: perCall }, () => world.event({ onlyTo: [id] }));
  const caller = async () => {
    while (accepted < count) {
      await recorder.record(events);
      accepted += perCall;
      if (accepted > count / 2) most = Math.max(most, accepted - world.sink.received(path).length);
    }
  };
  await Promise.all(Array.from({ length: 64 }, caller));
  return { worker, most, waits };
}

test("callers wait while this process can't send as fast as they record", async () => {
  const { worker, most, waits } = await flood("/quick", 1000, 64);
  await worker.idle();
  expect(waits).toBeGreaterThan(0);
  expect(most).toBeLessThan(300);
  await worker.drain();
});

test("they don't wait for a receiver that does not respond", async () => {
  world.sink.answer("/hanging", () => "hang");
  const { worker, most, waits } = await flood("/hanging", 800, 64 * perCall);
  expect(waits).toBe(0);
  expect(most).toBeGreaterThan(500);
  world.sink.answer("/hanging", () => 200);
  world.sink.letGo();
  await worker.idle();
  await worker.drain();
});
