import { pino } from "pino";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  onTestFinished,
  test,
  vi,
} from "vitest";
import { connect } from "./connection.ts";
import { isUnavailable } from "./database-error.ts";
import { openStore, type Store } from "./store.ts";
import { type Pair, startPair } from "./testing/pair.ts";

const lines: string[] = [];
const log = pino({ level: "info" }, { write: (line: string) => void lines.push(line) });
let pair: Pair;
const stores: Store[] = [];

const begin = async () => {
  lines.length = 0;
  pair = await startPair();
};
afterEach(async () => {
  pair.primary.signal("SIGCONT");
  for (const store of stores.splice(0)) await store.close();
});

async function open(acceptLoss = false): Promise<Store> {
  const store = await openStore({
    databaseUrl: pair.url("countersign"),
    dataDir: "/nonexistent",
    log,
    acceptLoss,
  });
  stores.push(store);
  return store;
}

const keep = (store: Store, id: string) =>
  store.db
    .insertInto("keyScopes")
    .values({ id, wrappedKey: Buffer.from("key") })
    .execute();
const kept = async ({ db }: Store) =>
  (await db.selectFrom("keyScopes").select("id").orderBy("id").execute()).map((row) => row.id);

async function asAdmin(...statements: string[]): Promise<void> {
  const admin = await connect({ url: pair.primary.url("postgres") });
  // It must not wait for a standby that is gone.
  await admin.query("set synchronous_commit = local");
  for (const statement of statements) await admin.query(statement);
  await admin.close();
}

describe("a host is lost:", () => {
  beforeEach(begin, 120_000);
  afterEach(() => pair.close());

  test("the primary is killed, and what was committed is on the standby, which is found once it accepts writes", async () => {
    const store = await open();
    expect([await store.ready(), store.durability.isSafe()]).toEqual([true, true]);
    await keep(store, "a");
    pair.primary.signal("SIGKILL");
    await pair.promote();
    await vi.waitFor(() => keep(store, "b"), 60_000);
    expect(await kept(store)).toEqual(["a", "b"]);
  });

  test("the primary freezes, and its connections are dropped within seconds, and the standby takes over", async () => {
    const store = await open();
    await keep(store, "a");
    pair.primary.signal("SIGSTOP");
    const hanging = keep(store, "never answered").catch((error: unknown) => error);
    await pair.promote();
    expect(isUnavailable(await hanging)).toBe(true);
    await vi.waitFor(() => keep(store, "b"), 60_000);
    expect(await kept(store)).toEqual(["a", "b"]);
  });
});

test("a primary that was replaced while it runs loses all connections once a commit takes too long", async () => {
  await begin();
  onTestFinished(() => pair.close());
  const url = pair.url("countersign");
  const [old, another] = [await connect({ url }), await connect({ url })];
  await pair.promote();
  old.timeoutMs = 500;
  const waiting = old.query("create table public.waits ()").catch((error: unknown) => error);
  await vi.waitFor(() => expect(old.dropIfOverdue(performance.now())).toBe(true), 30_000);
  expect(isUnavailable(await waiting)).toBe(true);
  await vi.waitFor(() => expect(another.closed).toBe(true), 30_000);
  const next = await connect({ url });
  await next.query("create table public.waits ()");
  await next.close();
}, 120_000);

describe("of two hosts", () => {
  beforeAll(begin, 120_000);
  afterAll(() => pair.close());

  test("a host that is only a standby is not connected to", async () => {
    await expect(connect({ url: pair.standby.url("postgres") })).rejects.toMatchObject({ code: "25006" });
  });

  test("a store whose commits are on one host only is refused, by the setting to change", async () => {
    await asAdmin("alter system reset synchronous_standby_names", "select pg_reload_conf()");
    await vi.waitFor(() => expect(open()).rejects.toThrow("synchronous_standby_names is empty"), 30_000);
    const store = await open(true);
    expect([await store.ready(), store.durability.isSafe()]).toEqual([true, false]);
    await asAdmin(
      "alter system set synchronous_standby_names = 'ANY 1 (standby)'",
      "select pg_reload_conf()",
    );
    await vi.waitFor(async () => {
      await store.time();
      expect(store.durability.isSafe()).toBe(true);
    }, 30_000);
  });

  test("a store that becomes unsafe is not ready until it is safe again", async () => {
    const store = await open();
    await asAdmin("alter database countersign set synchronous_commit = local");
    await vi.waitFor(async () => expect(await store.ready()).toBe(false), 30_000);
    expect(store.durability.isSafe()).toBe(false);
    expect(lines.join("")).toContain("synchronous_commit is local");
    await asAdmin("alter database countersign reset synchronous_commit");
    await vi.waitFor(async () => expect(await store.ready()).toBe(true), 30_000);
  });

  test("a commit whose wait for the standby is cancelled is a failure, with which the work may have been done", async () => {
    const store = await open();
    pair.standby.signal("SIGKILL");
    const waiting = keep(store, "a").catch((error: unknown) => error);
    const admin = await connect({ url: pair.primary.url("postgres") });
    await vi.waitFor(async () => {
      const { rows } = await admin.query(
        "select pg_cancel_backend(pid) as cancelled from pg_stat_activity where wait_event = 'SyncRep'",
      );
      expect(rows).toEqual([{ cancelled: true }]);
    }, 30_000);
    await admin.close();
    expect(isUnavailable(await waiting)).toBe(true);
    expect(await kept(store)).toEqual(["a"]);
  });
});
