import { beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../testing/api.ts";

const hourMs = 60 * 60 * 1000;

let api: TestApi;
let keys: string;
beforeAll(async () => {
  api = await startTestApi();
  keys = `/projects/${api.own.project.id}/api-keys`;
});

const call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  api.call("operator", method, path, body, headers);
const create = async (name: string, more: object = {}) => {
  // Ids sort by their millisecond.
  api.clock.now += 1;
  return (await call("POST", keys, { name, ...more })).body as { id: string; key: string; version: number };
};
const statusWith = async (key: string) => {
  const headers = { authorization: `Bearer ${key}` };
  return (await api.call("nobody", "GET", `/projects/${api.own.project.id}`, undefined, headers)).status;
};
const inMs = (ms: number) => new Date(api.clock.now + ms).toISOString();

test("a project has several named keys, each accepted, and none of them can be read again", async () => {
  const made = [await create("Shop"), await create("Back office")];
  expect(await Promise.all(made.map(({ key }) => statusWith(key)))).toEqual([200, 200]);
  const { body } = await call("GET", keys);
  expect(body.data.map(({ name }: { name: string }) => name)).toEqual(["Back office", "Shop", "default"]);
  expect(body.data[1]).toEqual({
    id: made[0]?.id,
    name: "Shop",
    prefix: made[0]?.key.slice(0, 10),
    status: "active",
    createdAt: inMs(-1),
    expiresAt: null,
    lastUsedAt: null,
    revokedAt: null,
    replacedBy: null,
    version: 1,
  });
  expect(JSON.stringify(body)).not.toContain(made[0]?.key.slice(10));
});

test("the first key of a project is called default, and expires as requested", async () => {
  const apiKeyExpiresAt = inMs(hourMs);
  const { body: project } = await call("POST", "/projects", { name: "New", mode: "test", apiKeyExpiresAt });
  const { body } = await call("GET", `/projects/${project.id}/api-keys`);
  expect(body.data).toMatchObject([
    { name: "default", prefix: project.apiKey.slice(0, 10), expiresAt: apiKeyExpiresAt },
  ]);
});

test("a repetition of a creation under its idempotency key makes no second key, and shows none", async () => {
  const headers = { "idempotency-key": "one-key" };
  const first = await call("POST", keys, { name: "Once" }, headers);
  const second = await call("POST", keys, { name: "Once" }, headers);
  expect(second.body).toEqual({ ...first.body, key: null });
});

test("a revoked key is refused with the next request, and the others are not", async () => {
  const [leaked, other] = [await create("Leaked"), await create("Other")];
  const { status, body } = await call("POST", `${keys}/${leaked.id}/revoke`);
  expect([status, body.status, body.revokedAt]).toEqual([200, "revoked", inMs(0)]);
  expect([await statusWith(leaked.key), await statusWith(other.key)]).toEqual([401, 200]);
  const again = await call("POST", `${keys}/${leaked.id}/revoke`);
  expect([again.status, again.body.code]).toEqual([409, "conflict"]);
});

test("a rotated key is accepted until its overlap ends; the project's other keys are left alone", async () => {
  const [old, other] = [await create("Shop 2"), await create("Other 2")];
  const { status, body } = await call("POST", `${keys}/${old.id}/rotate`, { overlapSeconds: 60 });
  expect([status, body.name, body.replaces]).toEqual([
    201,
    "Shop 2",
    { id: old.id, validUntil: inMs(60_000) },
  ]);
  const { body: previous } = await call("GET", `${keys}/${old.id}`);
  expect(previous).toMatchObject({ replacedBy: body.id, expiresAt: inMs(60_000), status: "active" });
  const all = [old.key, body.key, other.key];
  expect(await Promise.all(all.map(statusWith))).toEqual([200, 200, 200]);
  api.clock.now += 60_000;
  expect(await Promise.all(all.map(statusWith))).toEqual([401, 200, 200]);
  expect((await call("GET", `${keys}/${old.id}`)).body.status).toBe("expired");
});

test("a rotation without an overlap revokes, one without a body leaves a day, and none prolongs a key", async () => {
  const leaked = await create("Leaked 2");
  const rotated = await call("POST", `${keys}/${leaked.id}/rotate`, { overlapSeconds: 0 });
  expect(rotated.body.replaces.validUntil).toBeNull();
  expect([await statusWith(leaked.key), await statusWith(rotated.body.key)]).toEqual([401, 200]);
  const usual = await call("POST", `${keys}/${rotated.body.id}/rotate`);
  expect(usual.body.replaces.validUntil).toBe(inMs(24 * hourMs));
  const expiresAt = inMs(hourMs);
  const short = await create("Short", { expiresAt });
  const replaced = await call("POST", `${keys}/${short.id}/rotate`);
  expect(replaced.body.replaces.validUntil).toBe(expiresAt);
});

test("a key's name and end change for those who have seen its version", async () => {
  const key = await create("Typo");
  const seen = { "if-match": `"${key.version}"` };
  const changed = await call("PATCH", `${keys}/${key.id}`, { name: "Shop 3", expiresAt: inMs(1000) }, seen);
  expect(changed.body).toMatchObject({ name: "Shop 3", expiresAt: inMs(1000), version: 2 });
  expect(changed.headers.etag).toBe('"2"');
  const late = await call("PATCH", `${keys}/${key.id}`, { name: "Mine" }, seen);
  expect([late.status, late.body.code, late.body.version]).toEqual([412, "version_mismatch", 2]);
  const endless = await call("PATCH", `${keys}/${key.id}`, { expiresAt: null });
  expect(endless.body).toMatchObject({ name: "Shop 3", expiresAt: null });
  api.clock.now += 2000;
  expect(await statusWith(key.key)).toBe(200);
});

test("the last use of a key is written after its requests, once a minute", async () => {
  const key = await create("Used");
  const lastUsed = async () => {
    await api.deps.tokenUses.flush();
    return (await call("GET", `${keys}/${key.id}`)).body.lastUsedAt;
  };
  await statusWith(key.key);
  expect((await call("GET", `${keys}/${key.id}`)).body.lastUsedAt).toBeNull();
  const first = inMs(0);
  expect(await lastUsed()).toBe(first);
  api.clock.now += 59_999;
  await statusWith(key.key);
  expect(await lastUsed()).toBe(first);
  api.clock.now += 1;
  await statusWith(key.key);
  expect(await lastUsed()).toBe(inMs(0));
});

test("each step is audited with the key's id, and never with the key", async () => {
  const key = await create("Audited");
  await call("PATCH", `${keys}/${key.id}`, { name: "Renamed" });
  await call("POST", `${keys}/${key.id}/rotate`);
  await call("POST", `${keys}/${key.id}/revoke`);
  const { body } = await call("GET", `/audit?projectId=${api.own.project.id}&limit=200`);
  const own = body.data.filter(({ target }: { target: string }) => target === key.id);
  expect(own.map(({ action }: { action: string }) => action).sort()).toEqual([
    "api_key.change",
    "api_key.create",
    "api_key.revoke",
    "api_key.rotate",
  ]);
  expect(JSON.stringify(body)).not.toContain("csk_");
});

test("keys are managed by operators alone, in the project that they belong to, and end in the future", async () => {
  const key = await create("Own");
  const routes = [
    ["GET", keys],
    ["POST", keys],
    ["GET", `${keys}/${key.id}`],
    ["PATCH", `${keys}/${key.id}`],
    ["POST", `${keys}/${key.id}/rotate`],
    ["POST", `${keys}/${key.id}/revoke`],
  ] as const;
  for (const [method, path] of routes) {
    for (const caller of ["project", "reviewer"] as const)
      expect((await api.call(caller, method, path, method === "GET" ? undefined : {})).status).toBe(403);
  }
  const elsewhere = `/projects/${api.other.project.id}/api-keys/${key.id}`;
  expect((await call("GET", elsewhere)).status).toBe(404);
  expect((await call("POST", `${elsewhere}/revoke`)).status).toBe(404);
  expect((await call("GET", "/projects/aaaaaaaaaaaaaaaaaaaaa/api-keys")).status).toBe(404);
  expect(await statusWith(key.key)).toBe(200);
  const past = { expiresAt: inMs(0) };
  const refused = [
    await call("POST", keys, { name: "Late", ...past }),
    await call("PATCH", `${keys}/${key.id}`, past),
    await call("POST", `${keys}/${key.id}/rotate`, past),
  ];
  expect(refused.map(({ status, body }) => [status, body.errors[0].field])).toEqual(
    Array.from({ length: 3 }, () => [422, "expiresAt"]),
  );
});
