import { beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../testing/api.ts";

const dayMs = 24 * 60 * 60 * 1000;

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});

const post = (path: string, body?: unknown) => api.call("admin", "POST", path, body);
const project = async () => (await api.call("operator", "GET", `/projects/${api.own.project.id}`)).body;
const inADay = () => new Date(api.clock.now + dayMs).toISOString();

test("a project's view shows what is rotated, what signs, and until when", async () => {
  const path = `/projects/${api.own.project.id}`;
  const none = { secret: null, requestSecret: null };
  const before = await project();
  expect(before.rotations).toEqual(none);
  expect(before.signing).toMatchObject({ previousValidUntil: null, signsWith: "current" });
  for (const what of ["secret", "webhook_secret"]) {
    const rotated = await post(`${path}/rotate`, { what });
    expect(rotated).toMatchObject({ status: 200, body: { what, previousValidUntil: inADay() } });
  }
  const first = await post(`${path}/rotate`, { what: "request_secret" });
  expect(first.body.previousValidUntil).toBeNull();
  const overlap = { previousValidUntil: inADay() };
  expect((await project()).rotations).toEqual({
    secret: { ...overlap, signsWith: "previous" },
    requestSecret: null,
  });
  const rotatedAt = new Date(api.clock.now).toISOString();
  expect((await project()).signing).toEqual({ rotatedAt, ...overlap, signsWith: "previous" });
  const listed = await api.call("operator", "GET", "/projects");
  expect(listed.body.data.at(-1).rotations).toBeDefined();

  const switched = await post(`${path}/rotate/switch`, { what: "webhook_secret" });
  expect(switched.body.signing).toEqual({ rotatedAt, ...overlap, signsWith: "current" });
  expect(await post(`${path}/rotate/switch`, { what: "webhook_secret" })).toMatchObject({
    status: 409,
    body: { code: "conflict" },
  });
  await post(`${path}/rotate/end`, { what: "secret" });
  const ended = await post(`${path}/rotate/end`, { what: "webhook_secret" });
  expect(ended.body.rotations).toEqual(none);
  expect(ended.body.signing).toEqual({ rotatedAt, previousValidUntil: null, signsWith: "current" });
  expect((await post(`${path}/rotate/end`, { what: "secret" })).status).toBe(409);
});

test("an operator's token expires as requested, and their view says when", async () => {
  const end = new Date(api.clock.now + 3_600_000).toISOString();
  const made = await post("/operators", { name: "Temp", role: "operator", tokenExpiresAt: end });
  expect(made.body.tokenExpiresAt).toBe(end);
  const path = `/projects/${api.own.project.id}`;
  const read = (token: string) =>
    api.call("nobody", "GET", path, undefined, { authorization: `Bearer ${token}` });
  expect((await read(made.body.token)).status).toBe(200);
  api.clock.now += 3_600_000;
  const refused = await read(made.body.token);
  expect(refused).toMatchObject({ status: 401, body: { detail: expect.stringContaining("expired") } });
  const renewed = await post(`/operators/${made.body.id}/token`);
  expect(renewed.body.tokenExpiresAt).toBeNull();
  expect((await read(renewed.body.token)).status).toBe(200);

  const past = new Date(api.clock.now).toISOString();
  const late = [
    await post("/operators", { name: "Late", role: "operator", tokenExpiresAt: past }),
    await post(`/operators/${made.body.id}/token`, { tokenExpiresAt: past }),
    await post("/projects", { name: "Late", mode: "test", apiKeyExpiresAt: past }),
  ];
  expect(late.map(({ status, body }) => [status, body.errors[0].field])).toEqual([
    [422, "tokenExpiresAt"],
    [422, "tokenExpiresAt"],
    [422, "apiKeyExpiresAt"],
  ]);
});

test("a webhook's rotation is shown, switched and ended; each step is audited", async () => {
  const { body: made } = await post("/webhooks", {
    projectId: api.other.project.id,
    name: "Receiver",
    url: "https://hooks.example.com/in",
    events: ["*"],
  });
  const path = `/webhooks/${made.id}`;
  expect((await post(`${path}/rotate-secret/switch`)).status).toBe(409);
  await post(`${path}/rotate-secret`);
  const shown = await api.call("operator", "GET", path);
  const rotatedAt = new Date(api.clock.now).toISOString();
  expect(shown.body.signing).toEqual({ rotatedAt, previousValidUntil: inADay(), signsWith: "previous" });
  const switched = await post(`${path}/rotate-secret/switch`);
  expect(switched.body.signing).toMatchObject({ signsWith: "current" });
  const ended = await post(`${path}/rotate-secret/end`);
  expect(ended.body.signing).toEqual({ rotatedAt, previousValidUntil: null, signsWith: "current" });
  const { body: audit } = await api.call("operator", "GET", `/audit?projectId=${api.other.project.id}`);
  const actions = audit.data.map(({ action }: { action: string }) => action);
  expect(actions).toEqual(
    expect.arrayContaining(["webhook.rotate_secret", "webhook.switch_secret", "webhook.end_previous_secret"]),
  );
});

test("an overlap that is too long, and a key's own project, are refused", async () => {
  const path = `/projects/${api.own.project.id}/rotate`;
  const tooLong = await post(path, { what: "secret", overlapSeconds: 31 * 86_400 });
  expect(tooLong).toMatchObject({ status: 422, body: { errors: [{ field: "overlapSeconds" }] } });
  for (const step of ["", "/switch", "/end"]) {
    expect((await api.call("stranger", "POST", path + step, { what: "secret" })).status).toBe(403);
  }
  expect((await post("/projects/aaaaaaaaaaaaaaaaaaaaa/rotate", { what: "secret" })).status).toBe(404);
});
