import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { authenticate } from "../access/index.ts";
import { type Db, inTransaction } from "../db/index.ts";
import { testDatabase } from "../db/testing/database.ts";
import { createOutbound } from "../outbound/index.ts";
import { createKeyring, verifyMasterKey } from "../sealing/index.ts";
import { signingSecrets, staticAddress } from "../webhooks/index.ts";
import {
  authenticateProject,
  changeConfig,
  createProject,
  endRotation,
  findProject,
  listProjects,
  projectSecret,
  readConfig,
  rotate,
  switchRotation,
} from "./index.ts";

const actor = { kind: "operator", id: "opr_test", name: "Test" } as const;
const clock = { now: Date.UTC(2026, 4, 5) };
let db: Db;
let deps: Parameters<typeof changeConfig>[0] & { operatorToken: null };

beforeAll(async () => {
  ({ db } = await testDatabase());
  deps = {
    db,
    clock: () => clock.now,
    random: (bytes) => randomBytes(bytes),
    keyring: createKeyring({ masterKey: randomBytes(32), random: (bytes) => randomBytes(bytes) }),
    outbound: createOutbound({ allow: [], resolve: async () => ["93.184.215.14"] }),
    operatorToken: null,
  };
  await verifyMasterKey(db, deps.keyring);
});

const create = (name = "Shop") =>
  inTransaction(db, (tx) => createProject(deps, tx, { name, mode: "test" }, actor));

describe("a new project", () => {
  test("has the forms of able-id, and each of its secrets works", async () => {
    const { project, secret, apiKey, webhookSecret } = await create();
    expect(project.id).toMatch(/^[A-Za-z0-9_-]{21}$/);
    expect(secret).toMatch(/^[A-Za-z0-9]{30}$/);
    expect(apiKey).toMatch(/^csk_[A-Za-z0-9_-]{43}$/);
    expect(webhookSecret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(project).toMatchObject({ name: "Shop", mode: "test", language: "ru", successRedirectUrl: null });
    expect(await findProject(db, project.id)).toEqual(project);
    expect(await authenticateProject(deps, project.id, secret)).toEqual(project);
    expect(await projectSecret(deps, project)).toBe(secret);
    expect(await authenticate(deps, apiKey)).toMatchObject({ kind: "project", projectId: project.id });
  });

  test("leaves none of its secrets in the store in clear", async () => {
    const { secret, apiKey, webhookSecret } = await create();
    const tables = ["projects", "accessTokens", "signingSecrets", "auditRecords", "keyScopes"] as const;
    const rows = await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute()));
    const stored = Buffer.from(
      JSON.stringify(rows, (_key, value) =>
        value?.type === "Buffer" ? Buffer.from(value.data).toString("latin1") : value,
      ),
    ).toString();
    for (const clear of [secret, apiKey, apiKey.slice(4), webhookSecret, webhookSecret.slice(6)]) {
      expect(stored.includes(clear)).toBe(false);
    }
  });
});

describe("authentication by secret", () => {
  test("refuses what isn't exactly the secret", async () => {
    const { project, secret } = await create();
    const other = await create();
    for (const wrong of [
      "",
      `${secret}x`,
      secret.slice(1),
      secret.toLowerCase(),
      other.secret,
      "-".repeat(30),
    ]) {
      expect(await authenticateProject(deps, project.id, wrong)).toBeNull();
    }
    expect(await authenticateProject(deps, "-", secret)).toBeNull();
  });

  test("does the same work for a wrong secret and an unknown project", async () => {
    const { project } = await create();
    const work: string[] = [];
    const keyring = new Proxy(deps.keyring, {
      get: (target, name) => {
        work.push(String(name));
        return Reflect.get(target, name);
      },
    });
    const counted = db.withPlugin({
      transformQuery: ({ node }) => {
        work.push(node.kind);
        return node;
      },
      transformResult: async ({ result }) => result,
    });
    const workOf = async (id: string) => {
      work.length = 0;
      expect(await authenticateProject({ clock: deps.clock, db: counted, keyring }, id, "wrong")).toBeNull();
      return [...work];
    };
    const known = await workOf(project.id);
    expect(known).toEqual(["SelectQueryNode", "secretMac"]);
    expect(await workOf("unknown")).toEqual(known);
  });
});

describe("static addresses", () => {
  test("change by key: absent ones stay, null clears", async () => {
    const { project } = await create();
    const change = (patch: Parameters<typeof changeConfig>[2]) =>
      changeConfig(deps, project.id, patch, actor);
    expect(
      await change({
        PERSON_WEBHOOK_URL: "https://a.example/p?token=t",
        SUCCESS_REDIRECT_URL: "https://a.example/s",
      }),
    ).toMatchObject({ kind: "changed" });
    expect(await change({ PERSON_WEBHOOK_URL: null, PHOTO_WEBHOOK_URL: "https://b.example/" })).toMatchObject(
      { kind: "changed" },
    );
    const { config } = await readConfig(deps, project.id);
    expect(config).toEqual({
      PERSON_WEBHOOK_URL: null,
      REGISTRATION_WEBHOOK_URL: null,
      PHOTO_WEBHOOK_URL: "https://b.example/",
      FOREIGN_WEBHOOK_URL: null,
      SUCCESS_REDIRECT_URL: "https://a.example/s",
      ERROR_REDIRECT_URL: null,
    });
    expect(await staticAddress(db, project.id, "PERSON_WEBHOOK_URL")).toBeNull();
  });

  test("are refused by key, and then none changes", async () => {
    const { project } = await create();
    const result = await changeConfig(
      deps,
      project.id,
      {
        PERSON_WEBHOOK_URL: "https://a.example/",
        PHOTO_WEBHOOK_URL: "https://127.0.0.1/",
        FOREIGN_WEBHOOK_URL: "http://a.example/",
        ERROR_REDIRECT_URL: "javascript:alert(1)",
      },
      actor,
    );
    expect(result.kind !== "refused" ? [] : result.problems.map(({ field }) => field)).toEqual([
      "PHOTO_WEBHOOK_URL",
      "FOREIGN_WEBHOOK_URL",
      "ERROR_REDIRECT_URL",
    ]);
    expect(Object.values((await readConfig(deps, project.id)).config).every((value) => value === null)).toBe(
      true,
    );
  });

  test("leave an audit record of origins, which holds no path and no query", async () => {
    const { project } = await create();
    await changeConfig(
      deps,
      project.id,
      { PERSON_WEBHOOK_URL: "https://a.example/secret-path?token=t" },
      actor,
    );
    await changeConfig(deps, project.id, { PERSON_WEBHOOK_URL: "https://b.example/" }, actor);
    await changeConfig(deps, project.id, { PERSON_WEBHOOK_URL: "https://b.example/" }, actor);
    const records = await db
      .selectFrom("auditRecords")
      .select("details")
      .where("projectId", "=", project.id)
      .where("action", "=", "project.change_config")
      .orderBy("at")
      .execute();
    const changes = records.map(({ details }) => details.PERSON_WEBHOOK_URL);
    expect(changes).toHaveLength(2);
    expect(changes).toContainEqual({ from: null, to: "https://a.example" });
    expect(changes).toContainEqual({ from: "https://a.example", to: "https://b.example" });
  });
});

describe("rotation", () => {
  const dayMs = 24 * 60 * 60 * 1000;
  type Id = Parameters<typeof rotate>[2];
  type What = Parameters<typeof rotate>[3];
  const turn = (id: Id, what: What, overlapMs?: number) =>
    inTransaction(db, (tx) => rotate(deps, tx, id, what, actor, { overlapMs }));
  const at = (now: number) => ({ ...deps, clock: () => now });

  test("of the secret without an overlap ends the old one at once", async () => {
    const { project, secret } = await create();
    const next = await turn(project.id, "secret", 0);
    expect(next.previousValidUntil).toBeNull();
    expect(await authenticateProject(deps, project.id, secret)).toBeNull();
    expect(await authenticateProject(deps, project.id, next.value)).not.toBeNull();
    expect(await projectSecret(deps, project)).toBe(next.value);
  });

  test("of the secret takes both for 24 hours, and hashes with the old one until it ends or is switched", async () => {
    const { project, secret } = await create();
    const { value, previousValidUntil } = await turn(project.id, "secret");
    expect(previousValidUntil?.getTime()).toBe(clock.now + dayMs);
    for (const each of [secret, value]) {
      expect(await authenticateProject(deps, project.id, each)).not.toBeNull();
    }
    expect(await projectSecret(deps, project)).toBe(secret);
    const after = at(clock.now + dayMs);
    expect(await authenticateProject(after, project.id, secret)).toBeNull();
    expect(await authenticateProject(after, project.id, value)).not.toBeNull();
    expect(await projectSecret(after, project)).toBe(value);

    await inTransaction(db, (tx) => switchRotation(deps, tx, project.id, "secret", actor));
    expect(await projectSecret(deps, project)).toBe(value);
    expect(await authenticateProject(deps, project.id, secret)).not.toBeNull();
    await inTransaction(db, (tx) => endRotation(deps, tx, project.id, "secret", actor));
    expect(await authenticateProject(deps, project.id, secret)).toBeNull();
  });

  test("that is repeated takes no caller's secret away", async () => {
    const { project, secret } = await create();
    const values = [secret];
    for (let n = 0; n < 2; n++) values.push((await turn(project.id, "secret")).value);
    for (const each of values) expect(await authenticateProject(deps, project.id, each)).not.toBeNull();
    expect(await projectSecret(deps, project)).toBe(secret);
    const last = await turn(project.id, "secret");
    expect(await authenticateProject(deps, project.id, secret)).not.toBeNull();
    expect(await authenticateProject(deps, project.id, last.value)).not.toBeNull();
  });

  test("of the webhook secret lets both sign for 24 hours, the old one leading", async () => {
    const { project, webhookSecret } = await create();
    await changeConfig(deps, project.id, { PERSON_WEBHOOK_URL: "https://a.example/" }, actor);
    const webhook = await staticAddress(db, project.id, "PERSON_WEBHOOK_URL");
    if (webhook === null) throw new Error("no static address");
    const { value, previousValidUntil } = await turn(project.id, "webhook_secret");
    expect(await signingSecrets(deps, db, webhook)).toEqual([webhookSecret, value]);
    expect(previousValidUntil?.getTime()).toBe(clock.now + 24 * 60 * 60 * 1000);
    const later = { ...deps, clock: () => previousValidUntil?.getTime() ?? 0 };
    expect(await signingSecrets(later, db, webhook)).toEqual([value]);
  });
});

test("a list goes through projects of the same millisecond without doubling or losing one", async () => {
  clock.now += 1000;
  const made = await Promise.all(Array.from({ length: 7 }, (_, n) => create(`Listed ${n}`)));
  const seen: string[] = [];
  let after: { createdAt: Date; id: string } | undefined;
  for (;;) {
    const page = await listProjects(db, { after, limit: 2 });
    seen.push(...page.map(({ id }) => id));
    after = page.at(-1);
    if (after === undefined) break;
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toEqual(expect.arrayContaining(made.map(({ project }) => project.id)));
});
