import { beforeAll, expect, test } from "vitest";
import type { Queue } from "../queue/index.ts";
import { postgresQueue } from "../queue/index.ts";
import { startWorld, type World } from "../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});

test("a retry that this worker claims before it hears that the outcome was written is made at once, not a lease later", async () => {
  const real = postgresQueue(world.db);
  const claimedAgain = Promise.withResolvers<void>();
  let settled = false;
  const queue: Queue = {
    ...real,
    async claim(request) {
      const items = await real.claim(request);
      if (settled && items.length > 0) claimedAgain.resolve();
      return items;
    },
    async settle(settlements, alongside) {
      const applied = await real.settle(settlements, alongside);
      if (!settled) {
        settled = true;
        await claimedAgain.promise;
      }
      return applied;
    },
  };
  const { id } = await world.webhook("/again", { delaysMs: [0, 0] });
  world.sink.answer("/again", (nth) => (nth === 1 ? 500 : 200));
  const worker = world.worker({ pollMs: 20 }, undefined, queue);
  const event = await world.record({ onlyTo: [id] }, worker);
  await expect.poll(() => world.stateOf(event)).toMatchObject({ status: "delivered", attempts: 2 });
});
