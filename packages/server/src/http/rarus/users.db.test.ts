import { newPublicId, type SessionId } from "@countersign/wire";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { inTransaction } from "../../db/index.ts";
import { kycLevelOf } from "../../operations/index.ts";
import { hooksForTest } from "../../operations/testing/operations.ts";
import { startSession } from "../../verification/index.ts";
import { residentForTest } from "../../verification/testing/stage.ts";
import { startTestOperations, type TestOperations } from "./testing/operations.ts";

let at: TestOperations;
beforeAll(async () => {
  at = await startTestOperations();
});
beforeEach(() => {
  at.hooks.asked.length = 0;
  at.hooks.answer = hooksForTest().answer;
});

let phones = 0;
const phone = () => `+7999${String(++phones).padStart(7, "0")}`;
const person = () => ({ phone: phone(), firstName: "Иван", lastName: "Петров" });

test("a registration asks first, adds, and tells after", async () => {
  const input = person();
  const answer = await at.ask("POST", "/organization/user/new", input);
  expect(answer).toMatchObject({
    status: 201,
    body: { user: { ...input, email: null, kycLevel: 0, version: 1, externalId: null }, warnings: [] },
  });
  const { id } = answer.body.user;
  expect(at.hooks.asked).toMatchObject([
    { event: "before_registration", payload: { user: { ...input, email: null } }, subject: id },
  ]);
  expect(await at.events("after_registration")).toMatchObject([{ subject: id, sequence: 1 }]);
  expect((await at.ask("GET", `/organization/user/${id}`)).body.user).toEqual(answer.body.user);
});

test("nothing personal rests in clear", async () => {
  const { body } = await at.ask("POST", "/organization/user/new", { ...person(), lastName: "Неповторимый" });
  const row = await at.deps.db
    .selectFrom("operationUsers")
    .selectAll()
    .where("id", "=", body.user.id)
    .executeTakeFirstOrThrow();
  expect(JSON.stringify(row)).not.toContain(body.user.phone);
  expect(row.fieldsSealed.includes("Неповторимый")).toBe(false);
});

test("a denied registration adds no user and records no event", async () => {
  at.hooks.answer = () => ({
    kind: "denied",
    status: 451,
    error: { code: "blocked", message: "Не сегодня", field: "user.phone" },
    hook: "Партнёр",
    trace: { id: "icp_x", steps: [], totalMs: 1 },
  });
  const before = await at.events("after_registration");
  const input = person();
  const answer = await at.ask("POST", "/organization/user/new", input);
  expect(answer).toMatchObject({
    status: 451,
    body: {
      error: {
        code: "denied",
        reason: "blocked",
        message: "Не сегодня",
        field: "user.phone",
        hook: "Партнёр",
        traceId: "icp_x",
      },
    },
  });
  expect(await at.events("after_registration")).toEqual(before);
  at.hooks.answer = () => ({});
  expect((await at.ask("POST", "/organization/user/new", input)).status).toBe(201);
});

test.each([
  [502, "hook_bad_answer"],
  [503, "hook_unavailable"],
  [504, "hook_timeout"],
] as const)("a hook broken with %d fails the operation as %s", async (status, code) => {
  at.hooks.answer = () => ({
    kind: "broken",
    status,
    hook: "Партнёр",
    reason: "timeout",
    detail: "It was broken.",
    trace: { id: "icp_y", steps: [], totalMs: 1 },
  });
  const answer = await at.ask("POST", "/user/new", person());
  expect(answer).toMatchObject({
    status,
    body: { error: { code, hook: "Партнёр", traceId: "icp_y", detail: "It was broken." } },
  });
});

test("a tolerated hook is named in a header of the response, its warnings in the body", async () => {
  const step = { webhookId: "whk_1", order: 0, why: null, detail: null, statusCode: null, attemptCount: 1 };
  const more = { durationMs: 1, error: null, changes: [], warnings: [], answer: null };
  at.hooks.answer = () => ({
    degraded: true,
    warnings: ["card is old"],
    trace: { id: "icp_z", steps: [{ ...step, ...more, name: "Касса 1", verdict: "tolerated" }], totalMs: 1 },
  });
  const answer = await at.ask("POST", "/user/new", person());
  expect(answer.body.warnings).toEqual(["card is old"]);
  expect(decodeURIComponent(String(answer.headers["countersign-degraded"]))).toBe("Касса 1");
});

test("hooks are asked only once the input is found good", async () => {
  const taken = person();
  await at.ask("POST", "/organization/user/new", { ...taken, externalId: "taken" });
  at.hooks.asked.length = 0;
  const wrong: [object, number, string, string][] = [
    [{}, 422, "invalid_request", "phone"],
    [{ phone: "8 999" }, 422, "invalid_request", "phone"],
    [{ ...person(), email: "nobody" }, 422, "invalid_request", "email"],
    [{ ...person(), birthDate: "1990-02-31" }, 422, "invalid_request", "birthDate"],
    [{ ...person(), password: "x" }, 422, "invalid_request", "password"],
    [{ ...person(), kycSessionId: "nothing" }, 422, "invalid_request", "kycSessionId"],
    [{ phone: taken.phone }, 409, "identifier_taken", "phone"],
    [{ ...person(), externalId: "taken" }, 409, "external_id_taken", "externalId"],
  ];
  for (const [input, status, code, field] of wrong) {
    const answer = await at.ask("POST", "/organization/user/new", input);
    expect([input, answer.status, answer.body.error]).toMatchObject([input, status, { code, field }]);
  }
  expect(at.hooks.asked).toEqual([]);
});

test("a repeated creation returns the same user and asks no hook", async () => {
  const input = { ...person(), externalId: "shop-1" };
  const first = await at.ask("POST", "/organization/user/new", input);
  const again = await at.ask("POST", "/organization/user/new", input);
  expect(again).toMatchObject({ status: 200, headers: { "idempotent-replayed": "true" } });
  expect(again.body.user).toEqual(first.body.user);
  expect(at.hooks.asked).toHaveLength(1);
});

test("of creations that meet, one adds and the others get its user", async () => {
  const input = { ...person(), externalId: "shop-2" };
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => at.ask("POST", "/organization/user/new", input)),
  );
  expect(new Set(answers.map(({ body }) => body.user?.id)).size).toBe(1);
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  const { id } = answers[0]?.body.user ?? {};
  expect((await at.events("after_registration")).filter(({ subject }) => subject === id)).toHaveLength(1);
});

test.each(["/user/new", "/organization/user/new"])("more than there are connections: %s", async (path) => {
  const answers = await Promise.all(Array.from({ length: 64 }, () => at.ask("POST", path, person())));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
  expect(new Set(answers.map(({ body }) => body.user.id)).size).toBe(64);
});

test("what a hook changes is added; what it may not change is its fault", async () => {
  at.hooks.answer = ({ payload }) => ({
    payload: { user: { ...(payload.user as object), middleName: "Сергеевич" } },
  });
  const changed = await at.ask("POST", "/organization/user/new", person());
  expect(changed.body.user.middleName).toBe("Сергеевич");
  at.hooks.answer = ({ payload }) => ({ payload: { user: { ...(payload.user as object), phone: "none" } } });
  const invalid = await at.ask("POST", "/organization/user/new", person());
  expect(invalid).toMatchObject({
    status: 502,
    body: { error: { code: "hook_bad_answer", field: "user.phone" } },
  });
});

test("an update asks over the changes alone, and a lost race is a conflict", async () => {
  const { body } = await at.ask("POST", "/organization/user/new", person());
  const { id } = body.user;
  at.hooks.asked.length = 0;
  const changed = await at.ask("POST", `/organization/user/${id}`, { firstName: "Пётр", version: 1 });
  expect(changed).toMatchObject({
    status: 200,
    body: { user: { firstName: "Пётр", lastName: "Петров", version: 2 } },
  });
  expect(at.hooks.asked).toMatchObject([
    { event: "before_user_update", payload: { id, changes: { firstName: "Пётр" } }, userId: id },
  ]);
  expect((await at.ask("POST", `/organization/user/${id}`, { firstName: "А", version: 1 })).status).toBe(409);
  const intercept = at.hooks.intercept;
  let inner: Promise<{ status: number }> | undefined;
  at.deps.intercept = async (request) => {
    if (inner === undefined) {
      inner = at.ask("POST", `/organization/user/${id}`, { firstName: "Второй" });
      await inner;
    }
    return intercept(request);
  };
  const outer = await at.ask("POST", `/organization/user/${id}`, { firstName: "Первый" });
  expect([outer.status, outer.body.error?.code]).toEqual([409, "conflict"]);
  at.deps.intercept = intercept;
  expect((await at.ask("GET", `/organization/user/${id}`)).body.user.firstName).toBe("Второй");
});

test("a successful session of a user gives level 2, an operator's decision stands over it", async () => {
  const { deps, own } = at;
  const projectId = own.project.id;
  const started = await inTransaction(deps.db, (tx) =>
    startSession(deps.verification, tx, {
      project: own.project,
      method: "identification",
      transactionId: newPublicId<SessionId>(deps.random),
      person: residentForTest(),
      language: "ru",
      outcomeWebhookIds: [],
    }),
  );
  if (started.kind !== "started") throw new Error(started.kind);
  const kycSessionId = started.session.id;
  const { body } = await at.ask("POST", "/organization/user/new", { ...person(), kycSessionId });
  const { id } = body.user;
  expect(body.user.kycLevel).toBe(0);
  const other = await at.ask("POST", "/organization/user/new", { ...person(), kycSessionId });
  expect(other.body.error).toMatchObject({ code: "invalid_request", field: "kycSessionId" });
  await deps.db.updateTable("sessions").set({ state: "succeeded" }).where("id", "=", kycSessionId).execute();
  expect(await kycLevelOf(deps.db, projectId, id)).toBe(2);
  expect(await kycLevelOf(deps.db, at.other.project.id, id)).toBe(0);
  const decide = (level: number | null) =>
    at.call("operator", "PUT", `/projects/${projectId}/users/${id}/kyc-level`, { level });
  expect((await decide(4)).body).toEqual({ userId: id, kycLevel: 4 });
  expect((await decide(null)).body).toEqual({ userId: id, kycLevel: 2 });
});

test("an erased user is gone, and their phone is free again", async () => {
  const input = person();
  const { body } = await at.ask("POST", "/organization/user/new", input);
  expect((await at.ask("DELETE", `/organization/user/${body.user.id}`)).status).toBe(204);
  expect((await at.ask("GET", `/organization/user/${body.user.id}`)).status).toBe(404);
  expect((await at.ask("DELETE", `/organization/user/${body.user.id}`)).status).toBe(404);
  expect((await at.ask("POST", "/organization/user/new", input)).status).toBe(201);
  const { data } = (await at.ask("GET", "/organization/user?limit=200")).body;
  expect(data.map(({ id }: { id: string }) => id)).not.toContain(body.user.id);
});

test("a record is found by the caller's own key, which rests sealed", async () => {
  const externalId = "anna@example.com";
  const user = (await at.ask("POST", "/organization/user/new", { ...person(), externalId })).body.user;
  const { data } = (await at.ask("GET", `/organization/user?externalId=${externalId}`)).body;
  expect(data).toEqual([user]);
  const items = [{ sku: "TEA-1", name: "Чай", quantity: 1, price: 100 }];
  const order = { userId: user.id, items, currency: "RUB", externalId };
  const added = (await at.ask("POST", "/organization/order/add", order)).body.order;
  expect((await at.ask("GET", `/organization/order?externalId=${externalId}`)).body.data).toEqual([added]);
  const term = { unit: "day", count: 1 };
  const subscription = { userId: user.id, plan: "daily", term, externalId };
  const [first, again] = [
    await at.ask("POST", "/organization/subscription/new", subscription),
    await at.ask("POST", "/organization/subscription/new", subscription),
  ];
  expect([first.body.subscription.externalId, again.status]).toEqual([externalId, 200]);
  const { db } = at.deps;
  const stored = await Promise.all([
    db.selectFrom("operationUsers").selectAll().execute(),
    db.selectFrom("operationOrders").selectAll().execute(),
    db.selectFrom("operationSubscriptions").selectAll().execute(),
  ]);
  const bytes = stored.flat().flatMap((row) => Object.values(row));
  expect(bytes.some((value) => Buffer.isBuffer(value) && value.includes(externalId))).toBe(false);
  expect(JSON.stringify(stored)).not.toContain(externalId);
});

test("another project sees none of it", async () => {
  const { body } = await at.ask("POST", "/organization/user/new", person());
  const headers = { authorization: `Bearer ${at.tokens.stranger}` };
  const seen = await at.app.inject({ url: `/organization/user/${body.user.id}`, headers });
  expect(seen.statusCode).toBe(404);
});
