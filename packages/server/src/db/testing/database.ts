import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { afterFile } from "../../testing/after-file.ts";
import { attachBells, createBells } from "../bells.ts";
import { connect } from "../connection.ts";
import { createListener } from "../listener.ts";
import { createPool } from "../pool.ts";
import type { Store } from "../store.ts";
import type { Db } from "../transaction.ts";
import type { TestServer } from "./server.ts";
import { createWatchedDb, type WatchedDb } from "./transactions.ts";

export interface TestDatabase {
  db: Db;
  /** For a process of its own, as DATABASE_URL. */
  url: string;
  listen: Store["listen"];
  outside: WatchedDb["outside"];
}

/** Connections in the pool of each test database. */
export const testPoolSize = 10;

/**
 * A migrated database of the caller's own; dropped after the file's tests. Call it in `beforeAll`. A file whose code
 * requests a second connection inside a transaction fails.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const { template } = inject("testServer");
  const { url, drop } = await createTestDatabase(template);
  const pool = createPool({ url: () => url, size: testPoolSize });
  const { db, breaches, outside } = createWatchedDb(pool);
  const listener = createListener(() => url);
  const bells = createBells(() => url);
  attachBells(db, bells);
  afterFile(async () => {
    await bells.close();
    await listener.close();
    await db.destroy();
    await drop();
    // The code that requested it may have caught the error.
    if (breaches.length > 0) throw breaches[0];
  });
  return { db, url, outside, listen: listener.listen };
}

/** A database copied from the template; empty without one. */
export async function createTestDatabase(
  template?: string,
): Promise<{ url: string; drop: () => Promise<void> }> {
  const { adminUrl }: TestServer = inject("testServer");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await asAdmin(`create database ${name}${template ? ` template ${template} strategy file_copy` : ""}`);
  return { url: adminUrl.replace(/[^/]*$/, name), drop: () => asAdmin(`drop database ${name} with (force)`) };

  async function asAdmin(statement: string): Promise<void> {
    const admin = await connect({ url: adminUrl });
    await admin.query(statement).finally(() => admin.close());
  }
}
