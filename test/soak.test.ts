import { soak } from "@countersign/soak";
import { expect, test } from "vitest";

/** The short form of `npm run soak`, which lasts an hour, has two hosts of Postgres, and also watches memory over time. */
test("mixed load while things break closes its account: nothing is lost, out of order or left of erased people", async () => {
  const { account, faults, load } = await soak({
    minutes: 0.2,
    faults: 4,
    // Kills the service, makes receivers fail, kills Postgres, and moves the clock: what takes longest to settle comes first.
    seed: 99,
    rate: 1,
    topology: "embedded",
    heavy: false,
  });
  expect(account.findings).toEqual([]);
  // If little happened, little was shown.
  expect(faults.length).toBeGreaterThan(0);
  expect(account.deliveries.acceptedEvents).toBeGreaterThan(50);
  expect(account.order.events).toBeGreaterThan(20);
  expect(account.erased.bytes).toBeGreaterThan(0);
  expect(account.promises.kept).toBeGreaterThan(0);
  expect(Object.keys(load)).toContain("identifications");
});
