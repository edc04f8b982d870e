import { randomBytes } from "node:crypto";
import { afterAll, inject } from "vitest";
import { connect } from "./connection.ts";
import { createDb } from "./dialect.ts";
import { createListener } from "./listener.ts";
import { createPool } from "./pool.ts";
import type { Store } from "./store.ts";
import type { TestServer } from "./testing-server.ts";
import type { Db } from "./transaction.ts";

export interface TestDatabase {
  db: Db;
  /** For a process of its own, as DATABASE_URL. */
  url: string;
  listen: Store["listen"];
}

/** Connections in the pool of each test database. */
export const testPoolSize = 10;

/** A migrated database of the caller's own; dropped after the file's tests. To be called in `beforeAll`. */
export async function testDatabase(): Promise<TestDatabase> {
  const { template } = inject("testServer");
  const { url, drop } = await createTestDatabase(template);
  const db = createDb(createPool({ url: () => url, size: testPoolSize }));
  const listener = createListener(() => url);
  afterAll(async () => {
    await listener.close();
    await db.destroy();
    await drop();
  });
  return { db, url, listen: listener.listen };
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
