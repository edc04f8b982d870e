import { randomBytes } from "node:crypto";
import { PDF } from "@libpdf/core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { bootstrapActor, listAudit } from "../../access/index.ts";
import { inTransaction } from "../../db/index.ts";
import { importKey } from "../../e-signing/certificate/import-key.ts";
import { makeTestCertificate } from "../../e-signing/certificate/test-certificate.ts";
import type { CodeMessage } from "../../e-signing/codes/codes.ts";
import type { Signer } from "../../e-signing/index.ts";
import { pdfForTest } from "../../e-signing/testing/pdfs.ts";
import { signatureOf } from "../../e-signing/testing/signed-pdf.ts";
import { createProject } from "../../projects/index.ts";
import { startTestApi, type TestApi } from "../testing/api.ts";

let api: TestApi;
let contract: Buffer;
let another: Buffer;
/** Where codes of live projects go, and what arrived there. */
let sent: CodeMessage[];
let gatewayTakes: boolean;
beforeAll(async () => {
  api = await startTestApi();
  contract = await pdfForTest({ pages: 2 });
  another = await pdfForTest({ pages: 3 });
});
afterAll(() => api.deps.eSigning.reader.close());
beforeEach(() => {
  sent = [];
  gatewayTakes = true;
  api.clock.now += 60_000;
});

const documentOf = (pdf: Buffer, more: object = {}) => ({
  name: "Agreement.pdf",
  contentBase64: pdf.toString("base64"),
  ...more,
});

/** A session with a document, and its page's calls. */
async function start(document: object = documentOf(contract), projectId: string = api.own.project.id) {
  const body = { projectId, method: "qes", language: "en", document };
  const answer = await api.call("operator", "POST", "/sessions", body);
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  const { id, url } = answer.body;
  const call = async (method: "GET" | "POST", path: string, payload?: object) => {
    const response = await api.app.inject({
      method,
      url: `/s/${id}/${path}`,
      headers: { "x-page-token": new URL(url).hash.slice(1) },
      ...(payload && { payload }),
    });
    const isPdf = response.headers["content-type"] === "application/pdf";
    return {
      ...(isPdf ? { pdf: response.rawPayload } : response.json()),
      http: response.statusCode,
      headers: response.headers,
    };
  };
  const text = { version: "2026-11", language: "en" };
  const page = {
    id,
    state: () => call("GET", "state"),
    read: () => call("GET", "document"),
    copy: () => call("GET", "document/signed"),
    agree: (sha256: string) => call("POST", "document/agree", { sha256, text }),
    resend: () => call("POST", "document/code", {}),
    sign: (code: string) => call("POST", "document/sign", { code }),
    join: () => call("POST", "join", {}),
    retry: () => call("POST", "retry", {}),
  };
  await call("POST", "consent", {});
  return page;
}

/** Agrees to the document as the page shows it; resolves to the code. */
async function agreed(page: Awaited<ReturnType<typeof start>>): Promise<string> {
  const { signing } = await page.state();
  const state = await page.agree(signing.sha256);
  expect(state.http).toBe(200);
  return state.signing.code.shown ?? sent.at(-1)?.code;
}

const other = (code: string) => (code === "000000" ? "000001" : "000000");

describe("a document in a test project", () => {
  test("is read, agreed to, signed with the code that the page shows, and released after the decision", async () => {
    const page = await start();
    const before = await page.state();
    expect(before.signing).toMatchObject({
      name: "Agreement.pdf",
      bytes: contract.length,
      pages: 2,
      code: null,
      signedAt: null,
      copy: false,
    });
    expect((await page.read()).pdf.equals(contract)).toBe(true);
    expect(await page.join()).toMatchObject({ http: 409, code: "document_unsigned" });

    const code = await agreed(page);
    expect(code).toMatch(/^\d{6}$/);
    api.clock.now += 5000;
    const after = await page.sign(code);
    expect(after).toMatchObject({ http: 200, state: "started" });
    expect(after.signing).toMatchObject({ signedAt: new Date(api.clock.now).toISOString(), copy: false });
    // Signed once: nothing changes.
    expect(await page.sign(other(code))).toMatchObject({ http: 200, state: "started" });
    const path = `/sessions/${page.id}/signed-document`;
    expect((await api.call("project", "GET", path)).status).toBe(404);
    expect((await page.copy()).http).toBe(404);

    expect((await page.join()).state).toBe("in_review");
    await api.call("operator", "POST", `/sessions/${page.id}/simulate`, { outcome: "succeeded" });
    const { pdf } = await page.copy();
    expect(pdf.subarray(0, contract.length).equals(contract)).toBe(true);
    expect(await signatureOf(pdf)).toMatchObject({ verified: true, coversAll: true });
    const evidence = JSON.parse(
      Buffer.from((await PDF.load(pdf)).getAttachment("evidence.json") ?? []).toString(),
    );
    expect(evidence).toEqual({
      format: "countersign-evidence-1",
      session: page.id,
      document: { sha256: before.signing.sha256, bytes: contract.length, pages: 2 },
      agreement: { text: "2026-11", language: "en", at: new Date(api.clock.now - 5000).toISOString() },
      code: {
        channel: "page",
        sentAt: new Date(api.clock.now - 5000).toISOString(),
        confirmedAt: new Date(api.clock.now).toISOString(),
        wrongCodes: 0,
      },
    });
    const detail = (await api.call("viewer", "GET", `/sessions/${page.id}`)).body;
    expect(detail.links.signedDocument).toBe(path);
    expect(detail.signature).toMatchObject({ pages: 2, codesSent: 1, wrongCodes: 0 });
    expect(detail.timeline.map(({ trigger }: { trigger: string }) => trigger)).toContain("sign");
  });

  test("is loaded by the project's key and, on the record, by operators; by nobody else", async () => {
    const page = await start();
    await page.sign(await agreed(page));
    await api.call("operator", "POST", `/sessions/${page.id}/simulate`, { outcome: "succeeded" });
    const path = `/manage/v1/sessions/${page.id}/signed-document`;
    const load = (caller: keyof TestApi["tokens"]) =>
      api.app.inject({ url: path, headers: { authorization: `Bearer ${api.tokens[caller]}` } });
    for (const [caller, status] of [
      ["project", 200],
      ["operator", 200],
      ["developer", 403],
      ["reviewer", 403],
      ["viewer", 403],
      ["stranger", 404],
    ] as const)
      expect([caller, (await load(caller)).statusCode]).toEqual([caller, status]);
    const looks = (await listAudit(api.deps.db, { limit: 20 })).filter(
      ({ action, target }) => action === "session.signed_document" && target === page.id,
    );
    expect(looks.map(({ actorKind }) => actorKind)).toEqual(["operator"]);
  });

  test("the third wrong code fails the session, and is told as such", async () => {
    const page = await start();
    const code = await agreed(page);
    expect(await page.sign(other(code))).toMatchObject({ http: 422, code: "code_wrong" });
    // Another code gives no other tries.
    api.clock.now += 30_000;
    const { signing } = await page.resend();
    expect(signing.code.triesLeft).toBe(2);
    expect(await page.sign(other(signing.code.shown))).toMatchObject({ http: 422, code: "code_wrong" });
    expect(await page.sign(other(signing.code.shown))).toMatchObject({ http: 409, code: "session_ended" });
    expect(await page.state()).toMatchObject({ state: "failed", reasons: ["signature_code_wrong"] });
    expect(await page.sign(signing.code.shown)).toMatchObject({ http: 409, code: "session_ended" });

    const again = { applicantPage: { retries: 1 } };
    await api.call("operator", "PATCH", `/projects/${api.own.project.id}`, again);
    // Another try has the same document, and nothing of what was agreed to.
    const { attemptId, pageToken } = await page.retry();
    const repeated = await api.app.inject({
      url: `/s/${attemptId}/state`,
      headers: { "x-page-token": pageToken },
    });
    const { sha256 } = signing;
    expect(repeated.json().signing).toMatchObject({ sha256, code: null, signedAt: null });
  });

  test("that is another one since the applicant agreed is refused until they agree to it", async () => {
    const page = await start();
    const before = (await page.state()).signing;
    const code = await agreed(page);
    const replaced = await api.call("project", "PUT", `/sessions/${page.id}/document`, documentOf(another));
    expect(replaced.status).toBe(200);
    expect(await page.sign(code)).toMatchObject({ http: 409, code: "document_changed" });
    expect(await page.agree(before.sha256)).toMatchObject({ http: 409, code: "document_changed" });
    expect(await page.resend()).toMatchObject({ http: 409, code: "document_changed" });
    const shown = (await page.state()).signing;
    expect(shown).toMatchObject({ pages: 3, code: null, signedAt: null });
    const next = await agreed(page);
    expect((await page.sign(next)).http).toBe(200);
    const late = await api.call("project", "PUT", `/sessions/${page.id}/document`, documentOf(contract));
    expect(late.body.code).toBe("document_signed");
  });

  test("a code works for ten minutes, another one comes after half a minute, and five at most", async () => {
    const page = await start();
    const first = await agreed(page);
    expect(await page.resend()).toMatchObject({ http: 429, headers: { "retry-after": "30" } });
    api.clock.now += 10 * 60_000;
    expect(await page.sign(first)).toMatchObject({ http: 409, code: "code_expired" });
    for (const count of [2, 3, 4, 5]) {
      const state = await page.resend();
      expect([count, state.http]).toEqual([count, 200]);
      api.clock.now += 30_000;
    }
    expect((await page.state()).signing.code.againAt).toBeNull();
    expect(await page.resend()).toMatchObject({ http: 429 });
  });

  test("is signed once, however often the right code arrives at the same time", async () => {
    const page = await start();
    const code = await agreed(page);
    const results = await Promise.all([page.sign(code), page.sign(code), page.sign(code)]);
    expect(results.filter(({ http }) => http === 200).length).toBeGreaterThanOrEqual(1);
    const { timeline } = (await api.call("operator", "GET", `/sessions/${page.id}`)).body;
    expect(timeline.filter(({ trigger }: { trigger: string }) => trigger === "sign")).toHaveLength(1);
  });

  test("leaves nothing once the person is erased", async () => {
    const page = await start();
    await page.sign(await agreed(page));
    await api.call("operator", "POST", `/sessions/${page.id}/simulate`, { outcome: "succeeded" });
    await api.call("operator", "POST", `/sessions/${page.id}/redact`, {});
    const row = await api.deps.db
      .selectFrom("eSignatures")
      .select(["detailsSealed", "documentSealed", "signedSealed", "codeSealed"])
      .where("sessionId", "=", page.id)
      .executeTakeFirst();
    expect(row).toEqual({ detailsSealed: null, documentSealed: null, signedSealed: null, codeSealed: null });
    expect((await api.call("project", "GET", `/sessions/${page.id}/signed-document`)).status).toBe(404);
  });
});

describe("a document in a live project", () => {
  let live: string;
  let signer: Signer;
  beforeAll(async () => {
    const created = await inTransaction(api.deps.db, (tx) =>
      createProject(api.deps, tx, { name: "Live bank", mode: "live" }, bootstrapActor),
    );
    live = created.project.id;
    const made = await makeTestCertificate({ random: randomBytes, now: api.clock.now });
    const key = await importKey(made.key);
    if (key === null) throw new Error("the key can't sign");
    const notAfter = new Date(api.clock.now + 86_400_000);
    signer = { key, certificate: made.certificate, chain: [], notBefore: new Date(api.clock.now), notAfter };
  });
  const codes = {
    send: async (message: CodeMessage) => {
      sent.push(message);
      return gatewayTakes;
    },
  };
  beforeEach(() => void Object.assign(api.deps.eSigning, { signer, codes }));

  const codeTo = { phone: "+998901234567" };
  const attempt = (document: object) =>
    api.call("operator", "POST", "/sessions", { projectId: live, method: "qes", document });

  test("can't be supplied without the operator's certificate and gateway; the error names the setting", async () => {
    const given = documentOf(contract, { codeTo });
    for (const [missing, setting] of [
      [{ signer: null }, "COUNTERSIGN_ESIGN_CERTIFICATE"],
      [{ signer: { ...signer, notAfter: new Date(api.clock.now) } }, "COUNTERSIGN_ESIGN_CERTIFICATE"],
      [{ signer, codes: null }, "COUNTERSIGN_ESIGN_CODES_URL"],
    ] as const) {
      Object.assign(api.deps.eSigning, missing);
      const { status, body } = await attempt(given);
      expect(status).toBe(409);
      expect(body).toMatchObject({ code: "signing_unavailable", detail: expect.stringContaining(setting) });
    }
    // Without a document only an agent identifies the person, as ever.
    const without = { projectId: live, method: "qes" };
    expect((await api.call("operator", "POST", "/sessions", without)).status).toBe(201);
  });

  test("has its code sent to the person, most of whose number the page hides", async () => {
    const page = await start(documentOf(contract, { codeTo }), live);
    const code = await agreed(page);
    expect(sent).toMatchObject([
      { to: codeTo, code, language: "en", organisation: "Live bank", sessionId: page.id },
    ]);
    expect((await page.state()).signing.code).toMatchObject({ sentTo: "+998\u00a0•••\u00a067", shown: null });
    expect((await page.sign(code)).http).toBe(200);
  });

  test("is not signed where the gateway takes no code", async () => {
    const page = await start(documentOf(contract, { codeTo: { email: "anna@example.com" } }), live);
    gatewayTakes = false;
    const { signing } = await page.state();
    expect(await page.agree(signing.sha256)).toMatchObject({ http: 503, code: "code_not_sent" });
    expect((await page.state()).signing.code.sentTo).toBe("a•••@example.com");
    gatewayTakes = true;
    api.clock.now += 30_000;
    expect((await page.resend()).http).toBe(200);
  });

  test("needs to say where the code goes", async () => {
    const { status, body } = await attempt(documentOf(contract));
    expect(status).toBe(422);
    expect(body.errors).toEqual([
      {
        field: "document.codeTo",
        problem: "is required in a live project: where the one-time code goes",
      },
    ]);
  });
});

test("what can't be signed is refused by field, before there is a session", async () => {
  const projectId = api.own.project.id;
  const attempt = async (document: object, method = "qes") => {
    const { status, body } = await api.call("operator", "POST", "/sessions", { projectId, method, document });
    return [status, body.errors?.[0]?.field, body.errors?.[0]?.problem];
  };
  const field = "document.contentBase64";
  expect(await attempt({ name: "a", contentBase64: "*" })).toEqual([422, field, "must be base64"]);
  expect(await attempt(documentOf(Buffer.from("GIF89a")))).toEqual([
    422,
    field,
    "is not a PDF file that can be read",
  ]);
  expect(await attempt(documentOf(await pdfForTest({ password: "x" })))).toEqual([
    422,
    field,
    "must not be encrypted: save it without a password",
  ]);
  expect(await attempt(documentOf(Buffer.alloc(100_001, "%PDF-1.7 ")))).toEqual([
    422,
    field,
    "must be at most 100000 bytes",
  ]);
  expect(await attempt(documentOf(contract), "document")).toEqual([
    422,
    "document",
    "goes with the method qes only",
  ]);
  expect(await attempt(documentOf(contract, { codeTo: {} }))).toEqual([
    422,
    "document.codeTo",
    "must name a phone or an email",
  ]);
});
