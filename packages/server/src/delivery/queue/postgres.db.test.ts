import { beforeAll } from "vitest";
import { type QueueUnderTest, queueConformance } from "../testing/queue-conformance.ts";
import { startWorld } from "../testing/world.ts";
import { postgresQueue } from "./postgres.ts";

let subject: QueueUnderTest;
beforeAll(async () => {
  const world = await startWorld();
  subject = { queue: postgresQueue(world.db), world };
});

queueConformance("the queue in Postgres", () => subject);
