import { randomBytes } from "node:crypto";
import { newId, type ProjectId, type WebhookId } from "@countersign/wire";
import { sql } from "kysely";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { inTransaction } from "../../db/index.ts";
import { createProject } from "../../projects/index.ts";
import { startWorld, type World } from "../testing/world.ts";
import { claimStatement } from "./claim.ts";
import { postgresQueue } from "./postgres.ts";
import type { ProjectTurn } from "./project-turns.ts";
import type { ClaimRequest, Queue } from "./queue.ts";
import { newRound } from "./round.ts";

const hour = 3_600_000;
const operator = { kind: "operator", id: "bootstrap", name: "test" } as const;
const random = (bytes: number) => randomBytes(bytes);
let world: World;
let queue: Queue;
let now: number;
beforeAll(async () => {
  world = await startWorld();
});
beforeEach(async () => {
  await sql`truncate delivery_queue`.execute(world.db);
  queue = postgresQueue(world.db);
  now = Date.now() + 1000;
});

const request = (over: Partial<ClaimRequest> = {}): ClaimRequest => ({
  claim: "clm_a",
  now,
  until: now + 30_000,
  limit: 1000,
  limitPerWebhook: 1000,
  limits: new Map(),
  limitPerProject: 1000,
  projectLimits: new Map(),
  ...over,
});

interface Plan {
  "Subplan Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Shared Hit Blocks": number;
  "Shared Read Blocks": number;
  Plans?: Plan[];
}

/** What a claim from the beginning reads: pages, and the lots that it walks. */
async function costOf(
  one: ClaimRequest,
  turns: ProjectTurn[] = [],
): Promise<{ pages: number; lots: number }> {
  const explained = await sql<{ "QUERY PLAN": [{ Plan: Plan }] }>`
    explain (analyze, buffers, format json) ${claimStatement(one, newRound(one.now), turns)}
  `.execute(world.db);
  const plan = explained.rows[0]?.["QUERY PLAN"][0].Plan;
  if (!plan) throw new Error("Postgres explained nothing");
  const walk = nodesOf(plan).find((node) => node["Subplan Name"] === "CTE lot");
  if (!walk) throw new Error("the statement has no walk");
  // The walk's first row is the place that it starts from.
  return { pages: plan["Shared Hit Blocks"] + plan["Shared Read Blocks"], lots: walk["Actual Rows"] - 1 };
}

function nodesOf(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

/** Rows of that many webhooks, as after a failed attempt. */
async function retries(webhooks: number, from: number, dueAt: number): Promise<void> {
  await sql`
    insert into delivery_queue (delivery_id, delivery_day, webhook_id, due_at, wakes_at, attempt, tries)
    select 'dlv_' || n, current_date, 'whk_' || n, due, date_trunc('second', due), 1, 1
    from generate_series(${from}::integer, ${from + webhooks - 1}::integer) n,
      (select ${new Date(dueAt)}::timestamptz as due) d
  `.execute(world.db);
}

/** One row; `asleep` if it was inserted for this time. */
async function row(id: string, webhookId: string, dueAt: number, asleep: boolean): Promise<void> {
  const due = new Date(dueAt);
  await sql`
    insert into delivery_queue (delivery_id, delivery_day, webhook_id, due_at, wakes_at)
    values (${id}, current_date, ${webhookId}, ${due},
      case when ${asleep} then date_trunc('second', ${due}::timestamptz) else '-infinity' end)
  `.execute(world.db);
}

/** Webhooks of a project of their own, with so many due rows each; their ids begin with its name. */
async function project(name: string, webhooks: number, rows: number): Promise<ProjectId> {
  const { project } = await inTransaction(world.db, (tx) =>
    createProject({ clock: Date.now, random, keyring: world.keyring }, tx, { name, mode: "test" }, operator),
  );
  await sql`
    insert into webhooks (id, project_id, kind, name, url, event_types, dialect, retry, timeout_ms)
    select 'whk_' || ${name}::text || n, ${project.id}, 'configured', 'n', 'https://receiver.example/', '{}', 'standard',
      '{"delaysMs":[0]}', 1000
    from generate_series(1, ${webhooks}::integer) n
  `.execute(world.db);
  await sql`
    insert into delivery_queue (delivery_id, delivery_day, webhook_id, due_at)
    select 'dlv_' || ${name}::text || n || '_' || r, current_date, 'whk_' || ${name}::text || n, ${new Date(now - 1000)}
    from generate_series(1, ${webhooks}::integer) n, generate_series(1, ${rows}::integer) r
  `.execute(world.db);
  return project.id;
}

test("a claim reads a handful of pages where twenty thousand webhooks have something for later, and for each that is due some more", async () => {
  await retries(20_000, 1, now + hour);
  expect((await costOf(request())).pages).toBeLessThanOrEqual(10);
  await retries(100, 50_001, now - 1000);
  const some = await costOf(request());
  expect(some.lots).toBe(100);
  expect(some.pages).toBeLessThanOrEqual(100 * 30);
  await sql`update delivery_queue set claim = null, leased_until = null`.execute(world.db);
  // The same once Postgres has statistics of them.
  await sql`analyze delivery_queue`.execute(world.db);
  expect((await costOf(request())).pages).toBeLessThanOrEqual(100 * 30);
});

test("what is recorded for later, failed, or waits in order is not walked before its time", async () => {
  const delayed = await world.webhook("/delayed", { delaysMs: [hour, hour] });
  const ordered = await world.webhook("/ordered", { fifo: "subject" });
  const failing = await world.webhook("/failing");
  await world.record({ onlyTo: [delayed.id] });
  await world.record({ onlyTo: [failing.id] });
  for (let i = 0; i < 3; i++) await world.record({ onlyTo: [ordered.id], subject: "one" });
  const items = await queue.claim(request());
  expect(items.map((item) => item.webhookId).sort()).toEqual([failing.id, ordered.id].sort());
  await queue.settle(
    items.map((item) => ({
      item,
      claim: "clm_a",
      at: now,
      attempt: null,
      fate: { kind: "retry", dueAt: now + hour, tries: 1 },
    })),
  );
  expect((await costOf(request())).lots).toBe(0);
  expect((await world.queued()).length).toBe(5);
  const later = await queue.claim(request({ now: now + 2 * hour, until: now + 3 * hour }));
  expect(later.map((item) => item.webhookId).sort()).toEqual([delayed.id, failing.id, ordered.id].sort());
});

test("a backlog of retries of a webhook that is held back is moved to one place", async () => {
  const held = newId("webhook", Date.now, () => Buffer.alloc(16));
  for (let second = 20; second < 50; second++) await row(`dlv_${second}`, held, now - second * 1000, true);
  const limits = new Map([[held, 0]]);
  expect((await costOf(request({ limits }))).lots).toBe(30);
  expect(await queue.claim(request({ limits }))).toEqual([]);
  expect((await costOf(request({ limits }))).lots).toBe(1);
  expect((await queue.claim(request())).length).toBe(30);
});

test("a webhook gets its share once, of its longest due, whether they were put off or not; the rest is free", async () => {
  await row("dlv_1", "whk_a", now - 9000, true);
  await row("dlv_2", "whk_a", now - 7000, false);
  await row("dlv_3", "whk_a", now - 5000, true);
  await row("dlv_4", "whk_a", now - 3000, false);
  const claim = async (claim: string) =>
    (await queue.claim(request({ claim, limitPerWebhook: 2 }))).map((item) => item.id).sort();
  expect(await claim("clm_a")).toEqual(["dlv_1", "dlv_2"]);
  expect(await claim("clm_b")).toEqual(["dlv_3", "dlv_4"]);
});

test("however much of one webhook is due, and from however many seconds, a claim gets to the others", async () => {
  const busy = "whk_a" as WebhookId;
  for (let second = 1; second <= 9; second++)
    for (const n of [1, 2, 3]) await row(`dlv_${second}${n}`, busy, now - second * 1000, true);
  await row("dlv_other", "whk_b", now, true);
  const items = await queue.claim(request({ limit: 5, limitPerWebhook: 2 }));
  expect(items.map((item) => item.webhookId)).toEqual([busy, busy, "whk_b"]);
});

test("claims that are cut short serve webhooks in turn, whether their deliveries were put off or not", async () => {
  for (const second of [9, 8, 7, 6]) {
    for (const [webhookId, asleep] of [
      ["whk_a", false],
      ["whk_b", false],
      ["whk_c", true],
    ] as const)
      await row(`dlv_${webhookId}${second}`, webhookId, now - (second * 1000) / 100, asleep);
  }
  const served: string[] = [];
  for (let i = 0; i < 6; i++)
    served.push(
      ...(await queue.claim(request({ limit: 2, limitPerWebhook: 2 }))).map((item) => item.webhookId),
    );
  const turns = served.filter((webhookId, i) => webhookId !== served[i - 1]);
  expect(turns).toEqual(["whk_a", "whk_b", "whk_c", "whk_a", "whk_b", "whk_c"]);
});

test("while more retries come due than can be claimed, what was due before gets its turn", async () => {
  await row("dlv_a", "whk_z", now - 1000, true);
  await row("dlv_b", "whk_z", now, true);
  const turns: string[] = [];
  for (let i = 0; i < 8; i++) {
    const items = await queue.claim(request({ limit: 1, now: now + i * 1000 }));
    turns.push(...items.map((item) => item.id));
    if (i === 0) await row("dlv_fresh", "whk_a", now, false);
    for (const n of [1, 2]) await row(`dlv_${i}_${n}`, `whk_${i}_${n}`, now + i * 1000, true);
  }
  expect(turns).toHaveLength(8);
  expect(turns.indexOf("dlv_fresh")).toBeGreaterThan(0);
});

test("however many webhooks of one project have a backlog, another's delivery is in the next claim", async () => {
  const flood = await project("a_flood", 200, 20);
  const neighbour = await project("neighbour", 1, 1);
  const items = await queue.claim(request({ limit: 100, limitPerWebhook: 10, limitPerProject: 90 }));
  const of = (id: ProjectId) => items.filter(({ projectId }) => projectId === id).length;
  expect([of(flood), of(neighbour)]).toEqual([90, 1]);
});

test("a project at its limit gets nothing, and its webhooks take turns over its claims", async () => {
  const flood = await project("b_flood", 10, 20);
  const full = request({ projectLimits: new Map([[flood, 0]]) });
  const served: string[] = [];
  for (let n = 0; n < 40; n++) {
    expect(await queue.claim(full)).toEqual([]);
    const items = await queue.claim(request({ limitPerWebhook: 2, limitPerProject: 5 }));
    expect(items.length).toBe(5);
    served.push(...new Set(items.map(({ webhookId }) => webhookId)));
  }
  expect(await world.queued()).toHaveLength(200);
  for (let from = 0; from + 10 <= served.length; from += 10)
    expect(new Set(served.slice(from, from + 12)).size).toBeGreaterThanOrEqual(9);
});

test("where many projects share claims that are cut short, each webhook of a project at its limit has its turn", async () => {
  await project("c_flood", 8, 50);
  await project("d_other", 8, 50);
  const turns = new Map<WebhookId, number>();
  const shared = request({ limit: 10, limitPerWebhook: 3, limitPerProject: 7 });
  for (let n = 0; n < 32; n++) {
    const items = await queue.claim(shared);
    for (const id of new Set(items.map(({ webhookId }) => webhookId)))
      turns.set(id, (turns.get(id) ?? 0) + 1);
  }
  expect(turns.size).toBe(16);
  expect(Math.max(...turns.values()) - Math.min(...turns.values())).toBeLessThanOrEqual(1);
});

test("a statement walks some thousands of webhooks of a project at its limit, and the claim gets to the others", async () => {
  const flood = await project("e_flood", 6000, 1);
  const neighbour = await project("neighbour_of_e", 1, 1);
  const one = request({ projectLimits: new Map([[flood, 0]]) });
  expect((await costOf(one, [{ projectId: flood, room: 0, after: null }])).lots).toBe(4096);
  expect((await queue.claim(one)).map(({ projectId }) => projectId)).toEqual([neighbour]);
  const all = request({ limit: 10_000, limitPerProject: 10_000 });
  expect([(await queue.claim(all)).length, (await queue.claim(all)).length]).toEqual([4096, 1904]);
});
