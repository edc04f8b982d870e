import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { connect } from "./connection.ts";
import { DatabaseError, isUniqueViolation } from "./database-error.ts";
import { createDb } from "./dialect.ts";
import { createPool } from "./pool.ts";
import { testDatabase } from "./testing/database.ts";
import { type Db, inTransaction } from "./transaction.ts";

let db: Db;
let url: string;
beforeAll(async () => {
  ({ db, url } = await testDatabase());
});

const scope = (id: string) => ({ id, wrappedKey: Buffer.of(0, 1, 255) });

describe("values", () => {
  test("come back as the schema's types say", async () => {
    const at = new Date("2026-03-04T05:06:07.089Z");
    const { rows } = await sql`
      select '2026-03-04'::date as some_day, ${at}::timestamptz as some_time, 9007199254740991::bigint as safe_number,
        9007199254740993::bigint as large_number, '\\x00ff'::bytea as some_bytes,
        '{"snake_key": {"innerKey": [1]}}'::jsonb as some_json, array['a', 'b'] as some_texts, null as nothing_at_all
    `.execute(db);
    expect(rows).toEqual([
      {
        someDay: "2026-03-04",
        someTime: at,
        safeNumber: 9007199254740991,
        largeNumber: 9007199254740993n,
        someBytes: Buffer.of(0, 255),
        someJson: { snake_key: { innerKey: [1] } },
        someTexts: ["a", "b"],
        nothingAtAll: null,
      },
    ]);
  });

  test("arrays of every kind go in as one parameter", async () => {
    const at = new Date("2026-03-04T05:06:07.089Z");
    const { rows } = await sql`
      select * from unnest(${["a", 'b"\\,{}', ""]}::text[], ${[Buffer.of(1), Buffer.of(2, 255), Buffer.of()]}::bytea[],
        ${[at, null, at]}::timestamptz[], ${[true, false, null]}::boolean[], ${["2026-01-01", null, "2026-01-02"]}::date[])
        as t (some_text, some_bytes, some_time, flag, some_day)
    `.execute(db);
    expect(rows).toEqual([
      { someText: "a", someBytes: Buffer.of(1), someTime: at, flag: true, someDay: "2026-01-01" },
      { someText: 'b"\\,{}', someBytes: Buffer.of(2, 255), someTime: null, flag: false, someDay: null },
      { someText: "", someBytes: Buffer.of(), someTime: at, flag: null, someDay: "2026-01-02" },
    ]);
    expect((await sql`select ${[]}::text[] as none`.execute(db)).rows).toEqual([{ none: [] }]);
  });

  test("jsonb takes objects and arrays as they are", async () => {
    const details = { snake_case: 1, camelCase: [{ type: "x" }], text: "a" };
    await db
      .insertInto("auditRecords")
      .values({ id: "aud_1", actorKind: "system", actorId: "s", action: "a", details })
      .execute();
    const row = await db
      .selectFrom("auditRecords")
      .select("details")
      .where("id", "=", "aud_1")
      .executeTakeFirstOrThrow();
    expect(row.details).toEqual(details);
  });
});

describe("statements", () => {
  test("are prepared once per connection and text", async () => {
    const names = await inTransaction(db, async (tx) => {
      for (const id of ["x", "y", "z"])
        await tx.selectFrom("operators").select("name").where("id", "=", id).execute();
      const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(
        tx,
      );
      return rows.map(({ statement }) => statement);
    });
    expect(names.filter((statement) => statement.includes('from "operators"'))).toHaveLength(1);
  });

  test("return how many rows they changed", async () => {
    await db
      .insertInto("keyScopes")
      .values([scope("n1"), scope("n2")])
      .execute();
    const { numDeletedRows } = await db
      .deleteFrom("keyScopes")
      .where("id", "in", ["n1", "n2"])
      .executeTakeFirstOrThrow();
    expect(numDeletedRows).toBe(2n);
  });

  test("a violated key is reported by its name, without the value", async () => {
    await db.insertInto("keyScopes").values(scope("taken")).execute();
    const error: unknown = await db
      .insertInto("keyScopes")
      .values(scope("taken"))
      .execute()
      .catch((caught) => caught);
    expect(isUniqueViolation(error, "key_scopes_pkey")).toBe(true);
    expect(isUniqueViolation(error, "another")).toBe(false);
    expect(error).toMatchObject({ table: "key_scopes" });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain("taken");
  });
});

describe("a pool", () => {
  test("serves more callers than it has connections", async () => {
    const small = createDb(createPool({ url: () => url, size: 2 }));
    const sums = await Promise.all(
      Array.from(
        { length: 50 },
        async (_, index) =>
          (await sql<{ n: number }>`select ${index}::integer as n`.execute(small)).rows[0]?.n,
      ),
    );
    expect(sums).toEqual(Array.from({ length: 50 }, (_, index) => index));
    await small.destroy();
  });

  test("replaces a connection that broke, and a broken transaction never goes on on another one", async () => {
    const small = createDb(createPool({ url: () => url, size: 1 }));
    const admin = await connect({ url });
    const work = inTransaction(small, async (tx) => {
      await tx.insertInto("keyScopes").values(scope("before")).execute();
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      await admin.query("select pg_terminate_backend($1, 5000)", [rows[0]?.pid]);
      await tx.insertInto("keyScopes").values(scope("after")).execute();
    });
    await expect(work).rejects.toBeInstanceOf(DatabaseError);
    const left = await small
      .selectFrom("keyScopes")
      .select("id")
      .where("id", "in", ["before", "after"])
      .execute();
    expect(left).toEqual([]);
    await admin.close();
    await small.destroy();
  });

  test("waiting callers get an error when there is no database", async () => {
    const nowhere = createDb(
      createPool({
        url: () => "postgres://a:b@%2Fnowhere/c",
        size: 2,
        terms: { waitMs: 50, statementMs: 1000 },
      }),
    );
    const asked = Promise.allSettled(Array.from({ length: 5 }, () => sql`select 1`.execute(nowhere)));
    for (const outcome of await asked)
      expect(outcome).toMatchObject({ status: "rejected", reason: { code: "ENOENT" } });
    await nowhere.destroy();
  });
});
