import { beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});

const call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  api.call("admin", method, path, body, headers);
const source = { name: "Registry", url: "https://registry.example.com" };
const bank = { baseUrl: "https://bank.example.com/rest", userName: "shop", password: "secret" };

/** Every editable resource with two changes of it: its path, the method, and the bodies. */
const edited = {
  "a person": async () => ({
    path: `/operators/${(await call("POST", "/operators", { name: "Ann", role: "reviewer" })).body.id}`,
    method: "PATCH",
    change: { name: "Anna" },
  }),
  "a registry source": async () => ({
    path: `/registry/sources/${(await call("POST", "/registry/sources", source)).body.id}`,
    method: "PATCH",
    change: { order: 7 },
  }),
  upstreams: async () => ({
    path: `/projects/${api.own.project.id}/gateway`,
    method: "PUT",
    change: { operations: {} },
  }),
  "acquiring settings": async () => {
    const path = `/projects/${api.own.project.id}/payments`;
    await call("PUT", path, bank, { "if-match": '"0"' });
    return { path, method: "PUT", change: { ...bank, userName: "shop2" } };
  },
};

test.each(Object.entries(edited))(
  "%s is changed by those who have seen its version",
  async (_name, prepare) => {
    const { path, method, change } = await prepare();
    // Sources have no route of their own to read one: they are read in their list.
    const read = async () => {
      if (!path.startsWith("/registry")) return (await call("GET", path)).body;
      const { data } = (await call("GET", "/registry/sources")).body;
      return data.find(({ id }: { id: string }) => path.endsWith(id));
    };
    const { version } = await read();
    const seen = { "if-match": `"${version}"` };
    const [first, second] = await Promise.all([
      call(method, path, change, seen),
      call(method, path, change, seen),
    ]);
    const [done, late] = first.status === 200 ? [first, second] : [second, first];
    expect([done.status, done.headers.etag, done.body.version]).toEqual([
      200,
      `"${version + 1}"`,
      version + 1,
    ]);
    expect([late.status, late.body.code, late.body.version]).toEqual([412, "version_mismatch", version + 1]);
    expect(await read()).toMatchObject(done.body);
    expect((await call(method, path, change)).body.version).toBe(version + 2);
    expect((await call(method, path, change, { "if-match": "latest" })).body.errors[0].field).toBe(
      "If-Match",
    );
  },
);

test("a source that somebody has changed is not deleted by who has not seen it", async () => {
  const { body: made } = await call("POST", "/registry/sources", source);
  const path = `/registry/sources/${made.id}`;
  await call("PATCH", path, { active: false });
  expect((await call("DELETE", path, undefined, { "if-match": '"1"' })).status).toBe(412);
  expect((await call("DELETE", path, undefined, { "if-match": '"2"' })).status).toBe(204);
});

test("sources are listed page by page in the order in which they are asked", async () => {
  for (const [name, order] of [
    ["C", 900],
    ["A", 800],
    ["B", 800],
  ] as const)
    await call("POST", "/registry/sources", { ...source, name, order });
  const names: string[] = [];
  let cursor = "";
  for (;;) {
    const { body } = await call("GET", `/registry/sources?limit=1${cursor}`);
    names.push(...body.data.map(({ name }: { name: string }) => name));
    if (body.nextCursor === null) break;
    cursor = `&cursor=${body.nextCursor}`;
  }
  expect(names.at(-1)).toBe("C");
  expect(names.slice(-3, -1).sort()).toEqual(["A", "B"]);
  const foreign = await call("GET", "/registry/sources?cursor=YWJj");
  expect(foreign.body.errors[0].field).toBe("cursor");
});

test("the audit log is narrowed by actor, action, target and time, each as often as needed", async () => {
  const { body: made } = await call("POST", "/operators", { name: "Ben", role: "reviewer" });
  api.clock.now += 60_000;
  await call("PATCH", `/operators/${made.id}`, { name: "Benjamin" });
  const actions = async (query: string) =>
    (await call("GET", `/audit?target=${made.id}&${query}`)).body.data.map(
      ({ action }: { action: string }) => action,
    );
  const moment = new Date(api.clock.now).toISOString();
  const both = ["operator.change", "operator.create"];
  expect(await actions("action=operator.create&action=operator.change")).toEqual(both);
  expect(await actions("actorKind=operator&actorKind=system")).toEqual(both);
  expect(await actions("actorId=bootstrap")).toEqual([]);
  expect(await actions(`createdAtFrom=${moment}`)).toEqual(["operator.change"]);
  expect(await actions(`createdAtTo=${moment}`)).toEqual(["operator.create"]);
});

test("the environment's token is the actor bootstrap, also in records of earlier versions", async () => {
  const project = api.other.project.id;
  const headers = { authorization: "Bearer test-operator-token-0123456789" };
  await api.call("nobody", "PATCH", `/projects/${project}`, { name: "By bootstrap" }, headers);
  await api.deps.db
    .insertInto("auditRecords")
    .values({
      id: "aud_0000000000000000000000000a",
      actorKind: "operator",
      actorId: "operator-token",
      action: "project.change-config",
      projectId: project,
    })
    .execute();
  const query = `/audit?projectId=${project}&actorId=bootstrap&action=project.change_config&action=project.settings`;
  const { body } = await call("GET", query);
  expect(body.data).toMatchObject([
    { actor: { kind: "operator", id: "bootstrap" }, action: "project.settings" },
    { actor: { kind: "operator", id: "bootstrap" }, action: "project.change_config" },
  ]);
});
