import { treezorUserSchema } from "@countersign/wire";
import { beforeAll, expect, test } from "vitest";
import { inTransaction } from "../../db/index.ts";
import { decideReview, listReviews, openDueReviews } from "../../verification/index.ts";
import { newUser, startTreezorApi, type TreezorApi } from "./testing/service.ts";

let at: TreezorApi;
beforeAll(async () => {
  at = await startTreezorApi();
});

async function user(change: object = {}): Promise<string> {
  const answer = await at.call("POST", "/v1/users", { ...newUser, ...change });
  expect(answer.status).toBe(200);
  return answer.body.users[0].userId;
}

async function decide(userId: string, decision: object): Promise<void> {
  const { deps, own } = at.api;
  const reviews = await listReviews(deps, deps.db, {
    projectId: own.project.id,
    userId,
    state: "open",
    limit: 2,
  });
  expect(reviews).toHaveLength(1);
  const [review] = reviews;
  const result = await inTransaction(deps.db, (tx) =>
    decideReview(deps.verification, tx, review?.id ?? "", decision as never, at.operator),
  );
  expect(result.kind).toBe("decided");
}

const told = async (userId: string) =>
  (await at.events()).filter(({ subject }) => subject === userId).map(({ type }) => type);

test("a user has every field of Treezor's documentation in its order, as text, under a numeric id and the project's number", async () => {
  const { status, body } = await at.call("POST", "/v1/users", newUser);
  expect(status).toBe(200);
  const [made] = body.users;
  expect(Object.keys(made)).toEqual(Object.keys(treezorUserSchema.shape));
  expect(made.userId).toMatch(/^[0-9]{6,}$/);
  expect(made.clientId).toBe(String(at.api.own.project.clientId));
  expect(made).toMatchObject({ ...newUser, countryName: "France", kycLevel: "0", kycReview: "0" });
  expect(made).toMatchObject({ parentUserId: null, address1: "", legalShareCapital: "0" });
  expect(made.createdDate).toBe("2026-05-05 10:00:00");
  expect((await at.call("GET", `/v1/users/${made.userId}`)).body).toEqual(body);
});

test("the same access tag makes one user, also at once", async () => {
  const before = await count();
  const calls = await Promise.all([1, 2, 3].map(() => user({ accessTag: "order 66" })));
  expect(new Set(calls).size).toBe(1);
  expect(await count()).toBe(before + 1);
});

async function count(): Promise<number> {
  const { body } = await at.call("GET", "/v1/users?pageCount=200");
  return body.users.length;
}

test("users are found by id, tag and address, page by page; another project finds none of them", async () => {
  const id = await user({ email: "Findable@Example.com", userTag: "only me" });
  const find = async (query: string) =>
    (await at.call("GET", `/v1/users?${query}`)).body.users.map((one: { userId: string }) => one.userId);
  expect(await find(`userId=${id}`)).toEqual([id]);
  expect(await find("email=findable@example.com")).toEqual([id]);
  expect(await find("userTag=only%20me")).toEqual([id]);
  expect(await find("userTag=nobody")).toEqual([]);
  expect(await find("userId=abc")).toEqual([]);
  expect(await find("pageNumber=1&pageCount=1")).toHaveLength(1);
  expect(await find("pageNumber=1000&pageCount=1")).toEqual([]);
  expect((await at.call("GET", "/v1/users", undefined, "stranger")).body.users).toEqual([]);
  expect((await at.call("GET", `/v1/users/${id}`, undefined, "stranger")).status).toBe(404);
  expect((await at.call("PUT", `/v1/users/${id}`, { lastname: "X" }, "stranger")).status).toBe(404);
});

test("a change keeps what it does not name, and null clears", async () => {
  const id = await user({ city: "Paris", phone: "+33100000000" });
  const { body } = await at.call("PUT", `/v1/users/${id}`, {
    phone: null,
    city: "Lyon",
    email: "new@example.com",
  });
  expect(body.users[0]).toMatchObject({
    firstname: "Alex",
    city: "Lyon",
    phone: "",
    email: "new@example.com",
  });
  expect((await at.call("GET", "/v1/users?email=new@example.com")).body.users).toHaveLength(1);
});

test("a field that the event could not carry is refused by name", async () => {
  const wrong = await at.call("POST", "/v1/users", { ...newUser, birthday: "6 May" });
  expect(wrong.status).toBe(400);
  expect(wrong.body.errors[0]).toMatchObject({ errorCode: 40001, field: "birthday" });
  const kept = await at.call("POST", "/v1/users", { ...newUser, kycLevel: "3" });
  expect(kept.body.errors[0]).toMatchObject({ errorCode: 40001, field: "kycLevel" });
});

test("a review requested with one tag opens one review, and causes both events", async () => {
  const id = await user();
  const request = (body?: object) => at.call("PUT", `/v1/users/${id}/Kycreview`, body);
  const first = await request({ accessTag: "a" });
  expect(first.body.users[0]).toMatchObject({ userId: id, kycLevel: "0", kycReview: "1" });
  expect((await request({ accessTag: "a" })).body).toEqual(first.body);
  expect(await told(id)).toEqual(["review.requested", "user.kycrequest", "kycreview.request"]);
  const other = await request();
  expect([other.status, other.body.errors[0].errorCode]).toEqual([409, 40901]);

  await decide(id, { decision: "approve", kycLevel: 2, comment: "all good", nextReviewDate: "2027-05-05" });
  const { body } = await at.call("GET", `/v1/users/${id}`);
  expect(body.users[0]).toMatchObject({ kycLevel: "2", kycReview: "2", kycReviewComment: "all good" });
  expect((await told(id)).slice(3)).toEqual(["user.kycreview", "kycreview.result"]);
  expect((await request({ accessTag: "a" })).body.users[0].kycReview).toBe("2");
  expect((await told(id)).length).toBe(5);
});

test("that service's own call, with no body though it says JSON, is taken", async () => {
  const id = await user();
  const { status } = await at.send("PUT", `/v1/users/${id}/Kycreview`, "", "application/json");
  expect(status).toBe(200);
});

test("a refusal shows in level and review, with Treezor's sentence if there is no comment", async () => {
  const id = await user();
  await at.call("PUT", `/v1/users/${id}/Kycreview`);
  await decide(id, { decision: "refuse", reasons: ["suspected_fraud"] });
  const { body } = await at.call("GET", `/v1/users/${id}`);
  expect(body.users[0]).toMatchObject({ kycLevel: "4", kycReview: "3" });
  expect(body.users[0].kycReviewComment).toBe("05-05-2026 - 10:00:00Level : REFUSED et Review : REFUSED");
  const again = await at.call("PUT", `/v1/users/${id}/Kycreview`);
  expect(again.body.users[0]).toMatchObject({ kycLevel: "0", kycReview: "1", kycReviewComment: "" });
});

test("on the date of the next review it opens automatically, once, and causes an event", async () => {
  const id = await user();
  await at.call("PUT", `/v1/users/${id}/Kycreview`);
  await decide(id, { decision: "approve", kycLevel: 3, nextReviewDate: "2026-06-01" });
  const { clock, deps } = at.api;
  const now = clock.now;
  clock.now = Date.UTC(2026, 5, 2);
  expect(await openDueReviews(deps.verification, deps.db)).toMatchObject({ opened: 1, failed: [] });
  expect(await openDueReviews(deps.verification, deps.db)).toMatchObject({ opened: 0 });
  expect((await told(id)).slice(5)).toEqual(["review.requested", "kycreview.request"]);
  const { body } = await at.call("GET", `/v1/users/${id}`);
  expect(body.users[0]).toMatchObject({ kycLevel: "3", kycReview: "7" });
  clock.now = now;
});

test("no data of a user is stored in clear text, and none is left once they are erased", async () => {
  const id = await user({ lastname: "Conspicuous", email: "conspicuous@example.com" });
  const { db } = at.api.deps;
  const row = await db.selectFrom("users").selectAll().where("id", "=", Number(id)).executeTakeFirstOrThrow();
  const bytes = Object.values(row).map((value) =>
    Buffer.isBuffer(value) ? value.toString("latin1") : value,
  );
  expect(JSON.stringify(bytes).toLowerCase()).not.toContain("conspicuous");
  await at.call("POST", `/v1/users/${id}/qes`);
  await at.call("PUT", `/v1/users/${id}/Kycreview`);
  const redacted = await at.api.call("operator", "POST", `/users/${id}/redact`);
  expect(redacted).toMatchObject({ status: 200, body: { id, documents: 0, sessions: 1 } });
  const left = await db
    .selectFrom("users")
    .selectAll()
    .where("id", "=", Number(id))
    .executeTakeFirstOrThrow();
  expect([left.fieldsSealed, left.emailIndex, left.userTagIndex]).toEqual([null, null, null]);
  expect((await at.call("GET", `/v1/users/${id}`)).status).toBe(404);
  expect((await at.call("GET", `/v1/users?userId=${id}`)).body.users).toEqual([]);
  expect((await at.call("PUT", `/v1/users/${id}/Kycreview`)).status).toBe(404);
});

test("a frozen user is told as such and takes part in nothing until unfrozen; a cancelled one never again", async () => {
  const id = await user();
  const stand = (body: object) => at.api.call("operator", "PUT", `/users/${id}/standing`, body);
  const shown = async () => (await at.call("GET", `/v1/users/${id}`)).body.users[0];
  expect(await shown()).toMatchObject({ userStatus: "VALIDATED", isFreezed: "0", codeStatus: "110009" });

  expect((await stand({ frozen: true })).body).toMatchObject({ id, frozen: true, cancelled: false });
  expect(await shown()).toMatchObject({ userStatus: "VALIDATED", isFreezed: "1", codeStatus: "110010" });
  const document = { userId: id, documentTypeId: "9", name: "id", fileContentBase64: "JVBERi0xLjQK" };
  for (const [method, path, body] of [
    ["PUT", `/v1/users/${id}/Kycreview`, {}],
    ["POST", `/v1/users/${id}/qes`, {}],
  ] as const) {
    const { status, body: refused } = await at.call(method, path, body);
    expect([status, refused.errors[0].errorCode]).toEqual([409, 40907]);
  }
  expect((await at.call("POST", "/v1/documents", document)).status).not.toBe(200);

  await stand({ frozen: false });
  expect((await at.call("POST", `/v1/users/${id}/qes`, {})).status).toBe(201);
  await stand({ cancelled: true });
  expect(await shown()).toMatchObject({ userStatus: "CANCELED", isFreezed: "0", codeStatus: "110011" });
  expect((await at.call("PUT", `/v1/users/${id}/Kycreview`, {})).body.errors[0].errorCode).toBe(40907);
  const { status } = await at.api.call("stranger", "PUT", `/users/${id}/standing`, { frozen: true });
  expect(status).toBe(403);
});
