import postgres from "postgres";
import { expect, onTestFinished, test } from "vitest";
import { postgresInbox } from "./postgres.ts";
import { inboxConformance } from "./testing/conformance.ts";
import { databaseForTest } from "./testing/database.ts";

function sqlForTest(url: string): postgres.Sql {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  const host = searchParams.get("host") ?? (decodeURIComponent(hostname) || undefined);
  const sql = postgres({
    ...(host !== undefined && { host }),
    port: Number(port) || 5432,
    username: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: pathname.slice(1),
    max: 4,
  });
  onTestFinished(() => sql.end());
  return sql;
}

inboxConformance(async () => {
  const url = await databaseForTest();
  const [sql, otherSql] = [sqlForTest(url), sqlForTest(url)];
  const inbox = postgresInbox(sql);
  await inbox.createTables();
  await inbox.createTables();
  await sql`create table notes (text text)`;
  return {
    inbox,
    other: postgresInbox(otherSql),
    write: async (tx, note) => void (await tx`insert into notes values (${note})`),
    notes: async () => (await sql`select text from notes`).map(({ text }) => text),
  };
});

test("forgets what is older than asked for", async () => {
  const sql = sqlForTest(await databaseForTest());
  const inbox = postgresInbox(sql);
  await inbox.createTables();
  await inbox.once("evt_1", async () => {});
  await sql`update countersign_inbox set taken_at = now() - interval '31 days'`;
  await inbox.once("evt_2", async () => {});
  expect([await inbox.forget(30), await inbox.forget(30)]).toEqual([1, 0]);
});
