import { randomBytes } from "node:crypto";
import { type DeliveryId, newId, type WebhookId } from "@countersign/wire";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inTransaction, unproven } from "../../db/index.ts";
import type { ClaimRequest, Fate, Queue, QueueItem } from "../queue/queue.ts";
import { settlement } from "./settlement.ts";
import type { World } from "./world.ts";

/** What the suite is run over: an implementation, and the store that holds settings and log. */
export interface QueueUnderTest {
  queue: Queue;
  world: World;
}

const lease = 30_000;
const delivered: Fate = { kind: "settled", status: "delivered" };

/** Tests the promises of `Queue` over an implementation. `subject` is called within the tests. */
export function queueConformance(name: string, subject: () => QueueUnderTest): void {
  /** The suite's current time, later than everything it records. */
  const now = Date.now() + 60 * 60 * 1000;

  /** That many due deliveries of one new webhook. */
  async function backlog(count: number): Promise<{ webhookId: WebhookId; ids: DeliveryId[] }> {
    const { world } = subject();
    const webhook = await world.webhook(`/${randomBytes(4).toString("hex")}`);
    const ids: DeliveryId[] = [];
    for (let i = 0; i < count; i++) {
      ids.push(await world.deliveryOf(await world.record({ onlyTo: [webhook.id] })));
    }
    return { webhookId: webhook.id, ids };
  }

  function claim(by: string, request: Partial<ClaimRequest> = {}): Promise<QueueItem[]> {
    const at = request.now ?? now + 1000;
    return subject().queue.claim({
      claim: by,
      now: at,
      until: at + lease,
      limit: 1000,
      limitPerWebhook: 1000,
      limits: new Map(),
      limitPerProject: 1000,
      projectLimits: new Map(),
      ...request,
    });
  }

  async function empty(): Promise<void> {
    const { world } = subject();
    const ids = (await world.queued()) as DeliveryId[];
    await inTransaction(world.db, (tx) => subject().queue.cancel(tx, ids, now));
  }

  const idsOf = (items: readonly QueueItem[]) => items.map((item) => item.id).sort();

  describe(name, () => {
    test("claims what is due, once, each webhook's longest due first", async () => {
      await empty();
      const { ids } = await backlog(5);
      const first = await claim("a", { limit: 2 });
      const second = await claim("b");
      expect(idsOf([...first, ...second])).toEqual(ids);
      expect(idsOf(first)).toEqual(ids.slice(0, 2));
      expect(await claim("c")).toEqual([]);
    });

    test("gives no webhook more than its share, and serves all in turn", async () => {
      await empty();
      const one = await backlog(5);
      const two = await backlog(5);
      const three = await backlog(5);
      const limits = new Map([
        [two.webhookId, 0],
        [three.webhookId, 1],
      ]);
      const items = await claim("a", { limitPerWebhook: 3, limits });
      const of = ({ webhookId }: { webhookId: WebhookId }) =>
        items.filter((item) => item.webhookId === webhookId).length;
      expect([of(one), of(two), of(three)]).toEqual([3, 0, 1]);
      await empty();
      const four = await backlog(3);
      const five = await backlog(3);
      const served = [...(await claim("a", { limit: 3 })), ...(await claim("a", { limit: 1 }))];
      expect(new Set(served.map((item) => item.webhookId))).toEqual(
        new Set([four.webhookId, five.webhookId]),
      );
    });

    test("workers that claim at once get different items", async () => {
      await empty();
      const { ids } = await backlog(20);
      const shares = await Promise.all(["a", "b", "c", "d"].map((by) => claim(by, { limit: 5 })));
      const rest = await claim("e");
      expect(idsOf([...shares.flat(), ...rest])).toEqual(ids);
    });

    test("a lease ends by itself, unless it is prolonged", async () => {
      await empty();
      const { ids } = await backlog(2);
      const [kept, lost] = await claim("a");
      if (!kept || !lost) throw new Error("nothing was claimed");
      const { queue } = subject();
      expect(await queue.extend("a", [kept.id], now + 2 * lease)).toEqual(new Set([kept.id]));
      expect(idsOf(await claim("b", { now: now + 1000 + lease }))).toEqual([lost.id]);
      expect(await queue.extend("a", ids, now + 3 * lease)).toEqual(new Set([kept.id]));
    });

    test("a settled item is removed, a failed one is due at its time, with its counts", async () => {
      await empty();
      const { ids } = await backlog(2);
      const { queue, world } = subject();
      const [done, failed] = await claim("a");
      if (!done || !failed) throw new Error("nothing was claimed");
      const again: Fate = { kind: "retry", dueAt: now + 60_000, tries: 1 };
      const settlements = [settlement(done, "a", delivered), settlement(failed, "a", again)];
      expect(await queue.settle(settlements)).toEqual(new Set(ids));
      expect(await claim("b", { now: now + 59_999 })).toEqual([]);
      expect(await claim("b", { now: now + 60_000 })).toEqual([{ ...failed, attempt: 1, tries: 1 }]);
      const rows = await world.db
        .selectFrom("deliveries")
        .select(["id", "status", "attempts"])
        .where("id", "in", ids)
        .execute();
      expect(new Map(rows.map((row) => [row.id, [row.status, row.attempts]]))).toEqual(
        new Map([
          [done.id, ["delivered", 1]],
          [failed.id, ["retrying", 1]],
        ]),
      );
    });

    test("an outcome of a lease that another took changes nothing", async () => {
      await empty();
      const { ids } = await backlog(1);
      const { queue, world } = subject();
      const [late] = await claim("a");
      const [taken] = await claim("b", { now: now + 1000 + lease });
      if (!late || !taken) throw new Error("nothing was claimed");
      expect(await queue.settle([settlement(late, "a", delivered)])).toEqual(new Set());
      expect(await world.queued()).toEqual(ids);
      expect(await queue.settle([settlement(taken, "b", delivered)])).toEqual(new Set(ids));
    });

    test("an outcome of an attempt before the last changes nothing, though its worker holds the item again", async () => {
      await empty();
      const { ids } = await backlog(1);
      const { queue } = subject();
      const [first] = await claim("a");
      if (!first) throw new Error("nothing was claimed");
      const again: Fate = { kind: "retry", dueAt: now, tries: 1 };
      await queue.settle([settlement(first, "a", again)]);
      const [second] = await claim("a");
      if (!second) throw new Error("nothing was claimed");
      expect(await queue.settle([settlement(first, "a", delivered)])).toEqual(new Set());
      expect(await queue.settle([settlement(second, "a", delivered)])).toEqual(new Set(ids));
    });

    test("what is released is due for others, at once and as it was", async () => {
      await empty();
      await backlog(1);
      const [item] = await claim("a");
      if (!item) throw new Error("nothing was claimed");
      await subject().queue.release("b", [item.id]);
      expect(await claim("c")).toEqual([]);
      await subject().queue.release("a", [item.id]);
      expect(await claim("c")).toEqual([item]);
    });

    test("what is cancelled is never claimed, and its outcome does not count", async () => {
      await empty();
      const { ids } = await backlog(2);
      const { queue, world } = subject();
      const [item] = await claim("a", { limit: 1 });
      if (!item) throw new Error("nothing was claimed");
      expect(await inTransaction(world.db, (tx) => queue.cancel(tx, ids, now))).toEqual(new Set(ids));
      expect(await claim("b", { now: now + 10 * lease })).toEqual([]);
      expect(await queue.settle([settlement(item, "a", delivered)])).toEqual(new Set());
    });

    test("a webhook's items that no worker holds are cancelled together, other webhooks' are not", async () => {
      await empty();
      const { webhookId, ids } = await backlog(3);
      const other = await backlog(1);
      const { queue, world } = subject();
      const [held] = await claim("a", { limit: 1, limits: new Map([[other.webhookId, 0]]) });
      if (!held) throw new Error("nothing was claimed");
      const cancelled = await inTransaction(world.db, (tx) => queue.cancelUnclaimed(tx, webhookId, now));
      expect(cancelled).toEqual(new Set(ids.filter((id) => id !== held.id)));
      expect((await world.queued()).sort()).toEqual([held.id, ...other.ids].sort());
    });

    test("what has lost its payload key is cancelled, a batch at a time", async () => {
      await empty();
      const { ids } = await backlog(3);
      const { queue, world } = subject();
      const rollback = new Error("leave the keys as they are");
      const unreadable = inTransaction(world.db, async (tx) => {
        expect(await queue.cancelUnreadable(tx, 10, now)).toEqual(new Set());
        await tx
          .updateTable("keyScopes")
          .set({ chainDay: new Date(now + 10 * 86_400_000).toISOString().slice(0, 10) })
          .where("id", "=", world.projectId)
          .execute();
        expect(await queue.cancelUnreadable(tx, 2, now)).toEqual(new Set(ids.slice(0, 2)));
        expect(await queue.cancelUnreadable(tx, 2, now)).toEqual(new Set(ids.slice(2)));
        throw rollback;
      });
      await expect(unreadable).rejects.toBe(rollback);
    });

    test("what a killed process had leased is due at once, and what is to be retried later is not", async () => {
      await empty();
      await backlog(3);
      const { queue } = subject();
      const [failed, ...held] = await claim("a");
      if (!failed || held.length !== 2) throw new Error("nothing was claimed");
      await queue.settle([settlement(failed, "a", { kind: "retry", dueAt: now + 60_000, tries: 1 })]);
      expect(await queue.releaseOrphans()).toBe(2);
      expect(idsOf(await claim("b"))).toEqual(idsOf(held));
    });

    test("what one dead process had leased is due at once, and what others hold stays theirs", async () => {
      await empty();
      await backlog(3);
      const { queue } = subject();
      const dead = await claim("a", { limit: 2 });
      const alive = await claim("b");
      expect([dead.length, alive.length]).toEqual([2, 1]);
      expect(await queue.releaseClaim("a")).toBe(2);
      expect(new Set(idsOf(await claim("c")))).toEqual(new Set(idsOf(dead)));
      expect(await queue.extend("b", idsOf(alive), now + 60_000)).toEqual(new Set(idsOf(alive)));
    });

    test("what a wrong clock has postponed is due at once, and a retry in a week is not", async () => {
      await empty();
      const day = 24 * 60 * 60 * 1000;
      await backlog(3);
      const { queue } = subject();
      const [late, week, leased] = await claim("a", { until: now + 40 * day });
      if (!late || !week || !leased) throw new Error("nothing was claimed");
      await queue.settle([
        settlement(late, "a", { kind: "retry", dueAt: now + 40 * day, tries: 1 }),
        settlement(week, "a", { kind: "retry", dueAt: now + 8 * day, tries: 1 }),
      ]);
      expect(await queue.reviveFarOff(now)).toBe(2);
      expect(idsOf(await claim("b"))).toEqual(idsOf([late, leased]));
    });

    test("what is put is due; one that is leased stays with its lease", async () => {
      await empty();
      await backlog(2);
      const { queue, world } = subject();
      const [done, leased] = await claim("a");
      if (!done || !leased) throw new Error("nothing was claimed");
      await queue.settle([settlement(done, "a", delivered)]);
      const resent = { ...done, attempt: 1, tries: 0, resend: true };
      const put = await inTransaction(world.db, (tx) => queue.put(tx, [resent, leased], now));
      expect(put).toEqual(new Set([done.id]));
      expect(await claim("b")).toEqual([resent]);
    });

    test("knows its depth and what waits longest", async () => {
      await empty();
      const { queue } = subject();
      expect(await queue.depth()).toEqual({ deliveries: 0, oldest: null });
      const { ids } = await backlog(3);
      expect(await queue.depth()).toEqual({ deliveries: 3, oldest: ids[0] });
    });

    test("whatever workers claim, settle late and lose, each attempt counts once and the end is final", async () => {
      const { queue, world } = subject();
      const step = fc.record({
        worker: fc.constantFrom("a", "b", "c"),
        act: fc.constantFrom("claim", "settle", "fail", "stall"),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
          await empty();
          const { ids } = await backlog(1);
          const [id] = ids;
          let time = now + 1000;
          let counted = 0;
          let ended = false;
          const beliefs: { worker: string; item: QueueItem }[] = [];
          for (const { worker, act } of steps) {
            if (act === "stall") time += lease;
            else if (act === "claim") {
              for (const item of await claim(worker, { now: time })) {
                expect(ended).toBe(false);
                expect(item.attempt).toBe(counted);
                beliefs.push({ worker, item });
              }
            } else {
              const belief = beliefs.find((each) => each.worker === worker);
              if (!belief) continue;
              beliefs.splice(beliefs.indexOf(belief), 1);
              const fate: Fate =
                act === "settle" ? delivered : { kind: "retry", dueAt: time, tries: belief.item.tries + 1 };
              const applied = await queue.settle([settlement(belief.item, worker, fate)]);
              if (applied.size === 0) continue;
              expect(ended).toBe(false);
              expect(belief.item.attempt).toBe(counted);
              counted++;
              ended = act === "settle";
            }
          }
          const logged = await world.db
            .selectFrom("attempts")
            .select("number")
            .where("deliveryId", "=", unproven(id ?? ""))
            .orderBy("number")
            .execute();
          expect(logged.map((row) => row.number)).toEqual(Array.from({ length: counted }, (_, i) => i + 1));
          const row = await world.db
            .selectFrom("deliveries")
            .select(["status", "attempts"])
            .where("id", "=", unproven(id ?? ""))
            .executeTakeFirstOrThrow();
          expect(row.attempts).toBe(counted);
          expect(row.status).toBe(ended ? "delivered" : counted > 0 ? "retrying" : "pending");
          expect((await world.queued()).length).toBe(ended ? 0 : 1);
        }),
        { numRuns: 40 },
      );
    });

    test("of one order only the first can be claimed, until it is settled; then the next", async () => {
      const { queue, world } = subject();
      const act = fc.record({
        worker: fc.constantFrom("a", "b"),
        act: fc.constantFrom("claim", "claim", "settle", "fail", "cancel", "add"),
        lane: fc.constantFrom("x", "y"),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 25 }), async (acts) => {
          await empty();
          const { id: webhookId } = await world.webhook(`/${randomBytes(4).toString("hex")}`, {
            fifo: "subject",
          });
          const lanes = new Map<string, DeliveryId[]>([
            ["x", []],
            ["y", []],
          ]);
          const leased = new Map<string, { worker: string; item: QueueItem }>();
          const add = async (lane: string) => {
            const event = await world.record({ onlyTo: [webhookId], subject: lane });
            lanes.get(lane)?.push(await world.deliveryOf(event));
          };
          for (const lane of ["x", "x", "y", "y", "x"]) await add(lane);
          for (const { worker, act, lane } of acts) {
            const queued = lanes.get(lane) ?? [];
            const held = leased.get(lane);
            if (act === "add") await add(lane);
            else if (act === "cancel") {
              const last = queued.at(-1);
              if (!last || last === held?.item.id) continue;
              queued.pop();
              await inTransaction(world.db, (tx) => queue.cancel(tx, [last], now));
            } else if (act === "claim") {
              for (const item of await claim(worker)) {
                const of = item.fifoKey ?? "";
                expect(leased.has(of)).toBe(false);
                expect(item.id).toBe(lanes.get(of)?.[0]);
                leased.set(of, { worker, item });
              }
            } else if (held) {
              const fate: Fate =
                act === "settle" ? delivered : { kind: "retry", dueAt: now, tries: held.item.tries + 1 };
              const applied = await queue.settle([settlement(held.item, held.worker, fate)]);
              expect(applied.size).toBe(1);
              leased.delete(lane);
              if (act === "settle") queued.shift();
            }
          }
          // Every one of them gets its turn.
          for (const { worker, item } of leased.values())
            await queue.settle([settlement(item, worker, delivered)]);
          for (let left = await claim("z"); left.length > 0; left = await claim("z")) {
            await queue.settle(left.map((item) => settlement(item, "z", delivered)));
          }
          expect(await world.queued()).toEqual([]);
        }),
        { numRuns: 40 },
      );
    });

    test("an unknown delivery is not found", async () => {
      const unknown = newId("delivery", Date.now, randomBytes);
      expect(await subject().queue.extend("a", [unknown], now + lease)).toEqual(new Set());
    });
  });
}
