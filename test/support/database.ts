import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { inject, onTestFinished } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    testServer: { adminUrl: string };
  }
}

/** An empty database on the Postgres of the test run, as DATABASE_URL; dropped when the test that calls this ends. */
export async function databaseForTest(): Promise<string> {
  const { adminUrl } = inject("testServer");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await asAdmin(adminUrl, `create database ${name}`);
  onTestFinished(() => asAdmin(adminUrl, `drop database ${name} with (force)`));
  return adminUrl.replace(/[^/]*$/, name);
}

/** The address names a socket's directory as its host, escaped. */
async function asAdmin(url: string, statement: string): Promise<void> {
  const { hostname, port, username, password, pathname } = new URL(url);
  const sql = postgres({
    host: decodeURIComponent(hostname),
    port: Number(port),
    database: pathname.slice(1),
    username,
    password,
    max: 1,
  });
  await sql.unsafe(statement).finally(() => sql.end());
}
