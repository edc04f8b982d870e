import { randomBytes } from "node:crypto";
import { pino } from "pino";
import { Registry } from "prom-client";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { listAudit } from "../../access/index.ts";
import type { Db } from "../../db/index.ts";
import { testDatabase } from "../../db/testing/database.ts";
import { createFailures, type Failures } from "./failures.ts";

let db: Db;
let failures: Failures;
let metrics: Registry;
const clock = { now: 0 };
beforeAll(async () => {
  ({ db } = await testDatabase());
});
beforeEach(async () => {
  await db.deleteFrom("auditRecords").execute();
  clock.now = Date.UTC(2026, 4, 5, 10);
  metrics = new Registry();
  failures = createFailures({
    db,
    clock: () => clock.now,
    random: (bytes) => randomBytes(bytes),
    log: pino({ level: "silent" }),
    metrics,
    perAddress: 5,
  });
});

afterEach(() => failures.flush());

const attacker = "192.0.2.1";
const fail = (times: number, address = attacker) =>
  Array.from({ length: times }, () => failures.failed(address, "manage"));

test("an address may fail so often in a minute, and must then wait for the next", () => {
  clock.now += 20_000;
  expect(fail(6)).toEqual([null, null, null, null, null, 40]);
  expect(failures.failed("192.0.2.2", "manage")).toBeNull();
  clock.now += 40_000;
  expect(fail(1)).toEqual([null]);
});

test("an IPv6 address can't be changed within its /64", () => {
  fail(5, "2001:db8::1");
  expect(failures.failed("2001:db8::2", "check")).not.toBeNull();
  expect(failures.failed("2001:db8:0:1::2", "check")).toBeNull();
});

test("guesses beyond it are looked up ten times a second, credentials that were good always", () => {
  expect(failures.wait(attacker, "good")).toBeNull();
  fail(1);
  failures.succeeded(attacker, "good");
  fail(9);
  const guesses = Array.from({ length: 12 }, (_, at) => failures.wait(attacker, `guess ${at}`));
  expect(guesses).toEqual([...Array(10).fill(null), 1, 1]);
  expect(failures.wait(attacker, "good")).toBeNull();
  expect(failures.wait("192.0.2.2", "another's")).toBeNull();
  clock.now += 1000;
  expect(failures.wait(attacker, "new")).toBeNull();
});

test("a flood leaves two records a minute, with the address and how many there were", async () => {
  fail(5000);
  await failures.flush();
  const records = (await listAudit(db, { limit: 10 })).sort(
    (one, other) => Number(other.details.count) - Number(one.details.count),
  );
  expect(
    records.map(({ action, actorKind, address, details }) => [action, actorKind, address, details]),
  ).toEqual([
    ["authentication.failed", "anonymous", attacker, { surface: "manage", count: 4999 }],
    ["authentication.failed", "anonymous", attacker, { surface: "manage", count: 1 }],
  ]);
  expect(await metrics.getSingleMetricAsString("countersign_authentication_failures_total")).toContain(
    '{surface="manage"} 5000',
  );
});

test("a flood from everywhere leaves a bounded number of records, and counts all", async () => {
  for (let at = 0; at < 3000; at++) failures.failed(`198.51.${at >> 8}.${at & 255}`, "check");
  await failures.flush();
  const records = await listAudit(db, { limit: 1000 });
  expect(records.length).toBeLessThan(110);
  expect(records.reduce((sum, { details }) => sum + Number(details.count), 0)).toBe(3000);
});

test("refused access is audited with actor and action", async () => {
  const actor = {
    kind: "operator",
    id: "opr_1",
    name: "Rita",
    address: "192.0.2.9",
    roles: { everywhere: "reviewer", byProject: {} },
  } as const;
  failures.denied(actor, "manage", "/manage/v1/audit");
  failures.denied(actor, "manage", "/manage/v1/audit");
  await failures.flush();
  const records = await listAudit(db, { limit: 10 });
  expect(records).toMatchObject([
    {
      actorId: "opr_1",
      action: "access.denied",
      target: "/manage/v1/audit",
      address: "192.0.2.9",
      details: { count: 1 },
    },
    { actorId: "opr_1", details: { surface: "manage", count: 1 } },
  ]);
});
