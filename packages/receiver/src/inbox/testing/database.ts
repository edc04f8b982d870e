import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject, onTestFinished } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    testServer: { adminUrl: string };
  }
}

/** The address of an empty database on the Postgres of the test run; dropped when the test that calls this ends. */
export async function databaseForTest(): Promise<string> {
  const { adminUrl } = inject("testServer");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await onServer(adminUrl, `create database ${name}`);
  onTestFinished(() => onServer(adminUrl, `drop database ${name} with (force)`));
  return adminUrl.replace(/[^/]*$/, name);
}

async function onServer(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
