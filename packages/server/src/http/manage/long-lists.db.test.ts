import { firstIdAt, type ProjectId } from "@countersign/wire";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import type { Db } from "../../db/index.ts";
import { testDatabase } from "../../db/testing/database.ts";
import { rowsRead } from "../../db/testing/rows-read.ts";
import { listEvents } from "../../events/index.ts";
import { listInterceptions } from "../../interception/index.ts";
import { listSessions, pageOfSessions } from "../../verification/index.ts";
import { createStage, projectForTest, type Stage, sessionForTest } from "../../verification/testing/stage.ts";

const day = "2026-01-02";
const noon = Date.parse(`${day}T12:00:00Z`);
/** A little more than one page looks through; the first of them is the one that is rare. */
const stored = 20_060;

let db: Db;
let stage: Stage;
let projectId: ProjectId;

beforeAll(async () => {
  ({ db } = await testDatabase());
  stage = createStage(db);
  const project = await projectForTest(stage, "test");
  projectId = project.id;
  const { session } = await sessionForTest(stage, project);
  const event = firstIdAt("event", noon).slice(0, 14);
  const interception = firstIdAt("interception", noon).slice(0, 14);
  const key = Buffer.alloc(0);
  await sql`
    insert into events (day, id, project_id, type, subject, key_id, payload_sealed, occurred_at)
    select ${day}::date, ${event} || lpad(n::text, 16, '0'), ${projectId},
      case when n = 1 then 'session.expired' else 'check.outcome' end, 'the-subject-of-all', ${projectId}, ${key}::bytea,
      ${day}::timestamptz
    from generate_series(1, ${stored}::integer) n`.execute(db);
  await sql`
    insert into interceptions (day, id, project_id, event, verdict, degraded, dry_run, started_at, total_ms, key_id,
      steps_sealed)
    select ${day}::date, ${interception} || lpad(n::text, 16, '0'), ${projectId}, 'before_order_add',
      case when n = 1 then 'denied' else 'allowed' end, false, false, ${day}::timestamptz, 1, ${projectId}, ${key}::bytea
    from generate_series(1, ${stored}::integer) n`.execute(db);
  await sql`
    insert into sessions select copy.*
    from sessions s, generate_series(1, ${stored}::integer) n, jsonb_populate_record(s, jsonb_build_object(
      'id', 'session-' || lpad(n::text, 13, '0'), 'transaction_id', null, 'page_token_hash', null,
      'created_at', ${day}::timestamptz + n * interval '1 millisecond',
      'state', case when n = 1 then 'aborted' else 'succeeded' end)) copy
    where s.id = ${session.id}`.execute(db);
});

describe("a page that looks for something rare looks through so many rows, and leads to those beyond", () => {
  test("of events", async () => {
    const rare = { projectId, type: ["session.expired"] };
    const begin = await listEvents(db, rare, { limit: 10 });
    expect([begin.events.length, begin.nextCursor]).toEqual([0, expect.any(String)]);
    const rest = await listEvents(db, rare, { limit: 10, before: begin.nextCursor ?? undefined });
    expect([rest.events.length, rest.nextCursor]).toEqual([1, null]);
  });

  test("of interceptions", async () => {
    const rare = { projectId: [projectId], verdict: ["denied" as const] };
    const begin = await listInterceptions(db, rare, { limit: 10 });
    expect([begin.interceptions.length, begin.nextCursor]).toEqual([0, expect.any(String)]);
    const rest = await listInterceptions(db, rare, { limit: 10, before: begin.nextCursor ?? undefined });
    expect([rest.interceptions.length, rest.nextCursor]).toEqual([1, null]);
  });

  test("of sessions", async () => {
    const rare = { projectId, state: "aborted" as const, limit: 10 };
    const begin = await pageOfSessions(stage, db, rare);
    expect([begin.sessions.length, begin.next?.id]).toEqual([0, expect.any(String)]);
    const rest = await pageOfSessions(stage, db, { ...rare, after: begin.next ?? undefined });
    expect([rest.sessions.length, rest.next]).toEqual([1, null]);
    expect(rest.sessions).toEqual(await listSessions(stage, db, rare));
  });
});

describe("a page reads little more than it shows, without statistics,", () => {
  test.each([
    ["of a project's events", "events", (tx: Db) => listEvents(tx, { projectId }, { limit: 10 })],
    ["of all events", "events", (tx: Db) => listEvents(tx, {}, { limit: 10 })],
    [
      "of a subject's events",
      "events",
      (tx: Db) => listEvents(tx, { projectId, subject: ["the-subject-of-all"] }, { limit: 10 }),
    ],
    [
      "of interceptions",
      "interceptions",
      (tx: Db) => listInterceptions(tx, { projectId: [projectId] }, { limit: 10 }),
    ],
    ["of sessions", "sessions", (tx: Db) => pageOfSessions(stage, tx, { projectId, limit: 10 })],
    [
      "of one transaction's session",
      "sessions",
      (tx: Db) => pageOfSessions(stage, tx, { projectId, transactionId: "none", limit: 10 }),
    ],
  ])("%s", async (_, table, list) => {
    expect(await rowsRead(db, table, list)).toBeLessThan(100);
  });
});
