import { sql } from "kysely";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { afterCommit, type Db, inTransaction, type Tx } from "./index.ts";
import { type TestDatabase, testDatabase } from "./testing/database.ts";

let db: Db;
let outside: TestDatabase["outside"];
beforeAll(async () => {
  ({ db, outside } = await testDatabase());
});

const scope = (id: string) => ({ id, wrappedKey: Buffer.from("key") });
const count = async (id: string) =>
  (await db.selectFrom("keyScopes").selectAll().where("id", "=", id).execute()).length;

describe("inTransaction", () => {
  test("commits, and runs the hooks once the rows can be seen by others, in order", async () => {
    const seen: string[] = [];
    const result = await inTransaction(db, async (tx) => {
      afterCommit(tx, () => seen.push("first"));
      await tx.insertInto("keyScopes").values(scope("committed")).execute();
      afterCommit(tx, () => seen.push("second"));
      expect(seen).toEqual([]);
      expect(await outside(() => count("committed"))).toBe(0);
      return "done";
    });
    expect(result).toBe("done");
    expect(seen).toEqual(["first", "second"]);
    expect(await count("committed")).toBe(1);
  });

  test("rolls back and runs no hook when the work fails", async () => {
    const seen: string[] = [];
    const work = inTransaction(db, async (tx) => {
      afterCommit(tx, () => seen.push("ran"));
      await tx.insertInto("keyScopes").values(scope("rolled-back")).execute();
      throw new Error("changed my mind");
    });
    await expect(work).rejects.toThrow("changed my mind");
    expect(seen).toEqual([]);
    expect(await count("rolled-back")).toBe(0);
  });

  test("a failed statement that was swallowed fails the commit, and runs no hook", async () => {
    const seen: string[] = [];
    const work = inTransaction(db, async (tx) => {
      afterCommit(tx, () => seen.push("ran"));
      await tx.insertInto("keyScopes").values(scope("swallowed")).execute();
      await tx
        .insertInto("keyScopes")
        .values(scope("swallowed"))
        .execute()
        .catch(() => {});
    });
    await expect(work).rejects.toThrow("rolled back");
    expect(seen).toEqual([]);
    expect(await count("swallowed")).toBe(0);
  });

  test("what a hook throws harms neither the caller nor the next hook", async () => {
    const seen: string[] = [];
    const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    const result = await inTransaction(db, async (tx) => {
      afterCommit(tx, () => {
        throw new TypeError("about Alisher");
      });
      afterCommit(tx, () => seen.push("next"));
      return 1;
    });
    expect(result).toBe(1);
    expect(seen).toEqual(["next"]);
    const told = String(warn.mock.calls);
    warn.mockRestore();
    expect(told).toContain("TypeError");
    expect(told).not.toContain("Alisher");
  });

  test("runs again where a migration has changed a table under prepared statements, on every connection", async () => {
    const add = (id: string) =>
      inTransaction(db, async (tx) => {
        await tx.selectFrom("keyScopes").selectAll().where("id", "=", id).execute();
        const added = await tx.insertInto("keyScopes").values(scope(id)).returningAll().executeTakeFirst();
        return added?.id;
      });
    const all = (when: string) => Promise.all(Array.from({ length: 8 }, (_, nth) => add(`${when}-${nth}`)));
    await all("before");
    for (const column of ["one", "two"]) {
      await outside(() => sql`alter table key_scopes add column ${sql.ref(column)} integer`.execute(db));
      expect(new Set(await all(column)).size).toBe(8);
    }
  });

  test("joins the transaction that it is given", async () => {
    const seen: string[] = [];
    await inTransaction(db, async (tx) => {
      await inTransaction(tx, async (inner) => {
        expect(inner).toBe(tx);
        afterCommit(inner, () => seen.push("inner"));
      });
      expect(seen).toEqual([]);
    });
    expect(seen).toEqual(["inner"]);
  });

  test("afterCommit refuses a connection without a transaction", () => {
    expect(() => afterCommit(db as Tx, () => {})).toThrow("inTransaction");
  });
});
