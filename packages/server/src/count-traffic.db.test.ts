import { pino } from "pino";
import { beforeAll, expect, test } from "vitest";
import { countInterceptions, countSessions } from "./count-traffic.ts";
import { inTransaction } from "./db/index.ts";
import { startTestApi, type TestApi } from "./http/testing/api.ts";
import { startTraffic, timeSeries } from "./stats/index.ts";
import { simulateOutcome, startSession } from "./verification/index.ts";
import { residentForTest } from "./verification/testing/stage.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});

const operator = { kind: "operator", id: "bootstrap", name: "test" } as const;

test("a session's outcome is counted once it is committed, and never if it is rolled back", async () => {
  const { db, clock, verification } = api.deps;
  const traffic = startTraffic({ db, clock, log: pino({ level: "silent" }) });
  const counted = { ...verification, ...countSessions(traffic, verification) };
  const { project } = api.own;
  const started = await inTransaction(db, (tx) =>
    startSession(counted, tx, {
      project,
      method: "identification",
      transactionId: "counted",
      person: residentForTest(),
      language: "ru",
      outcomeWebhookIds: [],
    }),
  );
  if (started.kind !== "started") throw new Error("no session");
  const target = { projectId: project.id, id: started.session.id };
  const outcome = { result: "failure", reason: "simulated" } as const;
  const rolledBack = inTransaction(db, async (tx) => {
    await simulateOutcome(counted, tx, target, outcome, operator);
    throw new Error("rolled back");
  });
  await expect(rolledBack).rejects.toThrow("rolled back");
  api.clock.now += 5000;
  await inTransaction(db, (tx) => simulateOutcome(counted, tx, target, outcome, operator));
  await traffic.stop();
  const { total } = await timeSeries(db, {
    topic: "sessions",
    scopes: [project.id],
    range: "1h",
    now: clock(),
  });
  expect(total).toMatchObject({ failed: 1, succeeded: 0, p50Ms: expect.closeTo(5000, -3) });
});

test.each([
  ["succeeded", "approved"],
  ["failed", "refused"],
  ["resubmission_requested", "sentBack"],
  ["aborted", "withdrawn"],
  ["expired", "withdrawn"],
] as const)("a review whose session became %s is counted as %s", async (to, end) => {
  const { db } = api.deps;
  const ends: unknown[] = [];
  const traffic = { session: () => {}, review: (_: string, became: string) => void ends.push(became) };
  const { onTransition } = countSessions(traffic as unknown as Parameters<typeof countSessions>[0], {
    ...api.deps.verification,
    onTransition: async () => {},
  });
  const session = { id: "none", projectId: api.own.project.id, createdAt: new Date(), decidedAt: null };
  await inTransaction(db, (tx) =>
    onTransition(
      tx,
      session as unknown as Parameters<typeof onTransition>[1],
      {
        trigger: "approve",
        from: "in_review",
        to,
      } as Parameters<typeof onTransition>[2],
    ),
  );
  expect(ends).toEqual([end]);
});

test("runs that were only tried are not counted", () => {
  const seen: unknown[] = [];
  const traffic = { interception: (run: unknown) => void seen.push(run) };
  const onRun = countInterceptions(traffic as unknown as Parameters<typeof countInterceptions>[0]);
  const request = { projectId: api.own.project.id, event: "before_order_add", payload: {} } as const;
  const verdict = {
    kind: "allowed",
    payload: {},
    degraded: false,
    warnings: [],
    trace: { id: "icp_1", steps: [], totalMs: 3 },
  } as const;
  const run = { request, verdict: { ...verdict, warnings: [], trace: { ...verdict.trace, steps: [] } } };
  onRun({ ...run, request: { ...request, dryRun: true } });
  onRun({ ...run, request: { ...request, test: true } });
  expect(seen).toEqual([]);
  onRun(run);
  expect(seen).toEqual([expect.objectContaining({ verdict: "allowed", totalMs: 3, hooks: [] })]);
});
