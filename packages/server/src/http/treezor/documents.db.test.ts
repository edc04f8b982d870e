import { treezorDocumentSchema } from "@countersign/wire";
import { beforeAll, describe, expect, test } from "vitest";
import { inTransaction } from "../../db/index.ts";
import { decideDocumentsOf } from "../../documents/index.ts";
import { pdfForTest } from "../../documents/testing/documents.ts";
import { greyPng } from "../../images/testing/images.ts";
import { newUser, startTreezorApi, type TreezorApi } from "./testing/service.ts";

let at: TreezorApi;
let userId: string;
let marks = 0;
beforeAll(async () => {
  at = await startTreezorApi();
  userId = (await at.call("POST", "/v1/users", newUser)).body.users[0].userId;
});

/** A file that no other test has sent. */
const file = () => pdfForTest(`file ${++marks}`);
const sent = (bytes: Buffer, change: object = {}) => ({
  userId,
  documentTypeId: 17,
  name: "Merged_Passport.pdf",
  fileContentBase64: bytes.toString("base64"),
  ...change,
});
const add = (bytes: Buffer, change: object = {}) => at.call("POST", "/v1/documents", sent(bytes, change));
const told = async (id: string) =>
  (await at.events()).filter(({ subject }) => subject === id).map(({ type }) => type);

function form(fields: Record<string, string>, content: Buffer | null, partName = "file"): [Buffer, string] {
  const boundary = "----of-a-test";
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="${partName}"; filename="x.exe"\r\ncontent-type: application/x-msdownload\r\n\r\n`;
  const body = [
    Buffer.from(parts.join("")),
    ...(content === null ? [] : [Buffer.from(head), content, Buffer.from("\r\n")]),
    Buffer.from(`--${boundary}--\r\n`),
  ];
  return [Buffer.concat(body), `multipart/form-data; boundary=${boundary}`];
}

test("a document has every field of Treezor's documentation in its order and causes an event", async () => {
  const { status, body } = await add(file(), { documentTag: "LP'6C7`VGnRE" });
  expect(status).toBe(200);
  const [made] = body.documents;
  expect(Object.keys(made)).toEqual(Object.keys(treezorDocumentSchema.shape));
  expect(made).toMatchObject({
    userId,
    documentTag: "LP'6C7`VGnRE",
    userFirstname: "Alex",
    documentStatus: "PENDING",
    documentTypeId: "17",
    documentType: "PASSPORT",
    fileName: `${made.documentId}.pdf`,
    modifiedDate: "0000-00-00 00:00:00",
    codeStatus: "600003",
    residenceId: "0",
  });
  expect(await told(made.documentId)).toEqual(["document.create"]);
  expect((await at.call("GET", `/v1/documents/${made.documentId}`)).body).toEqual(body);
});

test("multipart says the same; what the sender calls the file plays no part", async () => {
  const picture = greyPng(50 + ++marks);
  const fields = { userId, documentTypeId: "9", name: "id card", residenceId: "77" };
  const { status, body } = await at.send("POST", "/v1/documents", ...form(fields, picture));
  expect(status).toBe(200);
  const [made] = body.documents;
  expect(made).toMatchObject({ documentType: "IDENTITY_CARD", residenceId: "77" });
  expect(made.fileName).toBe(`${made.documentId}.png`);
  const download = await at.call("GET", `/v1/documents/${made.documentId}/download`);
  expect(download.raw.equals(picture)).toBe(true);
  expect(download.headers["content-type"]).toBe("image/png");
});

test("a file is downloaded as it came; that cancels nothing and is written down", async () => {
  const bytes = file();
  const { documentId: id } = (await add(bytes)).body.documents[0];
  const download = await at.call("GET", `/v1/documents/${id}/download`);
  expect(download.status).toBe(200);
  expect(download.raw.equals(bytes)).toBe(true);
  expect(download.headers["content-disposition"]).toBe(`attachment; filename="${id}.pdf"`);
  expect((await at.call("GET", `/v1/documents/${id}`)).body.documents[0].documentStatus).toBe("PENDING");
  expect(await told(id)).toEqual(["document.create"]);
  const records = await at.api.deps.db
    .selectFrom("auditRecords")
    .select("target")
    .where("action", "=", "document.download")
    .where("target", "=", id)
    .execute();
  expect(records).toHaveLength(1);
  expect((await at.call("DELETE", `/v1/documents/${id}/download`)).status).toBe(405);
});

test("changes and the cancellation cause events; after that nothing can be changed", async () => {
  const { documentId: id } = (await add(file())).body.documents[0];
  at.api.clock.now += 60_000;
  const changed = await at.call("PUT", `/v1/documents/${id}`, { name: "statutes.pdf", documentTypeId: "23" });
  expect(changed.body.documents[0]).toMatchObject({
    name: "statutes.pdf",
    documentType: "LEGAL_STATUS",
    modifiedDate: expect.stringMatching(/^2026-05-05 /),
  });
  const cancelled = await at.call("DELETE", `/v1/documents/${id}`);
  expect(cancelled.body.documents[0]).toMatchObject({ documentStatus: "CANCELED", codeStatus: "600004" });
  for (const answer of [
    await at.call("DELETE", `/v1/documents/${id}`),
    await at.call("PUT", `/v1/documents/${id}`, { name: "x" }),
  ]) {
    expect([answer.status, answer.body.errors[0].errorCode]).toEqual([409, 40902]);
  }
  expect(await told(id)).toEqual(["document.create", "document.update", "document.cancel"]);
  const sequences = (await at.events()).filter(({ subject }) => subject === id);
  expect(sequences.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
});

test.each([
  ["empty", Buffer.alloc(0), 400, 40003],
  ["damaged", pdfForTest().subarray(0, 80), 400, 40003],
  ["a program", Buffer.from("MZ this is no document"), 415, 41501],
  ["a page that calls itself a PDF file", Buffer.from("<html>%PDF-1.4 %%EOF</html>"), 415, 41501],
  ["too large", Buffer.concat([pdfForTest(), Buffer.alloc(100_001)]), 413, 41301],
])("a file that is %s is refused, as JSON and as multipart", async (_what, bytes, status, code) => {
  const fields = { userId, documentTypeId: "17", name: "x" };
  for (const answer of [await add(bytes), await at.send("POST", "/v1/documents", ...form(fields, bytes))]) {
    expect([answer.status, answer.body.errors[0].errorCode]).toEqual([status, code]);
  }
});

test("anything but base64, a form or a file is refused", async () => {
  const fields = { userId, documentTypeId: "17", name: "x" };
  const [whole, type] = form(fields, file());
  const cases: [Promise<{ status: number; body: { errors: { errorCode: number }[] } }>, number][] = [
    [add(file(), { fileContentBase64: "*not base64*" }), 40003],
    [at.send("POST", "/v1/documents", ...form(fields, null)), 40003],
    [at.send("POST", "/v1/documents", ...form({ ...fields, name: "x".repeat(9000) }, file())), 40001],
    [at.send("POST", "/v1/documents", ...form(fields, file(), "attachment")), 40001],
    [at.send("POST", "/v1/documents", whole.subarray(0, -40), type), 40002],
    [at.send("POST", "/v1/documents", "nothing of the kind", type), 40002],
    [at.send("POST", "/v1/documents", "x", "multipart/form-data"), 40002],
    [at.send("POST", "/v1/documents", "x", "text/plain"), 41502],
    [add(file(), { documentTypeId: "3" }), 40001],
    [add(file(), { userId: "1" }), 40402],
  ];
  for (const [answer, code] of cases) expect((await answer).body.errors[0]?.errorCode).toBe(code);
});

test("a user has a file once; the same access tag gives the first document again", async () => {
  const bytes = file();
  const first = await add(bytes, { accessTag: "upload 1" });
  expect((await add(bytes, { accessTag: "upload 1" })).body).toEqual(first.body);
  const double = await add(bytes);
  expect([double.status, double.body.errors[0].errorCode]).toEqual([409, 40903]);
  const other = (await at.call("POST", "/v1/users", newUser)).body.users[0].userId;
  expect((await add(bytes, { userId: other })).status).toBe(200);
  await at.call("DELETE", `/v1/documents/${first.body.documents[0].documentId}`);
  expect((await add(bytes)).status).toBe(200);
});

test("documents are found by user, type and id; another project finds none", async () => {
  const owner = (await at.call("POST", "/v1/users", newUser)).body.users[0].userId;
  const made = (await add(file(), { userId: owner, documentTypeId: "21" })).body.documents[0];
  await add(file(), { userId: owner, documentTypeId: "22" });
  const find = async (query: string, as?: "stranger") =>
    (await at.call("GET", `/v1/documents?${query}`, undefined, as)).body.documents.length;
  expect(await find(`userId=${owner}`)).toBe(2);
  expect(await find(`userId=${owner}&documentTypeId=21`)).toBe(1);
  expect(await find(`documentId=${made.documentId}`)).toBe(1);
  expect(await find(`userId=${owner}&pageCount=1&pageNumber=2`)).toBe(1);
  expect(await find("userId=x")).toBe(0);
  expect(await find(`userId=${owner}`, "stranger")).toBe(0);
  for (const [method, path] of [
    ["GET", ""],
    ["GET", "/download"],
    ["DELETE", ""],
  ] as const) {
    const answer = await at.call(method, `/v1/documents/${made.documentId}${path}`, undefined, "stranger");
    expect([answer.status, answer.body.errors[0].errorCode]).toEqual([404, 40403]);
  }
});

test("a file rests sealed, and is gone with its user", async () => {
  const owner = (await at.call("POST", "/v1/users", newUser)).body.users[0].userId;
  const bytes = file();
  const { documentId: id } = (await add(bytes, { userId: owner, name: "conspicuous.pdf" })).body.documents[0];
  const { db } = at.api.deps;
  const row = await db
    .selectFrom("documents")
    .selectAll()
    .where("id", "=", Number(id))
    .executeTakeFirstOrThrow();
  expect(row.contentSealed?.includes("%PDF")).toBe(false);
  expect(row.fieldsSealed?.includes("conspicuous")).toBe(false);
  const redacted = await at.api.call("operator", "POST", `/users/${owner}/redact`);
  expect(redacted).toMatchObject({ status: 200, body: { documents: 1 } });
  const left = await db
    .selectFrom("documents")
    .select(["contentSealed", "fieldsSealed"])
    .where("id", "=", Number(id))
    .executeTakeFirst();
  expect(left).toEqual({ contentSealed: null, fieldsSealed: null });
  expect((await at.call("GET", `/v1/documents/${id}/download`)).status).toBe(404);
  expect((await at.call("GET", `/v1/documents?userId=${owner}`)).body.documents).toEqual([]);
});

describe("a document", () => {
  const decide = (id: string, body: object) =>
    at.api.call("reviewer", "POST", `/documents/${id}/decision`, body);

  test.each([
    ["approved", "VALIDATED", "600001"],
    ["refused", "REFUSED", "600002"],
  ])("that is %s by itself is %s, which is told once", async (decision, documentStatus, codeStatus) => {
    const { documentId: id } = (await add(file())).body.documents[0];
    const remark = "seen at the desk";
    expect(await decide(id, { decision, comment: remark })).toMatchObject({
      status: 200,
      body: { id, status: documentStatus },
    });
    const { body } = await at.call("GET", `/v1/documents/${id}`);
    expect(body.documents[0]).toMatchObject({ documentStatus, codeStatus, informationStatus: remark });
    expect(await told(id)).toEqual(["document.create", "document.update"]);
    expect(await decide(id, { decision })).toMatchObject({ status: 409, body: { code: "already_decided" } });
  });

  test("that is to be pre-reviewed is told once it is admitted, and never if it is not", async () => {
    const pre = async () => (await add(file(), { preReview: true })).body.documents[0];
    const [admitted, kept] = [await pre(), await pre()];
    for (const { documentId: id, informationStatus } of [admitted, kept]) {
      expect(informationStatus).toBe("PRE_REVIEW");
      expect(await told(id)).toEqual([]);
    }
    await decide(admitted.documentId, { decision: "approved" });
    await decide(kept.documentId, { decision: "refused" });
    expect(await told(admitted.documentId)).toEqual(["document.create"]);
    expect(await told(kept.documentId)).toEqual([]);
    const status = async (id: string) =>
      (await at.call("GET", `/v1/documents/${id}`)).body.documents[0].documentStatus;
    expect([await status(admitted.documentId), await status(kept.documentId)]).toEqual([
      "PENDING",
      "REFUSED",
    ]);
  });

  test.each([
    ["approved", "VALIDATED"],
    ["refused", "REFUSED"],
  ] as const)("that nobody judged is decided with its user: %s", async (decision, status) => {
    const { deps, own } = at.api;
    const made = (await at.call("POST", "/v1/users", newUser)).body.users[0];
    const mine = async () => (await add(file(), { userId: made.userId })).body.documents[0].documentId;
    const [judged, open, cancelled] = [await mine(), await mine(), await mine()];
    await decide(judged, { decision: decision === "approved" ? "refused" : "approved" });
    await at.call("DELETE", `/v1/documents/${cancelled}`);
    await inTransaction(deps.db, (tx) =>
      decideDocumentsOf(deps, tx, own.project.id, { userId: made.userId }, decision),
    );
    const { body } = await at.call("GET", `/v1/documents?userId=${made.userId}`);
    expect(
      body.documents.map(({ documentId, documentStatus }: Record<string, string>) => [
        documentId,
        documentStatus,
      ]),
    ).toEqual([
      [judged, status === "VALIDATED" ? "REFUSED" : "VALIDATED"],
      [open, status],
      [cancelled, "CANCELED"],
    ]);
    expect(await told(open)).toEqual(["document.create", "document.update"]);
    expect(await told(cancelled)).toEqual(["document.create", "document.cancel"]);
  });
});
