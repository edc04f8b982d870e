import type { DeliveryId, ProjectId, WebhookId } from "@countersign/wire";
import { sql } from "kysely";
import { type Db, wake } from "../../db/index.ts";
import { cancel, cancelUnclaimed, cancelUnreadable } from "./cancel.ts";
import { deliveriesChannel } from "./channel.ts";
import { claimDue } from "./claim.ts";
import { gatherOverdue } from "./gather.ts";
import { createProjectTurns } from "./project-turns.ts";
import { put } from "./put.ts";
import type { ClaimedItem, ClaimRequest, Queue, QueueItem } from "./queue.ts";
import { releaseClaim, releaseOrphans, reviveFarOff } from "./repair.ts";
import { newRound, type Round } from "./round.ts";
import { settle } from "./settle.ts";

const gatherEveryMs = 1_000;

/** The queue in the table `delivery_queue`. */
export function postgresQueue(db: Db): Queue {
  const projectTurns = createProjectTurns();
  let unfinished: Round | null = null;
  let rounds = 0;
  let gatheredAt = 0;
  return {
    claim,
    extend,
    settle: (settlements, alongside) => settle(db, settlements, alongside),
    release,
    put,
    cancel,
    cancelUnclaimed,
    cancelUnreadable,
    releaseOrphans: () => releaseOrphans(db),
    releaseClaim: (claim) => releaseClaim(db, claim),
    reviveFarOff: (now) => reviveFarOff(db, now),
    depth,
    depths,
    nextAttempts,
  };

  /**
   * Continues the round that the previous claim was cut short in; at its end goes through one more,
   * and through another for what was left out of a project that has room.
   */
  async function claim(request: ClaimRequest): Promise<ClaimedItem[]> {
    if (Math.abs(request.now - gatheredAt) >= gatherEveryMs) {
      gatheredAt = request.now;
      await gatherOverdue(db, request.now);
    }
    const items: ClaimedItem[] = [];
    let round = unfinished;
    let isLast = round === null;
    for (;;) {
      const current = round ?? newRound(request.now, ++rounds);
      const turns = projectTurns.in(current, roomOfProjects(request, items), request.limitPerProject);
      const left = {
        ...request,
        limit: request.limit - items.length,
        limits: roomOfWebhooks(request, items),
      };
      const claimed = await claimDue(db, left, current, turns);
      items.push(...claimed.items);
      round = claimed.rest;
      const rooms = roomOfProjects(request, items);
      projectTurns.end(current, rooms, claimed.lastLots);
      const isLeftOut = round === null && projectTurns.endRound(current, rooms, request.limitPerProject);
      if (items.length >= request.limit || (claimed.walkedFar && items.length > 0)) break;
      if (round !== null) continue;
      if (isLast && !isLeftOut) break;
      isLast = true;
    }
    unfinished = round;
    return items;
  }

  async function extend(claim: string, ids: readonly DeliveryId[], until: number) {
    const held = await sql<{ id: DeliveryId }>`
      with held as materialized (
        select delivery_id from delivery_queue
        where delivery_id = any(${ids}::text[]) and claim = ${claim}::text
        order by delivery_id for update
      )
      update delivery_queue q set leased_until = ${new Date(until)}::timestamptz
      from held where q.delivery_id = held.delivery_id
      returning q.delivery_id as id
    `.execute(db);
    return new Set(held.rows.map((row) => row.id));
  }

  async function release(claim: string, ids: readonly DeliveryId[]): Promise<void> {
    await sql`
      with held as materialized (
        select delivery_id from delivery_queue
        where delivery_id = any(${ids}::text[]) and claim = ${claim}::text
        order by delivery_id for update
      )
      update delivery_queue q set claim = null, leased_until = null
      from held where q.delivery_id = held.delivery_id
    `.execute(db);
    wake(db, deliveriesChannel);
  }

  async function depth() {
    const { rows } = await sql<{ deliveries: number; oldest: DeliveryId | null }>`
      select count(*)::integer as deliveries, min(delivery_id) as oldest from delivery_queue
    `.execute(db);
    return rows[0] ?? { deliveries: 0, oldest: null };
  }

  async function depths() {
    const { rows } = await sql<{ webhookId: WebhookId; deliveries: number; oldest: DeliveryId }>`
      select webhook_id, count(*)::integer as deliveries, min(delivery_id) as oldest
      from delivery_queue group by webhook_id
    `.execute(db);
    return rows;
  }

  async function nextAttempts(ids: readonly DeliveryId[]) {
    if (ids.length === 0) return new Map<DeliveryId, Date>();
    const { rows } = await sql<{ id: DeliveryId; dueAt: Date }>`
      select delivery_id as id, due_at from delivery_queue
      where delivery_id = any(${ids}::text[]) and claim is null and due_at <> 'infinity'
    `.execute(db);
    return new Map(rows.map(({ id, dueAt }) => [id, dueAt]));
  }
}

/** What is left of each webhook's share after these items. */
function roomOfWebhooks(request: ClaimRequest, items: readonly QueueItem[]): Map<WebhookId, number> {
  const rooms = new Map(request.limits);
  for (const { webhookId } of items)
    rooms.set(webhookId, (rooms.get(webhookId) ?? request.limitPerWebhook) - 1);
  return rooms;
}

/** The same for projects. */
function roomOfProjects(request: ClaimRequest, items: readonly ClaimedItem[]): Map<ProjectId, number> {
  const rooms = new Map(request.projectLimits);
  for (const { projectId } of items)
    rooms.set(projectId, (rooms.get(projectId) ?? request.limitPerProject) - 1);
  return rooms;
}
