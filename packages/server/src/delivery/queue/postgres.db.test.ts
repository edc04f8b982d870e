import { beforeAll } from "vitest";
import { startWorld } from "../testing/world.ts";
import { type QueueUnderTest, queueConformance } from "./conformance.ts";
import { postgresQueue } from "./postgres.ts";

let subject: QueueUnderTest;
beforeAll(async () => {
  const world = await startWorld();
  subject = { queue: postgresQueue(world.db), world };
});

queueConformance("the queue in Postgres", () => subject);
