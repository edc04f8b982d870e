import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { unproven } from "../../db/index.ts";
import { newUser, startTreezorApi, type TreezorApi } from "./testing/service.ts";

let at: TreezorApi;
let userId: string;
beforeAll(async () => {
  at = await startTreezorApi();
  userId = (await at.call("POST", "/v1/users", { ...newUser, language: "en" })).body.users[0].userId;
});

const open = (path: string, body: object = {}) => at.call("POST", `/v1/users/${userId}/${path}`, body);

/** The requests of the applicant's page. */
async function step(url: string, path: string): Promise<void> {
  const { pathname, hash } = new URL(url);
  const headers = { "x-page-token": hash.slice(1) };
  const response = await at.api.app.inject({ method: "POST", url: `${pathname}${path}`, headers });
  expect(response.statusCode).toBe(200);
}

describe.each([
  ["kycliveness", null],
  ["qes", "CHECK_PENDING"],
  ["videoconference", "REVIEW_PENDING"],
])("%s", (path, waiting) => {
  test("opens a session of the user, in their language, and tells how it stands", async () => {
    const { status, body } = await open(path);
    expect(status).toBe(201);
    const { identificationId: id, identificationUrl: url } = body.identification;
    const state = async () => {
      const answer = await at.call("GET", `/v1/users/${userId}/${path}/${id}`);
      return answer.body.identification.status;
    };
    expect(await state()).toBe("INITIATED");
    await step(url, "/consent");
    expect(await state()).toBe("STARTED");
    if (waiting !== null) {
      await step(url, "/join");
      expect(await state()).toBe(waiting);
    }
    await step(url, "/abort");
    expect(await state()).toBe("ABORTED");
    const { body: all } = await at.call("GET", `/v1/users/${userId}/${path}`);
    expect(all.identifications).toMatchObject([{ identificationId: id, userId, status: "ABORTED" }]);
    const session = await at.api.deps.db
      .selectFrom("sessions")
      .select(["language", "origin"])
      .where("id", "=", unproven(new URL(url).pathname.slice("/s/".length)))
      .executeTakeFirst();
    expect(session).toEqual({ language: "en", origin: "treezor" });
  });

  test("an abandoned one reads aborted", async () => {
    const { identificationId: id } = (await open(path)).body.identification;
    at.api.clock.now += 30 * 60_000;
    const answer = await at.call("GET", `/v1/users/${userId}/${path}/${id}`);
    expect(answer.body.identification.status).toBe("ABORTED");
    at.api.clock.now -= 30 * 60_000;
  });

  test("another project, another user and another method find none of it", async () => {
    const { identificationId: id } = (await open(path)).body.identification;
    const other = (await at.call("POST", "/v1/users", newUser)).body.users[0].userId;
    const elsewhere = path === "qes" ? "kycliveness" : "qes";
    for (const [url, as] of [
      [`/v1/users/${userId}/${path}/${id}`, "stranger"],
      [`/v1/users/${other}/${path}/${id}`, "project"],
      [`/v1/users/${userId}/${elsewhere}/${id}`, "project"],
    ] as const) {
      expect((await at.call("GET", url, undefined, as)).status).toBe(404);
    }
    expect((await at.call("POST", `/v1/users/${userId}/${path}`, {}, "stranger")).status).toBe(404);
  });
});

test("the same access tag opens one session and returns the same link; another call may not use it", async () => {
  const count = async () =>
    (await at.call("GET", `/v1/users/${userId}/qes`)).body.identifications.length as number;
  const before = await count();
  const first = await open("qes", { accessTag: "once" });
  expect((await open("qes", { accessTag: "once" })).body).toEqual(first.body);
  expect(await count()).toBe(before + 1);
  const other = await open("videoconference", { accessTag: "once" });
  expect([other.status, other.body.errors[0]]).toEqual([
    400,
    expect.objectContaining({ errorCode: 40001, field: "accessTag" }),
  ]);
});

test("a session is not opened if its response can't be stored with the tag, so that a repetition opens one", async () => {
  const { db } = at.api.deps;
  const count = async () =>
    (await at.call("GET", `/v1/users/${userId}/qes`)).body.identifications.length as number;
  const before = await count();
  await sql`create function refuse_answers() returns trigger language plpgsql as $$ begin raise exception 'lost'; end $$`.execute(
    db,
  );
  await sql`create trigger refuse_answers before update on idempotency_keys for each row execute function refuse_answers()`.execute(
    db,
  );
  const failed = await open("qes", { accessTag: "fails" });
  await sql`drop trigger refuse_answers on idempotency_keys`.execute(db);
  expect([failed.status, await count()]).toEqual([500, before]);
  const opened = await open("qes", { accessTag: "fails" });
  expect([opened.status, await count()]).toEqual([201, before + 1]);
  expect((await open("qes", { accessTag: "fails" })).body).toEqual(opened.body);
});
