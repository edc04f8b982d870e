import { type ChildProcess, execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type Connection, connect } from "./connection.ts";
import { clusterPassword, superuser } from "./embedded/cluster.ts";
import { canEnterAll } from "./embedded/launch.ts";
import { findPostmaster, isAlive, stopPostmaster } from "./embedded/postmaster.ts";
import { openStore, type Store } from "./store.ts";
import { inTransaction } from "./transaction.ts";

const asRoot = process.getuid?.() === 0;
const nobody = 65534;
const script = fileURLToPath(new URL("./embedded/testing/service.ts", import.meta.url));
const log = pino({ level: "silent" });
const migrationLock = 0x63_73_69_67_01;

let parent: string;
let dataDir: string;
/** A data directory that was set up and closed; tests of what comes later begin with a copy of it. */
let template: string;
const stores: Store[] = [];
const services: ChildProcess[] = [];

beforeAll(async () => {
  template = mkdtempSync(join(tmpdir(), "countersign-embedded-"));
  chmodSync(template, 0o711);
  const store = await openStore({ dataDir: join(template, "data"), log });
  await store.close();
}, 180_000);

afterAll(() => rmSync(template, { recursive: true, force: true }));

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "countersign-embedded-"));
  chmodSync(parent, 0o711);
  dataDir = join(parent, "data");
});

afterEach(async () => {
  for (const service of services.splice(0)) service.kill("SIGKILL");
  for (const store of stores.splice(0)) await store.close();
  await stopPostmaster(join(dataDir, "postgres"), 10_000);
  rmSync(parent, { recursive: true, force: true });
});

const clusterDir = () => join(dataDir, "postgres");
const postmaster = () => findPostmaster(clusterDir());

async function open(): Promise<Store> {
  const store = await openStore({ dataDir, log });
  stores.push(store);
  return store;
}

/** Address of the running database, for sessions other than the service's. */
function addressOf(database: string): string {
  const socketDir = encodeURIComponent(postmaster()?.socketDir ?? "");
  return `postgres://${superuser}:${clusterPassword(dataDir)}@${socketDir}:5432/${database}`;
}

/** How a start is blocked, and the statement that shows that it is. */
interface Holding {
  hold: (session: (database: string) => Promise<Connection>) => Promise<void>;
  statement: string;
}

type Answer = { kind: "open" } | { kind: "refused"; message: string };

async function startService(user = {}): Promise<{ service: ChildProcess; answer: Answer }> {
  const service = fork(script, [dataDir], { detached: true, ...user });
  services.push(service);
  const [answer] = await once(service, "message");
  return { service, answer };
}

/** Begins with a cluster instead of an empty directory, which takes a tenth of the time of `initdb`. */
const setUp = () => execFileSync("cp", ["-a", join(template, "data"), dataDir]);

const keep = (store: Store, id: string) =>
  store.db
    .insertInto("keyScopes")
    .values({ id, wrappedKey: Buffer.from("key") })
    .execute();
const kept = async (store: Pick<Store, "db">) =>
  (await store.db.selectFrom("keyScopes").select("id").orderBy("id").execute()).map((row) => row.id);

// Creating a cluster takes seconds on a busy machine.
describe("the embedded Postgres", { timeout: 180_000 }, () => {
  test("sets itself up, listens only on a socket, and has exited after close", async () => {
    const store = await open();
    expect(await store.ready()).toBe(true);
    const { rows } = await sql<{ addresses: string; sync: string }>`
      select current_setting('listen_addresses') as addresses, current_setting('fsync') as sync`.execute(
      store.db,
    );
    expect(rows).toEqual([{ addresses: "", sync: "on" }]);
    expect(statSync(join(dataDir, "postgres.password")).mode & 0o777).toBe(0o600);
    expect(statSync(clusterDir()).mode & 0o077).toBe(0);

    await store.close();
    expect(postmaster()).toBeNull();
    expect(await store.ready()).toBe(false);
  });

  test("keeps what was written over a restart", async () => {
    setUp();
    const first = await open();
    await keep(first, "a");
    await first.close();
    expect(await kept(await open())).toEqual(["a"]);
  });

  test("outlives a service that was killed with its process group, and is adopted by the next", async () => {
    setUp();
    const { service, answer } = await startService();
    expect(answer).toEqual({ kind: "open" });
    const before = postmaster();
    process.kill(-Number(service.pid), "SIGKILL");
    await once(service, "exit");
    expect(postmaster()).toEqual(before);

    const store = await open();
    expect(postmaster()).toEqual(before);
    await keep(store, "a");
    await store.close();
    expect(postmaster()).toBeNull();
  });

  test("ends by itself soon after its service was killed", async () => {
    setUp();
    const { service } = await startService();
    process.kill(-Number(service.pid), "SIGKILL");
    await once(service, "exit");
    const { pid } = postmaster() ?? { pid: 0 };
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), 30_000);
    expect(readFileSync(join(dataDir, "postgres.log"), "utf8")).toContain("fast shutdown");
  });

  test.each([
    ["adopted", false],
    ["started", true],
  ])("what the next service %s continues after the time of the previous one", async (_how, anew) => {
    setUp();
    const { service } = await startService();
    process.kill(Number(service.pid), "SIGKILL");
    if (anew) process.kill(Number(postmaster()?.pid), "SIGKILL");
    const store = await open();
    const before = postmaster();
    await keep(store, "a");
    // Longer than a Postgres without a service is left to run.
    await new Promise((resolve) => setTimeout(resolve, 6000));
    expect(postmaster()).toEqual(before);
    expect(await kept(store)).toEqual(["a"]);
  });

  test("one that hangs while it stops does not keep the next service from starting", async () => {
    setUp();
    const { service } = await startService();
    const { pid } = postmaster() ?? { pid: 0 };
    process.kill(Number(service.pid), "SIGKILL");
    const children = execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8" }).split("\n");
    const checkpointer = children.find((line) => line.includes(` ${pid} `) && line.includes("checkpointer"));
    process.kill(Number.parseInt(checkpointer ?? "", 10), "SIGSTOP");
    process.kill(pid, "SIGINT");
    await vi.waitFor(() => expect(postmaster()?.stopping).toBe(true), 30_000);
    const store = await open();
    expect(postmaster()?.pid).not.toBe(pid);
    await keep(store, "a");
  }, 90_000);

  test("killed and started at any moment, ten times, its service gets it back with all that was written", async () => {
    setUp();
    const ids: string[] = [];
    for (let round = 0; round < 10; round++) {
      const { service, answer } = await startService();
      expect(answer).toEqual({ kind: "open" });
      ids.push(`round ${round}`);
      service.send(`round ${round}`);
      const [told] = await once(service, "message");
      expect(told).toEqual({ kind: "kept" });
      process.kill(-Number(service.pid), "SIGKILL");
      await once(service, "exit");
      // Two of the rounds begin while Postgres is stopping.
      if (round % 4 === 3) await new Promise((resolve) => setTimeout(resolve, 3600 + round * 50));
    }
    expect(await kept(await open())).toEqual(ids);
  }, 120_000);

  // Each blocks the start at that point, as an administrator's session might.
  test.each<[string, Holding]>([
    [
      "makes its database",
      {
        statement: "create database%",
        async hold(session) {
          await (await session("postgres")).query("drop database countersign with (force)");
          await session("template1");
        },
      },
    ],
    [
      "migrates",
      {
        statement: "select pg_try_advisory_lock%",
        async hold(session) {
          await (await session("countersign")).query("select pg_advisory_lock($1)", [migrationLock]);
        },
      },
    ],
  ])("a service starts though Postgres stops while it %s", async (_when, { statement, hold }) => {
    setUp();
    const { service } = await startService();
    const before = postmaster();
    process.kill(Number(service.pid), "SIGKILL");
    await once(service, "exit");
    const sessions: Connection[] = [];
    await hold(async (database) => {
      const session = await connect({ url: addressOf(database) });
      sessions.push(session);
      return session;
    });
    const watching = await connect({ url: addressOf("postgres") });
    const store = open();
    await vi.waitFor(async () => {
      const { rows } = await watching.query(
        "select from pg_stat_activity where query like $1 and pid <> pg_backend_pid()",
        [statement],
      );
      expect(rows).toHaveLength(1);
    }, 10_000);
    await stopPostmaster(clusterDir(), 10_000);
    expect(await kept(await store)).toEqual([]);
    expect(postmaster()?.pid).not.toBe(before?.pid);
    await Promise.all([watching, ...sessions].map((each) => each.close()));
  });

  test("refuses a second live service, by the directory's name, and doesn't harm the first", async () => {
    setUp();
    const store = await open();
    const { answer } = await startService();
    expect(answer).toMatchObject({ kind: "refused", message: expect.stringContaining(dataDir) });
    expect(answer).toMatchObject({ message: expect.stringContaining(`process ${process.pid}`) });
    await keep(store, "a");
    expect(await kept(store)).toEqual(["a"]);
  });

  test("of two that start on a fresh directory at the same instant, one wins", async () => {
    const answers = await Promise.all([startService(), startService()]);
    expect(answers.map(({ answer }) => answer.kind).sort()).toEqual(["open", "refused"]);
    const winner = answers.find(({ answer }) => answer.kind === "open")?.service;
    winner?.send("close");
    if (winner) await once(winner, "exit");
    expect(postmaster()).toBeNull();
    expect(readdirSync(dataDir).filter((name) => name.startsWith("postgres.init-"))).toEqual([]);
  });

  test("comes back when it was killed; the transaction under way fails as a whole", async () => {
    setUp();
    const store = await open();
    const heard: string[] = [];
    await store.listen("news", (payload) => heard.push(payload));
    const before = postmaster();
    const work = inTransaction(store.db, async (tx) => {
      await tx
        .insertInto("keyScopes")
        .values({ id: "half", wrappedKey: Buffer.from("key") })
        .execute();
      process.kill(Number(before?.pid), "SIGKILL");
      await vi.waitFor(() => expect(postmaster()?.pid).not.toBe(before?.pid), 30_000);
      await vi.waitFor(async () => expect(await kept(store)).toEqual([]), 30_000);
      await tx
        .insertInto("keyScopes")
        .values({ id: "other half", wrappedKey: Buffer.from("key") })
        .execute();
    });
    await expect(work).rejects.toThrow();
    expect(await kept(store)).toEqual([]);

    await vi.waitFor(() => expect(heard).toEqual([""]), 30_000);
    await sql`select pg_notify('news', 'again')`.execute(store.db);
    await vi.waitFor(() => expect(heard).toEqual(["", "again"]), 30_000);
    expect(postmaster()?.pid).not.toBe(before?.pid);
  });

  test("calls wait while it is down", async () => {
    setUp();
    const store = await open();
    const before = postmaster()?.pid;
    process.kill(Number(before), "SIGKILL");
    // Usually null; the next one if this process did not run in between.
    await vi.waitFor(() => expect(postmaster()?.pid).not.toBe(before), { interval: 1, timeout: 30_000 });
    // A minute; the five seconds of other calls are too short for the recovery on a busy machine.
    expect(await kept({ db: store.maintenanceDb })).toEqual([]);
  });

  test("a postmaster.pid that is left over doesn't block, though its number is another program's", async () => {
    setUp();
    await (await open()).close();
    for (const pid of [process.pid, 4_194_303]) {
      const lines = [pid, clusterDir(), 1, 5432, clusterDir(), "", "  1  1", "ready   ", ""];
      writeFileSync(join(clusterDir(), "postmaster.pid"), lines.join("\n"));
      await (await open()).close();
    }
  });

  test("an interrupted set-up is started over", async () => {
    const draft = join(dataDir, "postgres.init-Ab12Cd");
    mkdirSync(join(draft, "cluster", "base"), { recursive: true });
    chmodSync(dataDir, 0o711);
    await open();
    expect(existsSync(draft)).toBe(false);
  });

  test("takes a directory whose path is too long for a socket", async () => {
    dataDir = join(parent, "long-".repeat(15), "данные");
    const store = await open();
    expect(postmaster()?.socketDir.length).toBeLessThan(80);
    await keep(store, "a");
    await store.close();
    expect(await kept(await open())).toEqual(["a"]);
  });

  test("writes neither statements nor values to its log", async () => {
    setUp();
    const store = await open();
    const value = "invented-person";
    const failing = [
      sql`select ${value}::integer`,
      sql`select 1 from nothing_called_so where name = ${value}`,
      sql`insert into key_scopes (id, wrapped_key) values (${value}, null)`,
    ];
    for (const statement of failing) {
      const error = await statement.execute(store.db).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(Error);
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(value);
    }
    await store.close();
    const text = readFileSync(join(dataDir, "postgres.log"), "utf8");
    expect(text).toContain("ready to accept connections");
    expect(text).not.toContain(value);
    expect(text).not.toMatch(/statement:|nothing_called_so/i);
  });

  if (asRoot)
    test("runs for an ordinary user too", async () => {
      mkdirSync(dataDir);
      chownSync(dataDir, nobody, nobody);
      const { service, answer } = await startService({ uid: nobody, gid: nobody });
      expect(answer).toEqual({ kind: "open" });
      expect(statSync(clusterDir()).uid).toBe(nobody);
      service.send("close");
      await once(service, "exit");
      expect(postmaster()).toBeNull();
    });

  // A container may lack the capability: then the error names the closed directory.
  const canEnter = asRoot && canEnterAll({ uid: nobody, gid: nobody, name: "nobody", entersAll: false });

  if (canEnter)
    test("runs below a directory that only root may enter, and changes nothing there", async () => {
      chmodSync(parent, 0o700);
      const store = await open();
      expect(await sql`select 1`.execute(store.db)).toMatchObject({ rows: [{ "?column?": 1 }] });
      expect(statSync(parent).mode & 0o777).toBe(0o700);
    });

  if (asRoot && !canEnter)
    test("names the directory that the account of Postgres may not enter", async () => {
      chmodSync(parent, 0o700);
      await expect(open()).rejects.toThrow(`chmod o+x ${parent}`);
    });
});
