import { randomBytes } from "node:crypto";
import path from "node:path";
import { sql } from "kysely";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Db } from "../db/index.ts";
import { testDatabase } from "../db/testing/database.ts";
import { documentToSign } from "../e-signing/index.ts";
import type { Project } from "../projects/index.ts";
import { UnsealError } from "../sealing/index.ts";
import { recountRecords } from "../storage/index.ts";
import {
  createStage,
  methodSessionForTest,
  projectForTest,
  type Stage,
} from "../verification/testing/stage.ts";
import { FileLost, FilesUnavailable, type ObjectStore } from "./contract.ts";
import { createFiles, inTables } from "./files.ts";
import { countPending, type Direction, type Place, places, selectToMove } from "./moving/places.ts";
import { removeUnused } from "./moving/remove.ts";
import { moveSome } from "./moving/round.ts";
import { type Bucket, openBucket } from "./s3/bucket.ts";
import { type BucketServer, startBucketServer } from "./testing/bucket-server.ts";
import { storedFiles, supplyForTest } from "./testing/stored-files.ts";

let server: BucketServer;
let bucket: Bucket;
let db: Db;
let stage: Stage;
let project: Project;
const log = pino({ level: "silent" });
beforeAll(async () => {
  ({ db } = await testDatabase());
  // biome-ignore lint/style/noProcessEnv: `npm test` says by it where it installed the program
  server = await startBucketServer(process.env.RCLONE);
  const { endpoint, accessKeyId, secretAccessKey } = server;
  bucket = openBucket(
    {
      endpoint,
      bucket: server.bucket,
      region: "us-east-1",
      prefix: "countersign/",
      style: "path",
      credentials: async () => ({ accessKeyId, secretAccessKey }),
    },
    { clock: Date.now },
  );
});
afterAll(async () => {
  await bucket.close();
  await server.close();
});

const toBucket: Direction = { to: "bucket", afterMs: 0 };
const toTable: Direction = { to: "table" };

/** Moves all there is to move; returns how many files and which were lost. */
async function moveAll(direction: Direction, objects: ObjectStore = bucket) {
  const lost = new Set<string>();
  const deps = { db, objects, random: randomBytes, log, direction, onLost: () => undefined };
  let files = 0;
  for (let moved = -1; moved !== 0; files += moved)
    ({ files: moved } = await moveSome(deps, lost, new AbortController().signal));
  return { files, lost: [...lost] };
}

const statesOf = async () =>
  (await db.selectFrom("files").select("state").orderBy("state").execute()).map(({ state }) => state);

/** Forgets all files, and removes every object. */
async function forgetAll() {
  await db.deleteFrom("sessionCaptures").execute();
  await db.deleteFrom("checkPictures").execute();
  await db.updateTable("documents").set({ contentSealed: null }).execute();
  await db.updateTable("eSignatures").set({ documentSealed: null, signedSealed: null }).execute();
  expect(await statesOf()).not.toContain("kept");
  await db.updateTable("files").set({ state: "erased", source: null }).execute();
  await removeUnused({ db, objects: bucket }, 0);
}

beforeEach(async () => {
  stage = createStage(db);
  stage.files = createFiles(bucket);
  project = await projectForTest(stage, "live");
});
afterEach(async () => {
  await forgetAll();
  expect(server.objects()).toEqual([]);
});

const kinds = Object.keys(storedFiles) as (keyof typeof storedFiles)[];

describe.each([
  ["in its row", async () => undefined],
  ["in the bucket", () => moveAll(toBucket)],
])("a file %s", (where, settle) => {
  test.each(kinds)("is read as it was stored: %s", async (kind) => {
    const file = await storedFiles[kind](stage, project);
    await settle();
    expect(await statesOf()).toEqual(where === "in the bucket" ? ["kept"] : []);
    expect((await file.read())?.equals(file.bytes)).toBe(true);
  });

  test.each(kinds)("is gone once it is erased: %s", async (kind) => {
    const file = await storedFiles[kind](stage, project);
    await settle();
    await file.forget();
    expect(await file.read()).toBeNull();
    await removeUnused({ db, objects: bucket }, 7 * 86_400_000);
    expect(server.objects()).toEqual([]);
    expect(await statesOf()).toEqual([]);
  });

  test("does not open in the place of another", async () => {
    const [one, other] = [
      await storedFiles.capture(stage, project),
      await storedFiles.capture(stage, project),
    ];
    await settle();
    await sql`
      update session_captures c set image_sealed = o.image_sealed from session_captures o
      where o.id <> c.id and c.session_id in (select id from sessions where project_id = ${project.id})
        and o.session_id in (select id from sessions where project_id = ${project.id})
    `.execute(db);
    await expect(one.read()).rejects.toThrow(UnsealError);
    await expect(other.read()).rejects.toThrow(UnsealError);
  });

  test("counts for its project as much as anywhere", async () => {
    for (const kind of kinds) await storedFiles[kind](stage, project);
    const counted = async () => {
      await recountRecords(db, [project.id]);
      const rows = db.selectFrom("storedBytes").select("bytes").where("projectId", "=", project.id);
      return (await rows.where("part", "=", "records").executeTakeFirst())?.bytes;
    };
    const before = await counted();
    await settle();
    expect(await counted()).toBe(before);
    expect(before).toBeGreaterThan(25_000);
  });

  test("can be replaced", async () => {
    const { session } = await methodSessionForTest(stage, project, { method: "qes" });
    await supplyForTest(stage, session.id, randomBytes(5000));
    await settle();
    const other = randomBytes(6000);
    await supplyForTest(stage, session.id, other);
    await settle();
    const deps = { keyring: stage.keyring, files: stage.files };
    expect((await documentToSign(deps, db, session))?.equals(other)).toBe(true);
  });
});

async function contentOf({ table, column, order }: Place): Promise<unknown[]> {
  const { rows } = await sql`
    select octet_length(${sql.ref(column)}), sha256(${sql.ref(column)}) from ${sql.table(table)} order by ${sql.ref(order)}, 2
  `.execute(db);
  return rows;
}

describe("moving", () => {
  test("there and back leaves every row as it was, and every object for the days of a backup", async () => {
    for (const kind of kinds) await storedFiles[kind](stage, project);
    const rows = () => Promise.all(places.map(contentOf));
    const before = await rows();
    expect(await moveAll(toBucket)).toEqual({ files: 5, lost: [] });
    expect(await rows()).not.toEqual(before);
    expect(server.objects()).toHaveLength(5);
    expect(await moveAll(toTable)).toEqual({ files: 5, lost: [] });
    expect(await rows()).toEqual(before);
    expect(await removeUnused({ db, objects: bucket }, 60_000)).toBe(0);
    expect(await removeUnused({ db, objects: bucket }, 0)).toBe(5);
    expect(server.objects()).toEqual([]);
  });

  test("takes only what has rested, and leaves what is small", async () => {
    await storedFiles.document(stage, project);
    const { session } = await methodSessionForTest(stage, project, { method: "qes" });
    await supplyForTest(stage, session.id, randomBytes(900));
    await db.updateTable("documents").set({ createdAt: sql<Date>`now() - interval '59 minutes'` }).execute();
    const afterAnHour: Direction = { to: "bucket", afterMs: 3_600_000 };
    expect(await countPending(db, afterAnHour, 10)).toEqual({ waiting: 0, removing: 0 });
    await db.updateTable("documents").set({ createdAt: sql<Date>`now() - interval '61 minutes'` }).execute();
    expect(await countPending(db, afterAnHour, 10)).toEqual({ waiting: 1, removing: 0 });
    expect((await moveAll(toBucket)).files).toBe(1);
  });

  test("finds what to move by an index, however many files have been moved", async () => {
    await storedFiles.capture(stage, project);
    for (const place of places) {
      for (const direction of [toBucket, toTable]) {
        const rows = await db.transaction().execute(async (tx) => {
          await sql`set local enable_seqscan = off`.execute(tx);
          return (await sql<object>`explain ${selectToMove(place, direction, 20)}`.execute(tx)).rows;
        });
        const plan = JSON.stringify(rows);
        expect(plan).toContain(
          `${place.table}_${place.column}_${direction.to === "bucket" ? "here" : "elsewhere"}`,
        );
      }
    }
  });

  test("in two processes at the same time moves each file once", async () => {
    for (let made = 0; made < 12; made++) await storedFiles.capture(stage, project);
    const [one, two] = await Promise.all([moveAll(toBucket), moveAll(toBucket)]);
    expect(one.files + two.files).toBe(12);
    expect(server.objects()).toHaveLength(12);
    expect((await statesOf()).filter((state) => state === "kept")).toHaveLength(12);
  });

  test("loses nothing if the bucket goes away in between, and forgets no object", async () => {
    const file = await storedFiles.capture(stage, project);
    const away = () => Promise.reject(new FilesUnavailable("away"));
    const broken: Partial<ObjectStore>[] = [
      { put: away },
      { get: away },
      { put: (name, bytes) => bucket.put(name, bytes).then(away) },
    ];
    for (const changed of broken)
      await expect(moveAll(toBucket, { ...bucket, ...changed })).rejects.toThrow(FilesUnavailable);
    expect((await file.read())?.equals(file.bytes)).toBe(true);
    expect(await statesOf()).toEqual(["abandoned", "abandoned", "abandoned"]);
    expect((await moveAll(toBucket)).files).toBe(1);
    await db.updateTable("files").set({ since: sql<Date>`now() - interval '61 minutes'` }).execute();
    await removeUnused({ db, objects: bucket }, 86_400_000);
    expect(await statesOf()).toEqual(["kept"]);
    expect(server.objects()).toHaveLength(1);
  });

  test("keeps the row if the copy is not what was written", async () => {
    const file = await storedFiles.capture(stage, project);
    const altering = { ...bucket, get: async () => randomBytes(5029) };
    expect(await moveAll(toBucket, altering)).toMatchObject({ files: 0, lost: [expect.any(String)] });
    expect((await file.read())?.equals(file.bytes)).toBe(true);
  });

  test("continues what a killed process was at, after an hour", async () => {
    const file = await storedFiles.capture(stage, project);
    const killed = { ...bucket, get: () => new Promise<never>(() => undefined) };
    void moveAll(toBucket, killed);
    await expect.poll(statesOf).toEqual(["writing"]);
    await expect.poll(() => server.objects().length).toBe(1);
    expect((await moveAll(toBucket)).files).toBe(0);
    await db.updateTable("files").set({ since: sql<Date>`now() - interval '61 minutes'` }).execute();
    await removeUnused({ db, objects: bucket }, 0);
    expect((await moveAll(toBucket)).files).toBe(1);
    expect((await file.read())?.equals(file.bytes)).toBe(true);
    expect(server.objects()).toHaveLength(1);
  });

  test("does not put an older file in the place of one that was replaced or erased meanwhile", async () => {
    const { session } = await methodSessionForTest(stage, project, { method: "qes" });
    await supplyForTest(stage, session.id, randomBytes(5000));
    const other = randomBytes(6000);
    let replaced = false;
    const slow: ObjectStore = {
      ...bucket,
      async put(name, bytes) {
        await bucket.put(name, bytes);
        if (!replaced) await supplyForTest(stage, session.id, other);
        replaced = true;
      },
    };
    expect((await moveAll(toBucket, slow)).files).toBe(0);
    expect((await moveAll(toBucket, slow)).files).toBe(1);
    expect((await documentToSign(stage, db, session))?.equals(other)).toBe(true);
    expect(await statesOf()).toEqual(["abandoned", "kept"]);
  });
});

describe("reading", () => {
  test("says that the bucket is away, that there is none, or that a file is lost: never anything else", async () => {
    const file = await storedFiles.capture(stage, project);
    await moveAll(toBucket);
    const name = path.basename(server.objects()[0] ?? "");
    const intact = await bucket.get(name, 10_000);
    if (intact === null) throw new Error("no object");
    const lost: string[] = [];
    const reader = () => {
      stage.files = createFiles(bucket, (name) => void lost.push(name));
      return file.read();
    };
    stage.files = inTables;
    await expect(file.read()).rejects.toThrow(FilesUnavailable);
    await server.kill();
    await expect(reader()).rejects.toThrow(FilesUnavailable);
    await server.start();
    await expect
      .poll(() =>
        reader().then(
          (bytes) => bytes?.equals(file.bytes),
          () => null,
        ),
      )
      .toBe(true);
    expect(lost).toEqual([]);

    await bucket.put(name, randomBytes(intact.length));
    await expect(reader()).rejects.toThrow(FileLost);
    await bucket.remove(name);
    await expect(reader()).rejects.toThrow(FileLost);
    expect(lost).toHaveLength(2);
    await bucket.put(name, intact);
    expect((await reader())?.equals(file.bytes)).toBe(true);
  });
});
