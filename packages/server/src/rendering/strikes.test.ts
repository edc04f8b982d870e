import { expect, test } from "vitest";
import { createStrikes } from "./strikes.ts";

const owner = (projectId: string, webhookId: string) => ({ projectId, webhookId });

test("a webhook is suspended for ten seconds after three stopped tasks within half a minute", () => {
  let now = 0;
  const strikes = createStrikes(() => now);
  const mine = owner("a", "w");
  strikes.add(mine);
  strikes.add(mine);
  expect(strikes.isSuspended(mine)).toBe(false);
  now = 30_001;
  strikes.add(mine);
  expect(strikes.isSuspended(mine)).toBe(false);
  strikes.add(mine);
  strikes.add(mine);
  expect(strikes.isSuspended(mine)).toBe(true);
  expect(strikes.isSuspended(owner("a", "other"))).toBe(false);
  expect(strikes.isSuspended(owner("b", "w"))).toBe(false);
  now += 10_000;
  expect(strikes.isSuspended(mine)).toBe(false);
});

test("a project whose many webhooks are each slow a few times is suspended as a whole, and no other project", () => {
  const strikes = createStrikes(() => 0);
  for (let nth = 0; nth < 12; nth++) strikes.add(owner("a", `w${nth}`));
  expect(strikes.isSuspended(owner("a", "new"))).toBe(true);
  expect(strikes.isSuspended(owner("b", "w1"))).toBe(false);
});
