import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { makePinfl, type PersonRecordInput } from "@countersign/wire";
import { beforeAll, describe, expect, test } from "vitest";
import type { Db } from "../../../db/index.ts";
import { startTestApi, type TestApi } from "../../testing/api.ts";

let db: Db;
let http: TestApi;
beforeAll(async () => {
  http = await startTestApi();
  db = http.deps.db;
});

/** The n-th of a thousand invented people. */
function person(n: number, photo: string | null = null): PersonRecordInput {
  const nothing = { birthPlace: null, birthPlaceId: null, birthPlaceCbuId: null, birthCountry: null };
  return {
    person: {
      pinfl: makePinfl({ birthDate: "1990-05-14", sex: 1, area: 7, serial: n }),
      surname: "EMANZOROV",
      name: "SHARQIY",
      lastName: "YONGOQOVICH",
      document: `EM${String(n).padStart(7, "0")}`,
      sex: 1,
      passportGivePlace: "IIB",
      passportGivePlaceId: "1",
      passportDateBegin: "2020-01-01",
      passportDateEnd: "2030-01-01",
      passportType: null,
      passportTypeTitle: null,
      passportTypeId: null,
      passportTypeCbuId: null,
      birthDate: "1990-05-14",
      ...nothing,
      birthCountryId: null,
      birthCountryCbuId: null,
      liveStatus: true,
      nationality: null,
      nationalityId: null,
      nationalityCbuId: null,
      citizenship: null,
      citizenshipId: null,
      citizenshipCbuId: null,
    },
    registration: { permanentRegistration: null, temporaryRegistrations: null },
    photo,
  };
}
const crossing = {
  document: "DE0000001",
  reg_date: "2026-01-02",
  citizenship: "GERMANY",
  full_name: "LINDENBAUM POLARIS",
  birth_date: "1973-12-06",
};
const ndjson = (records: unknown[]) => records.map((record) => `${JSON.stringify(record)}\n`).join("");

async function call(
  method: "GET" | "POST" | "PATCH" | "DELETE",
  path: string,
  body?: unknown,
  headers: object = {},
) {
  const response = await http.app.inject({
    method,
    url: `/manage/v1/registry${path}`,
    headers: { authorization: `Bearer ${http.tokens.operator}`, ...headers },
    ...(body !== undefined && { payload: body as string | object }),
  });
  return { status: response.statusCode, body: response.body === "" ? null : response.json() };
}
const asNdjson = { "content-type": "application/x-ndjson" };
const audited = async (action: string) =>
  (await db.selectFrom("auditRecords").selectAll().where("action", "=", action).execute()).length;

describe("people", () => {
  test("are imported as an array or as NDJSON, and reported on", async () => {
    const array = await call("POST", "/people", [person(1), { person: {} }]);
    expect(array).toMatchObject({
      status: 200,
      body: { kind: "people", status: "finished", received: 2, kept: 1 },
    });
    expect(array.body.refusals[0]).toMatchObject({ index: 1, field: "person.pinfl", problem: "is required" });
    const lines = await call("POST", "/people?strict=true", `${ndjson([person(2)])}{broken\n`, asNdjson);
    expect(lines.body).toMatchObject({ kept: 1, refused: 1, refusals: [{ line: 2, field: "" }] });
    expect((await call("GET", `/imports/${lines.body.id}`)).body).toEqual(lines.body);
    expect((await call("GET", "/imports")).body.data.map((one: { id: string }) => one.id)).toContain(
      array.body.id,
    );
    expect((await call("GET", "/imports/imp_none")).status).toBe(404);
    expect((await call("POST", `/imports/${lines.body.id}/cancel`, {})).status).toBe(409);
    expect((await call("POST", "/imports/imp_none/cancel", {})).status).toBe(404);
  });

  test("of an import that an operator cancels are told so, and the audit log says who did it", async () => {
    async function* file() {
      yield Buffer.from(ndjson(Array.from({ length: 201 }, (_, n) => person(300 + n))));
      const newest = async () => (await call("GET", "/imports?limit=1")).body.data[0];
      await expect.poll(async () => (await newest()).kept, { timeout: 10_000 }).toBe(200);
      const running = await newest();
      const cancelled = await call("POST", `/imports/${running.id}/cancel`, {});
      expect(cancelled).toMatchObject({ status: 200, body: { status: "cancelled" } });
      yield Buffer.from(ndjson(Array.from({ length: 201 }, (_, n) => person(600 + n))));
    }
    http.clock.now += 1000; // the newest import is this one
    const ended = await call("POST", "/people", Readable.from(file()), asNdjson);
    expect(ended).toMatchObject({ status: 200, body: { status: "cancelled", kept: 200 } });
    expect(await audited("registry.import_cancel")).toBe(1);
  });

  test("bad bodies are the caller's mistake, never a 500", async () => {
    expect(
      (await call("POST", "/people", '{"person"', { "content-type": "application/json" })).body,
    ).toMatchObject({ kept: 0, refused: 1 });
    expect((await call("POST", "/people", "x", { "content-type": "text/csv" })).status).toBe(415);
    expect((await call("POST", "/people")).status).toBeLessThan(500);
    expect(
      (await call("POST", "/people?strict=maybe", "[]", { "content-type": "application/json" })).status,
    ).toBe(422);
    expect((await call("POST", "/people/lookup", { pinfl: "1" })).status).toBe(422);
    expect((await call("POST", "/people/lookup", "{", { "content-type": "application/json" })).status).toBe(
      400,
    );
  });

  test("are looked up, read and removed, and each look is written down", async () => {
    await call("POST", "/people", [person(3)]);
    const { pinfl, birthDate, document } = person(3).person;
    const looks = await audited("registry_person.look_up");
    const byPinfl = await call("POST", "/people/lookup", { pinfl, birthDate: "14.05.1990" });
    expect(byPinfl).toMatchObject({
      status: 200,
      body: { source: null, person: { pinfl, birthDate }, locked: false },
    });
    const byDocument = await call("POST", "/people/lookup", { document });
    expect(byDocument.body).toEqual(byPinfl.body);
    expect((await call("POST", "/people/lookup", { pinfl, birthDate: "1990-05-15" })).status).toBe(404);
    expect(await audited("registry_person.look_up")).toBe(looks + 3);
    const { id } = byPinfl.body;
    const views = await audited("registry_person.view");
    expect((await call("GET", `/people/${id}`)).body).toEqual(byPinfl.body);
    expect(await audited("registry_person.view")).toBe(views + 1);
    expect((await call("DELETE", `/people/${id}`)).status).toBe(204);
    expect((await call("DELETE", `/people/${id}`)).status).toBe(404);
    expect((await call("GET", `/people/${id}`)).status).toBe(404);
    const records = JSON.stringify(await db.selectFrom("auditRecords").selectAll().execute());
    for (const value of [pinfl, document, "EMANZOROV"]) {
      expect(records).not.toContain(value);
      expect(http.log.join("")).not.toContain(value);
    }
  });

  test("are listed page by page without their data", async () => {
    await call("POST", "/people", [person(4), person(5), person(6)]);
    const first = await call("GET", "/people?limit=2");
    expect(first.body.data.length).toBe(2);
    expect(JSON.stringify(first.body)).not.toContain("EMANZOROV");
    const second = await call("GET", `/people?limit=2&cursor=${first.body.nextCursor}`);
    expect(second.body.data[0].id < first.body.data[1].id).toBe(true);
  });

  test("are an operator's alone", async () => {
    for (const token of [http.tokens.reviewer, http.tokens.project]) {
      const headers = { authorization: `Bearer ${token}` };
      for (const path of ["/people", "/imports", "/crossings", "/sources"]) {
        expect((await call("GET", path, undefined, headers)).status, path).toBe(403);
      }
      expect((await call("POST", "/people", [person(1)], headers)).status).toBe(403);
    }
  });
});

test("crossings are imported, looked up, read and removed", async () => {
  expect(
    (await call("POST", "/crossings", [crossing, { ...crossing, reg_date: "2025-01-01" }])).body.kept,
  ).toBe(2);
  const found = await call("POST", "/crossings/lookup", { document: crossing.document });
  expect(found.body).toMatchObject({ ...crossing, photo: null, source: null });
  expect((await call("GET", `/crossings/${found.body.id}`)).body).toEqual(found.body);
  expect((await call("GET", "/crossings")).body.data.length).toBe(2);
  expect((await call("DELETE", `/crossings/${found.body.id}`)).status).toBe(204);
  const left = await call("POST", "/crossings/lookup", { document: crossing.document });
  expect(left.body.reg_date).toBe("2025-01-01");
  expect((await call("POST", "/crossings/lookup", { document: "NOBODY0001" })).status).toBe(404);
});

test("sources are added, changed, shown without their key, and removed", async () => {
  const settings = { name: "Civil", url: "https://93.184.215.14/registry", apiKey: "secret-key" };
  const created = await call("POST", "/sources", settings);
  expect(created).toMatchObject({
    status: 201,
    body: { name: "Civil", hasApiKey: true, timeoutMs: 3000, active: true },
  });
  const { id } = created.body;
  expect((await call("PATCH", `/sources/${id}`, { active: false, timeoutMs: 500 })).body).toMatchObject({
    active: false,
    timeoutMs: 500,
    hasApiKey: true,
  });
  const listed = await call("GET", "/sources");
  expect(listed.body.data.length).toBe(1);
  expect(JSON.stringify([created, listed])).not.toContain("secret-key");
  expect(await call("POST", "/sources", { ...settings, url: "https://127.0.0.1" })).toMatchObject({
    status: 422,
    body: { code: "address_refused" },
  });
  expect(await call("PATCH", `/sources/${id}`, { mapping: { people: { age: "a" } } })).toMatchObject({
    status: 422,
    body: { code: "invalid_request" },
  });
  expect((await call("PATCH", "/sources/src_none", { active: true })).status).toBe(404);
  expect((await call("POST", "/sources/src_none/test")).status).toBe(404);
  expect((await call("DELETE", `/sources/${id}`)).status).toBe(204);
  expect((await call("DELETE", `/sources/${id}`)).status).toBe(404);
});

describe("over a connection", () => {
  let port: number;
  beforeAll(async () => {
    await http.app.listen({ port: 0, host: "127.0.0.1" });
    port = (http.app.server.address() as AddressInfo).port;
    return async () => {
      http.app.server.closeAllConnections();
      await http.app.close();
    };
  });

  async function upload(
    body: AsyncIterable<Buffer>,
    headers: object,
    onLine: (line: string) => void = () => undefined,
  ): Promise<{ status: number | undefined; lines: string[] }> {
    const request = httpRequest({
      port,
      path: "/manage/v1/registry/people",
      method: "POST",
      headers: { authorization: `Bearer ${http.tokens.operator}`, ...headers },
    });
    Readable.from(body, { objectMode: false }).pipe(request);
    const [response] = (await once(request, "response")) as [IncomingMessage];
    const lines: string[] = [];
    for await (const line of createInterface({ input: response })) {
      lines.push(line);
      onLine(line);
    }
    return { status: response.statusCode, lines };
  }

  test("100 MB of NDJSON are read no faster than they are kept, with progress line by line", async () => {
    const records = 45;
    let [kept, furthest] = [0, 0];
    async function* file() {
      for (let n = 0; n < records; n++) {
        furthest = Math.max(furthest, n - kept);
        yield Buffer.from(`${JSON.stringify(person(100 + n, largePhoto))}\n`);
      }
    }
    const headers = { ...asNdjson, accept: "application/x-ndjson" };
    const answer = await upload(file(), headers, (line) => {
      kept = JSON.parse(line).kept ?? kept;
    });
    expect(answer.status).toBe(200);
    const lines = answer.lines.map((line) => JSON.parse(line));
    expect(lines[0]).toEqual({ id: expect.stringMatching(/^imp_/) });
    expect(lines[1]).toEqual({ received: expect.any(Number), kept: expect.any(Number), refused: 0 });
    expect(lines.at(-1)).toMatchObject({ status: "finished", received: records, kept: records, refused: 0 });
    expect(JSON.stringify(person(100, largePhoto)).length * records).toBeGreaterThan(100_000_000);
    // What was sent and is not stored yet fits into a batch and the buffers of two sockets.
    expect(furthest).toBeLessThan(15);
  });

  test("a long body that is not an array gets a response and is not cut off", async () => {
    async function* file() {
      for (let i = 0; i < 200; i++) yield Buffer.alloc(65_536, "x");
    }
    const answer = await upload(file(), { "content-type": "application/json" });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.lines[0] ?? "")).toMatchObject({ kept: 0, refused: 1 });
  });

  test("a connection that is lost leaves an interrupted import, with what came kept", async () => {
    http.clock.now += 1000; // the newest import is this one
    const request = httpRequest({
      port,
      path: "/manage/v1/registry/people",
      method: "POST",
      headers: { authorization: `Bearer ${http.tokens.operator}`, ...asNdjson },
    });
    request.on("error", () => undefined);
    request.write(ndjson(Array.from({ length: 250 }, (_, n) => person(300 + n))));
    const latest = async () => (await call("GET", "/imports?limit=1")).body.data[0];
    await expect.poll(latest).toMatchObject({ status: "running", kept: 200 });
    request.destroy();
    await expect.poll(latest).toMatchObject({ status: "interrupted", kept: 250 });
  });
});

/** A JPEG of 8 x 6 pixels and 1.7 MB: its one scan is long. */
const largePhoto = Buffer.concat([
  Buffer.from("ffd8ffc0000b080006000801011100ffda0008010100003f00", "hex"),
  Buffer.alloc(1_700_000, 0x55),
  Buffer.from("ffd9", "hex"),
]).toString("base64");
