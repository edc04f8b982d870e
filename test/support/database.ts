import { randomBytes } from "node:crypto";
import { inject, onTestFinished } from "vitest";
import { query } from "./query.ts";

declare module "vitest" {
  interface ProvidedContext {
    testServer: { adminUrl: string };
  }
}

/**
 * An empty database on the Postgres of the test run, as DATABASE_URL; dropped when the test that
 * calls this ends.
 */
export async function databaseForTest(): Promise<string> {
  const { adminUrl } = inject("testServer");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await query({ connectionString: adminUrl }, `create database ${name}`);
  onTestFinished(async () => {
    await query({ connectionString: adminUrl }, `drop database ${name} with (force)`);
  });
  return adminUrl.replace(/[^/]*$/, name);
}
