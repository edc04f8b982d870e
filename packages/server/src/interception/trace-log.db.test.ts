import { randomBytes } from "node:crypto";
import { newId, type ProjectId } from "@countersign/wire";
import { sql } from "kysely";
import { pino } from "pino";
import { expect, test } from "vitest";
import { createDb } from "../db/dialect.ts";
import { createPool } from "../db/pool.ts";
import { testDatabase } from "../db/testing/database.ts";
import { createKeyring } from "../sealing/index.ts";
import type { Verdict } from "./contract.ts";
import type { Run } from "./run.ts";
import { createTraceLog } from "./trace-log.ts";

const projectId = "RFJkzaealP6XF0CspiAoq" as ProjectId;
const random = (bytes: number) => randomBytes(bytes);

test("traces in groups of 1 to 200 are one statement for their connection", async () => {
  const { url } = await testDatabase();
  const db = createDb(createPool({ url: () => url, size: 1 }));
  const keyring = createKeyring({ masterKey: random(32), random });
  await keyring.createScope(db, projectId);
  const traces = createTraceLog({ db, keyring, log: pino({ enabled: false }) });
  const verdict: Verdict = { kind: "allowed", degraded: false, trace: { totalMs: 1.5, steps: [] } } as never;
  let count = 0;
  for (let size = 1; size <= 200; size += 7) {
    for (let each = 0; each < size; each++) {
      count++;
      const run = { id: newId("interception", Date.now, random), at: Date.now() };
      traces.add({ ...run, request: { projectId, event: "user.add.before" } } as unknown as Run, verdict);
    }
    await traces.flush();
  }
  const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(db);
  const inserts = rows.filter(({ statement }) => statement.includes("interceptions"));
  expect(inserts).toHaveLength(1);
  const written = await db.selectFrom("interceptions").select("id").execute();
  expect(written).toHaveLength(count);
  await db.destroy();
});
