import { randomBytes } from "node:crypto";
import { gatewaySchema, type ProjectId } from "@countersign/wire";
import { beforeAll, expect, test } from "vitest";
import { type Db, inTransaction } from "../db/index.ts";
import { testDatabase } from "../db/testing/database.ts";
import { createProject } from "../projects/index.ts";
import { createKeyring, verifyMasterKey } from "../sealing/index.ts";
import { readGateway, replaceGateway } from "./routes.ts";

const operator = { kind: "operator", id: "bootstrap", name: "test" } as const;
const random = (bytes: number) => randomBytes(bytes);
let db: Db;
let projectId: ProjectId;
beforeAll(async () => {
  ({ db } = await testDatabase());
  const keyring = createKeyring({ masterKey: random(32), random });
  await verifyMasterKey(db, keyring);
  const { project } = await inTransaction(db, (tx) =>
    createProject({ clock: Date.now, random, keyring }, tx, { name: "Shop", mode: "test" }, operator),
  );
  projectId = project.id;
});

const gateway = (host: string) =>
  gatewaySchema.parse({
    operations: { "/user/new": { baseUrl: `https://${host}.example`, pathPattern: "/users" } },
  });

test("mappings that are replaced by several at once are one of theirs as a whole", async () => {
  const hosts = ["a", "b", "c", "d", "e", "f"];
  await Promise.all(
    hosts.map((host) => inTransaction(db, (tx) => replaceGateway(tx, projectId, gateway(host)))),
  );
  const { operations } = await readGateway(db, projectId);
  expect(Object.keys(operations)).toEqual(["/user/new"]);
  expect(hosts.map((host) => `https://${host}.example`)).toContain(operations["/user/new"]?.baseUrl);
});
