import { fuzz } from "@countersign/fuzz";
import { expect, test } from "vitest";

/**
 * The short form of `npm run fuzz`, which sends 300,000 requests and also watches memory over time.
 */
test("two and a half thousand fuzzed requests on every surface cause no failure of the service", async () => {
  const report = await fuzz({ requests: 2500, seed: 20_261_128, connections: 8, maxMinutes: 1.5 });
  expect(report.findings).toEqual([]);
  expect(report.alive).toBe(true);
  // If all requests were rejected early, the run would find nothing.
  const succeeded = report.routes.filter((route) => route.succeeded).length;
  expect(succeeded / report.routes.length).toBeGreaterThan(0.6);
});
