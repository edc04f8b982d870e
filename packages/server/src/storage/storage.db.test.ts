import { catalog, type ProjectId } from "@countersign/wire";
import { sql } from "kysely";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inTransaction } from "../db/index.ts";
import { startWorld, type World } from "../delivery/testing/world.ts";
import { clearSealed } from "../erasure/index.ts";
import { recordAlone } from "../events/index.ts";
import { dueForRecount, forgetStored, recountRecords, type Storage, startStorage } from "./index.ts";

const day = 86_400_000;
const log = pino({ level: "silent" });
const limits = { project: 1_000_000, total: null };
let world: World;
let storage: Storage;
beforeAll(async () => {
  world = await startWorld();
  storage = await startStorage({ db: world.db, log, limits, isDiskLow: async () => false });
});
afterAll(() => storage.stop());

const today = new Date().toISOString().slice(0, 10);
const owner = (projectId: string, storedBytes: number | null = null) => ({
  projectId: projectId as ProjectId,
  quotas: { storedBytes },
});
const start = (more: Partial<Parameters<typeof startStorage>[0]> = {}) =>
  startStorage({ db: world.db, log, limits, isDiskLow: async () => false, ...more });
const rows = (projectId: string) =>
  world.db
    .selectFrom("storedBytes")
    .select(["part", "bytes"])
    .where("projectId", "=", projectId)
    .orderBy("part")
    .execute();

test("a project is full at its limit, its own or the default, and another is not", () => {
  storage.count("filling" as ProjectId, "log", today, 999_999);
  expect(storage.full(owner("filling"))).toBeNull();
  storage.count("filling" as ProjectId, "bodies", today, 1);
  expect(storage.full(owner("filling"))).toEqual({
    of: "project",
    storedBytes: 1_000_000,
    limitBytes: 1_000_000,
  });
  expect(storage.full(owner("filling", 2_000_000))).toBeNull();
  expect(storage.full(owner("neighbour"))).toBeNull();
});

test("what one process counted is known to the next, and added to what another counts at the same time", async () => {
  const one = await start();
  const two = await start();
  const id = "shared" as ProjectId;
  one.count(id, "log", today, 300);
  one.countRecord(id, 7);
  two.count(id, "log", today, 20);
  await Promise.all([one.flush(), two.flush()]);
  one.count(id, "log", today, 1000);
  await two.flush();
  expect(two.usage(owner(id)).storedBytes).toBe(327);
  await one.stop();
  await two.stop();
  const later = await start();
  expect(later.usage(owner(id)).storedBytes).toBe(1327);
  await later.stop();
});

test("no count is lost or added twice while the store is unavailable", async () => {
  let broken = true;
  const db = new Proxy(world.db, {
    get(target, name) {
      if (broken) throw new Error("the store is down");
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  broken = false;
  const own = await start({ db });
  const id = "patient" as ProjectId;
  own.count(id, "log", today, 5);
  broken = true;
  await expect(own.flush()).rejects.toThrow();
  own.count(id, "log", today, 6);
  expect(own.usage(owner(id)).storedBytes).toBe(11);
  broken = false;
  await own.stop();
  expect(await rows(id)).toEqual([{ part: "log", bytes: 11 }]);
});

test("the limit of all projects, and a disk that is nearly full, refuse everybody", async () => {
  const small = await start({ limits: { project: null, total: 10 } });
  small.count("anyone" as ProjectId, "log", today, 10 + small.total());
  expect(small.full(owner("another"))).toEqual({ of: "service" });
  await small.stop();
  let low = true;
  const tight = await start({ isDiskLow: async () => low });
  expect(tight.full(owner("another"))).toEqual({ of: "disk" });
  low = false;
  await expect.poll(() => tight.full(owner("another")), { timeout: 10_000 }).toBeNull();
  await tight.stop();
});

test("what is counted of events, deliveries and responses is near to what their tables take", async () => {
  const webhook = await world.webhook("/counted");
  const worker = world.worker(undefined, undefined, undefined, undefined, storage);
  const deps = { ...world.recordingDeps(worker), storage };
  const before = await tableBytes();
  const counted = storage.usage(owner(world.projectId)).storedBytes;
  for (let round = 0; round < 20; round++) {
    await Promise.all(
      Array.from({ length: 50 }, () => recordAlone(deps, world.db, world.event({ onlyTo: [webhook.id] }))),
    );
  }
  await worker.idle();
  await worker.drain();
  const ratio =
    (storage.usage(owner(world.projectId)).storedBytes - counted) / ((await tableBytes()) - before);
  expect(ratio).toBeGreaterThan(0.5);
  expect(ratio).toBeLessThan(2);
});

async function tableBytes(): Promise<number> {
  const found = await sql<{ bytes: number }>`
    select sum(pg_total_relation_size(c.oid))::double precision as bytes from pg_class c
    where c.relkind = 'r' and c.relname ~ '^(events|messages|deliveries|attempts)_'
  `.execute(world.db);
  return found.rows[0]?.bytes ?? 0;
}

test("an erasure gives back what it empties", async () => {
  const webhook = await world.webhook("/erased");
  const index = await world.keyring.blindIndex(world.db, world.projectId, "person", "erased");
  const keyId = await inTransaction(world.db, (tx) => world.keyring.subjectFor(tx, world.projectId, index));
  const used = () => storage.usage(owner(world.projectId)).storedBytes;
  const worker = world.worker(undefined, undefined, undefined, undefined, storage);
  const deps = { ...world.recordingDeps(worker), storage };
  const payload = { ...catalog["check.outcome"].example };
  const before = used();
  await recordAlone(deps, world.db, world.event({ onlyTo: [webhook.id], keyId, payload }));
  await worker.idle();
  await worker.drain();
  const full = used();
  await clearSealed(world.db, keyId, storage);
  const sealed = JSON.stringify(payload).length;
  expect(full - used()).toBeGreaterThan(2 * sealed);
  expect(used()).toBeGreaterThan(before);
  const cleared = used();
  await clearSealed(world.db, keyId, storage);
  expect(used()).toBe(cleared);
});

test("retention gives back a project's days by its own settings, those of all by the longest", async () => {
  const { projectId: id } = world;
  const at = (days: number) => new Date(Date.now() - days * day).toISOString().slice(0, 10);
  await world.db.deleteFrom("storedBytes").execute();
  await world.db.updateTable("projects").set({ payloadDays: 7, logDays: 30 }).where("id", "=", id).execute();
  const own = await start();
  own.count(id, "bodies", at(9), 1);
  own.count(id, "bodies", at(12), 10);
  own.count(id, "log", at(12), 100);
  own.count(id, "log", at(34), 1000);
  own.countRecord(id, 10_000);
  await own.flush();
  await forgetStored(world.db, Date.now());
  await own.flush();
  expect(own.usage(owner(id)).storedBytes).toBe(10_101);
  expect(own.total()).toBe(10_101);
  await own.stop();
});

test("records are recounted from the tables, in a project's turn or once half of its limit is used", async () => {
  const { projectId: id } = world;
  await world.db.deleteFrom("storedBytes").execute();
  const own = await start();
  own.countRecord(id, 999_999);
  await own.flush();
  const due = (limit: number | null) => dueForRecount(world.db, { now: Date.now(), limit });
  expect(await due(1_500_000)).toContain(id);
  const turns = await Promise.all(
    Array.from({ length: 24 }, (_, hour) => dueForRecount(world.db, { now: hour * 3_600_000, limit: null })),
  );
  expect(turns.flat().filter((each) => each === id)).toHaveLength(1);
  await recountRecords(world.db, [id]);
  await own.flush();
  expect(own.usage(owner(id)).storedBytes).toBe(0);
  expect(own.total()).toBe(0);
  await own.stop();
});
