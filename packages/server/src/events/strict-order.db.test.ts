import { randomBytes } from "node:crypto";
import { catalog, newId, type ProjectId } from "@countersign/wire";
import { sql } from "kysely";
import { pino } from "pino";
import { beforeAll, expect, test } from "vitest";
import { type Db, inTransaction } from "../db/index.ts";
import { testDatabase } from "../db/testing/database.ts";
import { createProject } from "../projects/index.ts";
import { createKeyring, type Keyring, verifyMasterKey } from "../sealing/index.ts";
import { createRecorder } from "./recorder.ts";

const operator = { kind: "operator", id: "bootstrap", name: "test" } as const;
const random = (bytes: number) => randomBytes(bytes);
let db: Db;
let keyring: Keyring;
let projectId: ProjectId;
beforeAll(async () => {
  ({ db } = await testDatabase());
  keyring = createKeyring({ masterKey: random(32), random });
  await verifyMasterKey(db, keyring);
  const deps = { clock: Date.now, random, keyring };
  const { project } = await inTransaction(db, (tx) =>
    createProject(deps, tx, { name: "Shop", mode: "test" }, operator),
  );
  projectId = project.id;
});

const subjects = (count: number, from = 0) => Array.from({ length: count }, (_, n) => `subject-${from + n}`);

test("10,001 subjects in one call to two webhooks in strict order are recorded", {
  timeout: 180_000,
}, async () => {
  for (const name of ["a", "b"]) {
    await db
      .insertInto("webhooks")
      .values({
        id: newId("webhook", Date.now, random),
        projectId,
        kind: "configured",
        name,
        url: `https://${name}.example`,
        eventTypes: ["check.outcome"],
        dialect: "able-id",
        retry: { delaysMs: [] },
        timeoutMs: 1000,
        fifo: "subject",
      })
      .execute();
  }
  const log = pino({ enabled: false });
  const recorder = createRecorder({ db, clock: Date.now, random, keyring, log });
  const payload = catalog["check.outcome"].example;
  const event = { projectId, type: "check.outcome" as const, keyId: projectId as string, payload };
  const recorded = await recorder.record(subjects(10_001).map((subject) => ({ ...event, subject })));
  expect(recorded.kind).toBe("recorded");
  const { rows } = await sql<{ count: number }>`
    select count(distinct fifo_key)::integer as count from delivery_queue where due_at <> 'infinity'
  `.execute(db);
  expect(rows).toEqual([{ count: 10_001 }]);
});
