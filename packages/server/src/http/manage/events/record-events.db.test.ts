import { catalog } from "@countersign/wire";
import fc from "fast-check";
import { sql } from "kysely";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../testing/api.ts";

let api: TestApi;
let projectId: string;
beforeAll(async () => {
  api = await startTestApi();
  projectId = api.own.project.id;
});
beforeEach(async () => {
  await api.deps.db.deleteFrom("events").execute();
});

const payload = catalog["check.outcome"].example;
const event = (more: object = {}) => ({ type: "check.outcome", subject: "session-1", payload, ...more });
const post = (
  body: object,
  key?: string,
  caller: "operator" | "project" | "stranger" | "reviewer" = "project",
) => api.call(caller, "POST", "/events", body, key === undefined ? {} : { "idempotency-key": key });
const batch = (events: object[], key?: string) =>
  api.call(
    "project",
    "POST",
    "/events/batch",
    { projectId, events },
    {
      ...(key !== undefined && { "idempotency-key": key }),
    },
  );
const recorded = async () =>
  (await api.deps.db.selectFrom("events").select("id").orderBy("id").execute()).map((row) => row.id);

test("an event is durable once it is answered, and reads as it was given", async () => {
  const answer = await post({ projectId, ...event() });
  expect([answer.status, Object.keys(answer.body)]).toEqual([202, ["id"]]);
  expect(await recorded()).toEqual([answer.body.id]);
  const read = await api.call("operator", "GET", `/events/${answer.body.id}`);
  expect(read.body).toMatchObject({ projectId, type: "check.outcome", subject: "session-1", payload });
});

test("events are found by several types and subjects, and by when they were recorded", async () => {
  const failed = { type: "kyc.failed", payload: catalog["kyc.failed"].example };
  await batch([event(), event({ subject: "session-2" }), { ...failed, subject: "session-3" }]);
  const start = new Date(api.clock.now).toISOString();
  api.clock.now += 1000;
  const later = new Date(api.clock.now).toISOString();
  await batch([event({ subject: "session-4" })]);
  const found = async (query: string) =>
    (await api.call("project", "GET", `/events?${query}`)).body.data.map(
      ({ subject }: { subject: string }) => subject,
    );
  expect(await found("subject=session-1&subject=session-2")).toEqual(["session-2", "session-1"]);
  expect(await found("type=kyc.failed")).toEqual(["session-3"]);
  expect(await found("type=kyc.failed&type=check.outcome&subject=session-3")).toEqual(["session-3"]);
  expect(await found(`createdAtFrom=${later}`)).toEqual(["session-4"]);
  expect(await found(`createdAtFrom=${start}&createdAtTo=${later}`)).toHaveLength(3);
  const [newest] = (await api.call("operator", "GET", "/events?limit=1")).body.data;
  expect(await found(`id=${newest.id}&id=evt_none`)).toEqual(["session-4"]);
  expect(await found("id=evt_none")).toEqual([]);
  const pages: string[] = [];
  let cursor = "";
  do {
    const { body } = await api.call("operator", "GET", `/events?limit=2&type=check.outcome${cursor}`);
    pages.push(...body.data.map(({ subject }: { subject: string }) => subject));
    cursor = body.nextCursor === null ? "" : `&cursor=${body.nextCursor}`;
  } while (cursor !== "");
  expect(pages).toEqual(["session-4", "session-2", "session-1"]);
  const backwards = await api.call("project", "GET", `/events?createdAtFrom=${later}&createdAtTo=${start}`);
  expect([backwards.status, backwards.body.errors[0].field]).toEqual([422, "createdAtTo"]);
});

test("a batch is recorded in its order", async () => {
  const { status, body } = await batch([event(), event({ subject: "session-2" }), event()]);
  expect(status).toBe(202);
  expect(await recorded()).toEqual(body.ids);
  expect(body.ids).toEqual([...body.ids].sort());
});

test("a wrong payload is named by its field, and nothing is recorded", async () => {
  const wrong = event({ payload: { ...payload, hash: "secret-value", extra: 1 } });
  const single = await post({ projectId, ...wrong });
  expect([single.status, single.body.code]).toEqual([422, "invalid_request"]);
  const fields = (answer: { body: { errors: { field: string }[] } }) =>
    answer.body.errors.map(({ field }) => field).sort();
  expect(fields(single)).toEqual(["payload.extra", "payload.hash"]);
  expect(JSON.stringify(single.body)).not.toContain("secret-value");
  const many = await batch([event(), event(), wrong]);
  expect([many.status, fields(many)]).toEqual([422, ["events.2.payload.extra", "events.2.payload.hash"]]);
  expect(await recorded()).toEqual([]);
});

test.each([
  ["an unknown type", { ...event({ type: "no.such" }) }, "type"],
  ["no payload", { type: "check.outcome" }, "payload"],
  ["a subject of two lines", event({ subject: "a\u0000b" }), "subject"],
  ["an unknown field", event({ url: "https://elsewhere.example" }), "url"],
  ["a person's data, which only a session may send", event({ type: "check.person" }), "type"],
])("%s is refused by name", async (_name, body, field) => {
  const answer = await post({ projectId, ...body });
  expect([answer.status, answer.body.errors?.[0]?.field]).toEqual([422, field]);
  const inBatch = await batch([event(), body]);
  expect([inBatch.status, inBatch.body.errors?.[0]?.field]).toEqual([422, `events.1.${field}`]);
});

test("a batch has 1 to 1,000 events", async () => {
  expect((await batch([])).status).toBe(422);
  expect((await batch(Array.from({ length: 1001 }, () => event()))).status).toBe(422);
  const full = await batch(Array.from({ length: 1000 }, () => event()));
  expect([full.status, new Set(full.body.ids).size]).toEqual([202, 1000]);
});

test("a project's key records for its own project alone, an operator for any", async () => {
  for (const [caller, status] of [
    ["stranger", 422],
    ["reviewer", 403],
    ["operator", 202],
  ] as const) {
    expect((await post({ projectId, ...event() }, undefined, caller)).status).toBe(status);
  }
  expect((await post({ projectId: "registry", ...event() }, undefined, "operator")).status).toBe(422);
});

test("the same key counts once, and gives the same answer again", async () => {
  const first = await post({ projectId, ...event() }, "once");
  const again = await post({ projectId, ...event() }, "once");
  expect([again.status, again.body, again.headers["idempotent-replayed"]]).toEqual([202, first.body, "true"]);
  expect((await post({ projectId, ...event({ subject: "other" }) }, "once")).body.code).toBe(
    "idempotency_conflict",
  );
  expect((await batch([event()], "once")).body.code).toBe("idempotency_conflict");
  expect((await post({ projectId, ...event() }, "a b")).status).toBe(422);
  expect(await recorded()).toHaveLength(1);
  api.clock.now += 24 * 60 * 60 * 1000;
  expect((await post({ projectId, ...event() }, "once")).body.id).not.toBe(first.body.id);
});

test("a refused request leaves its key free", async () => {
  expect((await post({ projectId, ...event({ payload: {} }) }, "mended")).status).toBe(422);
  expect((await post({ projectId, ...event() }, "mended")).status).toBe(202);
});

test("however requests with keys race, each key counts once", async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom("a", "b", "c"), { minLength: 2, maxLength: 12 }),
      async (keys) => {
        await api.deps.db.deleteFrom("events").execute();
        run++;
        const answers = await Promise.all(
          keys.map((key) => post({ projectId, ...event({ subject: key }) }, `${run}-${key}`)),
        );
        const ids = new Map<string, string>();
        for (const [place, { status, body }] of answers.entries()) {
          if (status === 409) {
            expect(body.code).toBe("idempotency_in_progress");
            continue;
          }
          expect(status).toBe(202);
          const key = keys[place] ?? "";
          expect(ids.get(key) ?? body.id).toBe(body.id);
          ids.set(key, body.id);
        }
        expect(await recorded()).toEqual([...ids.values()].sort());
        expect(ids.size).toBe(new Set(keys).size);
      },
    ),
    { numRuns: 20 },
  );
});

test("callers that come together share commits", async () => {
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, n) => post({ projectId, ...event({ subject: `s-${n}` }) })),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(100).fill(202));
  expect(await recorded()).toEqual(answers.map(({ body }) => body.id).sort());
  expect(await commits()).toBeLessThan(100);
});

async function commits(): Promise<number> {
  const { rows } = await sql<{ xmin: string }>`select distinct xmin::text from events`.execute(api.deps.db);
  return rows.length;
}
