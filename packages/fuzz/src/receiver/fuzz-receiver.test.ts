import { expect, test } from "vitest";
import { fuzzReceiver } from "./fuzz-receiver.ts";

/** The short form of `npm run fuzz:receiver`, which sends 200,000 requests. */
test("three thousand changed requests throw nothing, and no forged one reaches a handler", async () => {
  const { findings, outcomes } = await fuzzReceiver({ requests: 3000, seed: 20_261_129 });
  expect(findings).toEqual([]);
  // Each kind of request was there: otherwise the run would find nothing.
  for (const name of [
    "handled",
    "duplicate",
    "forged wrong-signature",
    "unreadable not-json",
    "unreadable unknown-type",
  ])
    expect([name, (outcomes[name] ?? 0) > 0]).toEqual([name, true]);
});
