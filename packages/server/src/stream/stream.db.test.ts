import { randomBytes } from "node:crypto";
import { type ProjectId, streamKinds } from "@countersign/wire";
import fc from "fast-check";
import { beforeAll, expect, test, vi } from "vitest";
import { connect } from "../db/connection.ts";
import { inTransaction, type Tx } from "../db/index.ts";
import { createTestDatabase } from "../db/testing/database.ts";
import { startWorld, type World } from "../delivery/testing/world.ts";
import {
  followStream,
  positionIn,
  positionText,
  type StreamRow,
  type StreamStep,
  type Wanted,
} from "./index.ts";
import type { Position } from "./position.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});

const everything: Wanted = Object.fromEntries(streamKinds.map((kind) => [kind, "everywhere"]));

/** A reader that is asked step by step, and stops where it has seen all. */
function reader(from: Position | null, wanted: Wanted = everything, clock: () => number = Date.now) {
  const steps = followStream(
    { db: world.db, clock },
    from,
    async () => wanted,
    async () => undefined,
  );
  let position = from;
  const next = async (): Promise<StreamStep> => {
    const { value } = await steps.next();
    if (value === undefined) throw new Error("the stream ended");
    position = value.next;
    return value;
  };
  return {
    next,
    position: () => position,
    /**
     * All rows until the end is reached, but no fewer than `atLeast`: a transaction that has not quite ended holds back
     * what follows it.
     */
    async rest(atLeast = 0): Promise<StreamRow[]> {
      const rows: StreamRow[] = [];
      for (;;) {
        const step = await next();
        if (step.kind === "rows") rows.push(...step.rows);
        else if (step.kind === "waiting" && !step.isFirst && rows.length >= atLeast) return rows;
      }
    },
    /** The next page of rows. */
    async page(): Promise<readonly StreamRow[]> {
      for (;;) {
        const step = await next();
        if (step.kind === "rows") return step.rows;
      }
    },
    stop: () => steps.return(undefined),
  };
}

async function fromNow(wanted?: Wanted) {
  const made = reader(null, wanted);
  await made.next();
  return made;
}

const eventIds = (rows: readonly StreamRow[]) =>
  rows.filter(({ kind }) => kind === "event").map(({ data }) => data.id);

test("what is committed after a stream began comes once, whichever order transactions end in", async () => {
  const stream = await fromNow({ event: "everywhere" });
  let commitFirst = () => {};
  const held = new Promise<void>((resolve) => {
    commitFirst = resolve;
  });
  let began = () => {};
  const begun = new Promise<void>((resolve) => {
    began = resolve;
  });
  const first = inTransaction(world.db, async (tx: Tx) => {
    const recorded = await world.recordIn(tx, {});
    began();
    await held;
    return recorded;
  });
  await begun;
  const second = await world.record({});
  // The first has a lower number and is not committed: nothing at or behind it may be shown yet.
  expect(await stream.rest()).toEqual([]);
  commitFirst();
  const early = await first;
  expect(eventIds(await stream.rest(2))).toEqual([early.id, second.id]);
  const third = await world.record({});
  expect(eventIds(await stream.rest(1))).toEqual([third.id]);
  await stream.stop();
});

test("a long transaction of another database holds nothing back", async () => {
  const stream = await fromNow({ event: "everywhere" });
  const { url, drop } = await createTestDatabase();
  const elsewhere = await connect({ url });
  await elsewhere.query("begin");
  await elsewhere.query("select pg_current_xact_id()");
  const { id } = await world.record({});
  await vi.waitFor(async () => expect(eventIds(await stream.rest())).toEqual([id]));
  const later = await fromNow({ event: "everywhere" });
  expect(await later.rest()).toEqual([]);
  await elsewhere.query("commit");
  await elsewhere.close();
  await drop();
  expect([...(await stream.rest()), ...(await later.rest())]).toEqual([]);
  await stream.stop();
  await later.stop();
});

test("readers that break off anywhere and resume get everything once, while others write", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ rows: fc.integer({ min: 1, max: 4 }), rollsBack: fc.boolean() }), {
        minLength: 1,
        maxLength: 12,
      }),
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 6 }),
      async (transactions, breaks) => {
        const begin = await fromNow({ event: "everywhere" });
        let position = begin.position();
        await begin.stop();
        const committed: string[] = [];
        const writing = Promise.all(
          transactions.map(({ rows, rollsBack }) =>
            inTransaction(world.db, async (tx) => {
              const ids: string[] = [];
              for (let row = 0; row < rows; row++) ids.push((await world.recordIn(tx, {})).id);
              if (rollsBack) throw new Error("rolled back");
              return ids;
            }).then(
              (ids) => void committed.push(...ids),
              () => undefined,
            ),
          ),
        );
        const seen: unknown[] = [];
        const readOn = async (most: number) => {
          const stream = reader(position, { event: "everywhere" });
          for (let step = 0; step < most; step++) {
            const got = await stream.next();
            // Broken off within a page: resumed after the row that was taken last.
            if (got.kind === "rows") {
              const taken = got.rows.slice(0, most);
              seen.push(...eventIds(taken));
              position = positionIn(positionText(taken.at(-1)?.position ?? got.next));
              if (taken.length < got.rows.length) break;
            } else position = got.next;
          }
          await stream.stop();
        };
        for (const most of breaks) await readOn(most);
        await writing;
        const stream = reader(position, { event: "everywhere" });
        seen.push(...eventIds(await stream.rest(committed.length - seen.length)));
        await stream.stop();
        expect(seen.toSorted()).toEqual(committed.toSorted());
      },
    ),
    { numRuns: 15 },
  );
});

test("attempts are shown with their outcomes, only for projects in reach", async () => {
  const stream = await fromNow();
  const elsewhere = await fromNow({ event: ["other" as ProjectId], delivery: ["other"] });
  const worker = world.worker();
  const webhook = await world.webhook("/streamed", { delaysMs: [0, 60_000] });
  world.sink.answer("/streamed", () => 503);
  const { id } = await world.record({ onlyTo: [webhook.id] }, worker);
  await worker.idle();
  const rows = await stream.rest(2);
  expect(rows.map(({ kind }) => kind)).toEqual(["event", "delivery"]);
  expect(rows[1]).toMatchObject({
    projectId: world.projectId,
    data: {
      eventId: id,
      webhookId: webhook.id,
      attempt: 1,
      outcome: "server_error",
      statusCode: 503,
      status: "retrying",
    },
  });
  expect(await elsewhere.rest()).toEqual([]);
  await Promise.all([stream.stop(), elsewhere.stop(), worker.drain()]);
});

test("more than a page comes in pages", async () => {
  const stream = await fromNow({ event: [world.projectId] });
  await inTransaction(world.db, async (tx) => {
    for (let row = 0; row < 230; row++) await world.recordIn(tx, {});
  });
  expect(await stream.page()).toHaveLength(200);
  expect(await stream.rest(30)).toHaveLength(30);
  await stream.stop();
});

test("what is too old, or of another store, can't be resumed and is said to be a gap", async () => {
  const begin = await fromNow();
  const known = begin.position();
  await begin.stop();
  if (known === null) throw new Error("no position");
  const later = reader(known, everything, () => Date.now() + 25 * 60 * 60 * 1000);
  expect(await later.next()).toMatchObject({ kind: "gap", reason: "too_old" });
  const foreign = reader({ ...known, xid: known.xid + 1_000_000_000n });
  expect(await foreign.next()).toMatchObject({ kind: "gap", reason: "unknown" });
  await world.record({});
  expect(await foreign.rest(1)).toHaveLength(1);
});

test("a position from before the store was moved or restored is a gap, whatever its number", async () => {
  const begin = await fromNow();
  const known = begin.position();
  await begin.stop();
  if (known === null) throw new Error("no position");
  await world.db.updateTable("storeState").set({ era: "0a1b2c3d" }).execute();
  const stream = reader(known);
  expect(await stream.next()).toMatchObject({ kind: "gap", reason: "unknown", next: { era: "0a1b2c3d" } });
  await world.record({});
  expect(await stream.rest(1)).toHaveLength(1);
  const resumed = reader(positionIn(positionText(stream.position() ?? known)));
  expect(await resumed.next()).toMatchObject({ kind: "waiting" });
  await Promise.all([stream.stop(), resumed.stop()]);
});

test("ids of events are read back as they were given, and nothing else is", () => {
  const position = { era: "", xid: 12_345_678_901n, rank: 3, key: "rev_01m8.x", givenAt: 1_790_000_000 };
  for (const era of ["", "0a1b2c3d"])
    expect(positionIn(positionText({ ...position, era }))).toEqual({ ...position, era });
  for (const text of [
    "",
    "x",
    Buffer.from("1.2").toString("base64url"),
    randomBytes(20).toString("base64url"),
  ])
    expect(positionIn(text)).toBeNull();
});
