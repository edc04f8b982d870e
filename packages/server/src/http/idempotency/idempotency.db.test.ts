import { beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi, testOperatorToken } from "../testing/api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});

const create = (key: string, name = "Shop", caller: "admin" | "reviewer" = "admin") =>
  api.call(caller, "POST", "/projects", { name, mode: "test" }, { "idempotency-key": key });
const projectsNamed = (name: string) =>
  api.deps.db.selectFrom("projects").select("id").where("name", "=", name).execute();

test("a repeated request gets the same response, without secrets, and does its work once", async () => {
  const first = await create("again", "Again");
  const second = await create("again", "Again");
  expect(second.body).toEqual({ ...first.body, secret: null, apiKey: null, webhookSecret: null });
  expect([first.status, second.status, second.headers["idempotent-replayed"]]).toEqual([201, 201, "true"]);
  expect(await projectsNamed("Again")).toHaveLength(1);
});

test("of concurrent requests one does the work, the others must wait or get its response", async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => create("race", "Race")));
  const codes = answers.map(({ status, body }) => (status === 201 ? "created" : body.code));
  expect(codes).toContain("created");
  expect(new Set(codes)).toEqual(
    new Set(codes.includes("idempotency_in_progress") ? ["created", "idempotency_in_progress"] : ["created"]),
  );
  expect(await projectsNamed("Race")).toHaveLength(1);
  expect((await create("race", "Race")).status).toBe(201);
  expect(await projectsNamed("Race")).toHaveLength(1);
});

test("another request under the same key is a conflict, whether body or path differ", async () => {
  await create("one");
  expect((await create("one", "Other name")).body.code).toBe("idempotency_conflict");
  const path = await api.call(
    "admin",
    "POST",
    "/operators",
    { name: "Shop", role: "reviewer" },
    { "idempotency-key": "one" },
  );
  expect(path.body.code).toBe("idempotency_conflict");
});

test("keys are each caller's own", async () => {
  const key = "shared";
  const operator = await create(key, "Mine");
  const bearer = { authorization: `Bearer ${testOperatorToken}`, "idempotency-key": key };
  const other = await api.call("nobody", "POST", "/projects", { name: "Mine", mode: "test" }, bearer);
  expect(other.body.id).not.toBe(operator.body.id);
});

test("no secret of a response is stored, not even sealed", async () => {
  const paths = [
    ["/operators", { name: "Once", role: "reviewer" }, "token"],
    [`/projects/${api.own.project.id}/rotate`, { what: "webhook_secret" }, "value"],
    [
      "/webhooks",
      { projectId: api.own.project.id, name: "W", url: "https://a.example/", events: ["*"] },
      "secret",
    ],
  ] as const;
  for (const [path, body, secret] of paths) {
    const header = { "idempotency-key": `secret-of-${secret}` };
    const first = await api.call("admin", "POST", path, body, header);
    expect(first.body[secret], path).toEqual(expect.any(String));
    const again = await api.call("admin", "POST", path, body, header);
    expect(again.body).toEqual({ ...first.body, [secret]: null });
  }
});

test("a request whose key was taken over in the meantime does nothing", async () => {
  const { db } = api.deps;
  const original = api.deps.outbound.checkAddress;
  api.deps.outbound.checkAddress = async () => {
    await db
      .updateTable("idempotencyKeys")
      .set({ createdAt: new Date(0) })
      .where("key", "=", "slow")
      .execute();
    return null;
  };
  const body = { projectId: api.own.project.id, name: "Slow", url: "https://b.example/", events: ["*"] };
  const answer = await api.call("operator", "POST", "/webhooks", body, { "idempotency-key": "slow" });
  api.deps.outbound.checkAddress = original;
  expect([answer.status, answer.body.code]).toEqual([409, "idempotency_in_progress"]);
  expect(await db.selectFrom("webhooks").select("id").where("name", "=", "Slow").execute()).toEqual([]);
});

test("a response is stored for 24 hours, sealed", async () => {
  const first = await create("day", "Day");
  const rows = await api.deps.db.selectFrom("idempotencyKeys").selectAll().where("key", "=", "day").execute();
  expect(rows[0]?.responseSealed?.includes(first.body.secret)).toBe(false);
  api.clock.now += 24 * 60 * 60 * 1000 - 1;
  expect((await create("day", "Day")).body.id).toBe(first.body.id);
  api.clock.now += 1;
  expect((await create("day", "Day")).body.id).not.toBe(first.body.id);
});

test("a request that died under way blocks its key for two minutes", async () => {
  const { db, clock } = api.deps;
  const first = await create("dead", "Dead");
  const row = { status: null, responseSealed: null, createdAt: new Date(clock()) };
  await db.updateTable("idempotencyKeys").set(row).where("key", "=", "dead").execute();
  expect((await create("dead", "Dead")).body.code).toBe("idempotency_in_progress");
  api.clock.now += 2 * 60 * 1000;
  const [a, b] = await Promise.all([create("dead", "Dead"), create("dead", "Dead")]);
  const ids = [a, b].flatMap(({ status, body }) => (status === 201 ? [body.id] : []));
  expect(new Set(ids).size).toBe(1);
  expect(ids).not.toContain(first.body.id);
});

test("what was refused before the work began isn't kept, and a failure can be tried again", async () => {
  expect(
    (await api.call("operator", "POST", "/projects", { name: "" }, { "idempotency-key": "bad" })).status,
  ).toBe(422);
  expect((await create("bad", "Good")).status).toBe(201);

  const { outbound } = api.deps;
  const original = outbound.checkAddress;
  outbound.checkAddress = () => Promise.reject(new Error("broken"));
  const source = { name: "S", url: "https://registry.example/" };
  const header = { "idempotency-key": "fails" };
  const failed = await api.call("operator", "POST", "/registry/sources", source, header);
  outbound.checkAddress = original;
  expect([failed.status, failed.body.code]).toEqual([500, "internal"]);
  expect(JSON.stringify(failed.body)).not.toContain("broken");
  expect((await api.call("operator", "POST", "/registry/sources", source, header)).status).toBe(201);
});

test.each(["", " ", "x".repeat(201), "ключ"])("%j is no key", async (key) => {
  const answer = await api.call(
    "operator",
    "POST",
    "/projects",
    { name: "N", mode: "test" },
    { "idempotency-key": key },
  );
  expect([answer.status, answer.body.errors?.[0]?.field]).toEqual([422, "Idempotency-Key"]);
});

test("the reference names the header on every POST that honours it, those that keep keys themselves included", async () => {
  const { paths } = (await api.app.inject("/openapi.json")).json();
  const named = (path: string) =>
    (paths[`/manage/v1${path}`].post.parameters ?? []).some(
      ({ $ref }: { $ref?: string }) => $ref === "#/components/parameters/idempotencyKey",
    );
  expect(["/projects", "/events", "/events/batch", "/registry/people/lookup"].map(named)).toEqual([
    true,
    true,
    true,
    false,
  ]);
});
