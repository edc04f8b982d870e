import { createHmac } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { inTransaction, unproven } from "../../db/index.ts";
import { greyPng } from "../../images/testing/images.ts";
import { decideReview } from "../../verification/index.ts";
import { photo, pinflOf, sampleCrossing, samplePerson, variant } from "./testing/people.ts";
import { startTestService, staticUrls, type TestProject, type TestService } from "./testing/service.ts";

const resident = { pinfl: samplePerson.person.pinfl, birthDate: "01.01.2000" };
const { document } = sampleCrossing;
const face = photo.toString("base64");

const operator = { kind: "operator", id: "bootstrap", name: "test" } as const;

let service: TestService;
let shop: TestProject;
let live: TestProject;
let count = 0;

beforeAll(async () => {
  service = await startTestService();
  shop = await service.project("test");
  live = await service.project("live");
  await service.people([variant(1), variant(2)]);
});

const start = (project: TestProject, transactionId = `direct-${++count}`, rest: object = {}) =>
  service.post("/start_direct", { ...project.credentials, transactionId, ...rest });

async function begin(project: TestProject): Promise<string> {
  return (await start(project)).data.attemptId;
}

const submit = (project: TestProject, attemptId: string, body: object = {}) =>
  service.post("/get_person_direct", {
    ...project.credentials,
    attemptId,
    ...resident,
    photo: face,
    ...body,
  });

const types = async (attemptId: string) => (await service.bodies(attemptId)).map((each) => each.type);

describe("start_direct", () => {
  test("returns a signature of session and transaction", async () => {
    const answer = await start(shop, "order 7", { lang: "en" });
    const { attemptId } = answer.data;
    const signature = createHmac("sha256", shop.credentials.secret)
      .update(`${attemptId}.order 7`)
      .digest("hex")
      .toUpperCase();
    expect(answer).toEqual({
      http: 200,
      statusCode: 200,
      type: "SUCCESS",
      message: "Success",
      data: { attemptId, signature, transactionId: "order 7" },
    });
  });

  test("gives the same session to the same transactionId for an hour", async () => {
    const before = service.clock.now;
    const first = await start(shop, "hourly");
    service.clock.now += 60 * 60_000 - 1;
    expect(await start(shop, "hourly")).toEqual(first);
    service.clock.now += 1;
    expect(await start(shop, "hourly")).toMatchObject({
      statusCode: 20202,
      data: { field: "transactionId" },
    });
    service.clock.now = before;
  });

  test("refuses the transactionId of a session on the page", async () => {
    const transactionId = "paged";
    await service.post("/start/second", { ...shop.credentials, ...resident, transactionId });
    expect((await start(shop, transactionId)).statusCode).toBe(20202);
  });
});

describe("a submission", () => {
  test("of a resident succeeds at once in a test project, and sends the person", async () => {
    const attemptId = await begin(shop);
    expect(await submit(shop, attemptId)).toMatchObject({ http: 200, data: { isSuccess: true } });
    const bodies = await service.bodies(attemptId);
    expect(bodies.map((each) => each.type)).toEqual(["check.person"]);
    expect(bodies[0]?.webhookUrl).toBe(staticUrls.PERSON_WEBHOOK_URL);
    expect(bodies[0]?.body.data.data.person).toMatchObject({ attemptId, pinfl: resident.pinfl });
  });

  test("of a foreigner succeeds at once in a test project, and sends the crossing", async () => {
    const attemptId = await begin(shop);
    const body = { ...shop.credentials, attemptId, document, photo: face };
    expect((await service.post("/get_foreign_direct", body)).data).toEqual({ isSuccess: true });
    expect(await types(attemptId)).toEqual(["check.foreign_person"]);
  });

  test("waits for a review in a live project, and is sent when that approves", async () => {
    const attemptId = await begin(live);
    const who = { pinfl: pinflOf(1) };
    expect((await submit(live, attemptId, who)).data).toEqual({ isSuccess: true, deferred: true });
    expect(await types(attemptId)).toEqual([]);
    const { db } = service.deps;
    const review = await db
      .selectFrom("reviews")
      .select("id")
      .where("sessionId", "=", unproven(attemptId))
      .where("state", "=", "open")
      .executeTakeFirstOrThrow();
    expect((await submit(live, attemptId, who)).data).toEqual({ isSuccess: true, deferred: true });
    const decided = await inTransaction(db, (tx) =>
      decideReview(service.deps.verification, tx, review.id, { decision: "approve" }, operator),
    );
    expect(decided.kind).toBe("decided");
    expect(await types(attemptId)).toEqual(["check.person"]);
  });

  test("repeated is a data call: sent again, and only for the same person", async () => {
    const attemptId = await begin(shop);
    await submit(shop, attemptId);
    expect((await submit(shop, attemptId)).data).toEqual({ isSuccess: true });
    expect((await submit(shop, attemptId, { pinfl: pinflOf(2) })).statusCode).toBe(10104);
    expect(await types(attemptId)).toEqual(["check.person"]);
    const asked = { ...shop.credentials, attemptId, ...resident };
    expect((await service.post("/get_passport", asked)).data).toEqual({ isSuccess: true });
    expect((await service.post("/get_photo", asked)).data).toEqual({ isSuccess: true });
    expect(await types(attemptId)).toEqual(["check.person", "check.passport", "check.photo"]);
  });

  test.each([
    ["no picture", { photo: undefined }, 10203],
    ["an empty picture", { photo: "" }, 10203],
    ["invalid base64", { photo: "%%%" }, 10203],
    ["text in base64", { photo: Buffer.from("no picture").toString("base64") }, 10203],
    ["half a picture", { photo: photo.subarray(0, 60).toString("base64") }, 10203],
    ["a picture that is a number", { photo: 7 }, 10203],
    ["an unknown PINFL", { pinfl: "98765432109876" }, 10104],
    ["another birth date", { birthDate: "02.01.2000" }, 10105],
    ["a PINFL that is none", { pinfl: "1" }, 10103],
    ["an unknown attempt", { attemptId: "3HQVkBm_zCZqKFbTWVrhf" }, 10302],
  ])("with %s is refused and can be made anew", async (_what, change, statusCode) => {
    const attemptId = await begin(shop);
    expect(await submit(shop, attemptId, change)).toMatchObject({ http: 400, statusCode });
    expect((await submit(shop, attemptId)).http).toBe(200);
  });

  test("of a picture too small for a face is refused in a live project", async () => {
    const attemptId = await begin(live);
    const small = { pinfl: pinflOf(2), photo: greyPng(10).toString("base64") };
    expect((await submit(live, attemptId, small)).statusCode).toBe(10203);
    expect((await submit(live, attemptId, { pinfl: pinflOf(2) })).http).toBe(200);
  });

  test("without a static address is refused", async () => {
    const bare = await service.project("test", {});
    expect(await submit(bare, await begin(bare))).toMatchObject({
      statusCode: 10102,
      data: { field: "PERSON_WEBHOOK_URL" },
    });
  });

  test("after the hour is refused", async () => {
    const attemptId = await begin(shop);
    const before = service.clock.now;
    service.clock.now += 60 * 60_000;
    expect((await submit(shop, attemptId)).statusCode).toBe(10101);
    service.clock.now = before;
  });

  test("to a session on the page is refused, as a data call before any submission is", async () => {
    const body = { ...shop.credentials, ...resident, transactionId: "page" };
    const { attemptId } = (await service.post("/start/second", body)).data;
    expect((await submit(shop, attemptId)).statusCode).toBe(10302);
    const direct = await begin(shop);
    expect((await service.post("/get_photo", { ...shop.credentials, attemptId: direct })).statusCode).toBe(
      10200,
    );
  });
});
