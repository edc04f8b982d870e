import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { startService } from "@countersign/server/spawn";
import type { Page } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import type { Answer } from "../examples/demo/client.ts";
import { programForTest } from "../scripts/programs.ts";
import { findings } from "./support/accessibility.ts";
import { pageForTest, screenshot } from "./support/browser.ts";
import { reviewOf } from "./support/document-session.ts";
import { projectFor, receiverForTest, serviceForFile, type TestService, until } from "./support/service.ts";

const directory = mkdtempSync(path.join(tmpdir(), "countersign-esign-"));
const file = (name: string) => path.join(directory, name);
/** The one-time codes that arrived at the operator's gateway. */
const codes: Answer[] = [];
const gateway = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  codes.push({ token: request.headers.authorization, ...JSON.parse(Buffer.concat(chunks).toString()) });
  response.writeHead(204).end();
});
afterAll(() => {
  gateway.close();
  gateway.closeAllConnections();
  rmSync(directory, { recursive: true, force: true });
});

/** A certificate of an invented authority, in a PKCS#12 file as those give it. */
function makeCertificate(): void {
  const openssl = (...args: string[]) =>
    execFileSync(programForTest("openssl"), args, { cwd: directory, stdio: "ignore" });
  const request = ["req", "-newkey", "rsa:2048", "-nodes"];
  openssl(
    ...request,
    "-x509",
    "-days",
    "2",
    "-subj",
    "/CN=Invented CA",
    "-keyout",
    "ca.key",
    "-out",
    "ca.crt",
  );
  openssl(...request, "-subj", "/CN=Demo bank seal", "-keyout", "seal.key", "-out", "seal.csr");
  const issued = ["x509", "-req", "-in", "seal.csr", "-days", "2", "-out", "seal.crt"];
  openssl(...issued, "-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial");
  const exported = ["pkcs12", "-export", "-inkey", "seal.key", "-in", "seal.crt", "-certfile", "ca.crt"];
  openssl(...exported, "-passout", "pass:open sesame", "-out", "seal.p12");
}

const serviceOfFile = serviceForFile("e-signature", async () => {
  makeCertificate();
  await new Promise<void>((resolve) => gateway.listen(0, "127.0.0.1", resolve));
  return {
    COUNTERSIGN_ESIGN_CERTIFICATE: file("seal.p12"),
    COUNTERSIGN_ESIGN_PASSPHRASE: "open sesame",
    COUNTERSIGN_ESIGN_CODES_URL: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/codes`,
    COUNTERSIGN_ESIGN_CODES_TOKEN: "token-of-the-gateway",
  };
});

/** A contract as a browser prints it. */
async function contract(title: string): Promise<string> {
  const { page } = await pageForTest();
  await page.setContent(`<h1>${title}</h1><p>The parties agree. Стороны согласны.</p>`);
  return (await page.pdf({ format: "A4" })).toString("base64");
}

async function stage(mode: "test" | "live", document: object) {
  const service = await serviceOfFile();
  const receiver = await receiverForTest();
  const project = await projectFor(service, receiver, mode);
  const session = await service.manage("/sessions", {
    projectId: project.id,
    method: "qes",
    language: "en",
    expectedIdentity: { firstName: "Anna", lastName: "Oak", birthDate: "1990-01-31" },
    document: { name: "Account agreement", ...document },
  });
  return { service, receiver, project, session };
}

/** What poppler says of a signed file; its exit status is no matter. */
function pdfsig(pdf: Buffer): string {
  writeFileSync(file("signed.pdf"), pdf);
  return execFileSync(programForTest("pdfsig"), ["-nocert", file("signed.pdf")]).toString();
}

async function agree(page: Page, url: string) {
  await page.goto(url);
  await page.getByRole("button", { name: "I agree, continue" }).click();
  await agreeToDocument(page);
}

async function agreeToDocument(page: Page) {
  await page.getByRole("heading", { name: "Read it, then sign" }).waitFor();
  await page.getByRole("checkbox", { name: "I have read the document" }).check();
  await page.getByRole("button", { name: "Send me the code" }).click();
  await page.getByRole("heading", { name: "Enter the code" }).waitFor();
}

async function give(page: Page, code: string) {
  await page.getByLabel("Code", { exact: true }).fill(code);
  await page.getByRole("button", { name: "Sign the document" }).click();
}

const other = (code: string) => (code === "000000" ? "000001" : "000000");

async function signedDocument(service: TestService, project: Answer, session: Answer): Promise<Response> {
  return fetch(`${service.url()}/manage/v1/sessions/${session.id}/signed-document`, {
    headers: { authorization: `Bearer ${project.apiKey}` },
  });
}

test("a document is read, agreed to and signed; poppler finds the signature valid, and the evidence in it", async () => {
  const pdf = await contract("Account agreement");
  const phone = "+998901234567";
  const { service, project, session } = await stage("live", { contentBase64: pdf, codeTo: { phone } });
  const { page, errors } = await pageForTest();
  await page.goto(session.url);
  await page.getByRole("button", { name: "I agree, continue" }).click();
  await page.getByRole("heading", { name: "Read it, then sign" }).waitFor();
  // The browser's own viewer, in the page's frame.
  await until("the document is shown", () =>
    page.frames().some((frame) => frame.url().startsWith("chrome-extension://")),
  );
  expect(await page.getByRole("button", { name: "Send me the code" }).isDisabled()).toBe(true);
  expect(await findings(page)).toEqual([]);
  await screenshot(page, "applicant-signing-390");
  await agreeToDocument(page);
  expect(await findings(page)).toEqual([]);
  await page.getByText("We sent a six-digit code to +998 ••• 67.").waitFor();
  await screenshot(page, "applicant-signature-code-390");
  expect(codes.at(-1)).toMatchObject({
    token: "Bearer token-of-the-gateway",
    to: { phone },
    attemptId: session.id,
    language: "en",
    organisation: "Test bank",
  });
  const { code } = codes.at(-1);
  await give(page, other(code));
  await page.getByText("The code is wrong. 2 tries are left.").waitFor();
  await give(page, code);
  await page.getByRole("button", { name: "I'm ready" }).click();
  await page.getByRole("heading", { name: "Waiting for an agent" }).waitFor();
  expect((await signedDocument(service, project, session)).status).toBe(404);

  const review = await reviewOf(service, session);
  await service.manage(`/reviews/${review.id}/claim`, {});
  const identity = {
    firstName: "Anna",
    lastName: "Oak",
    birthDate: "1990-01-31",
    birthPlace: "X",
    gender: "F",
  };
  await service.manage(`/reviews/${review.id}/decision`, { decision: "approved", identity });
  await page.getByRole("heading", { name: "Confirmed" }).waitFor();
  const link = page.getByRole("link", { name: "Download the signed document" });
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  expect(download.suggestedFilename()).toBe("Account agreement.pdf");
  const signed = readFileSync(await download.path());
  await screenshot(page, "applicant-signed-390");

  expect(
    signed.equals(Buffer.from(await (await signedDocument(service, project, session)).arrayBuffer())),
  ).toBe(true);
  expect(signed.subarray(0, Buffer.from(pdf, "base64").length).toString("base64")).toBe(pdf);
  const said = pdfsig(signed);
  expect(said).toContain("Signature is Valid.");
  expect(said).toContain("Signature Type: ETSI.CAdES.detached");
  expect(said).toContain("Signer Certificate Common Name: Demo bank seal");
  expect(said).toContain("Total document signed");
  const changed = Buffer.from(signed);
  changed[300] = (changed[300] ?? 0) ^ 1;
  expect(pdfsig(changed)).toContain("Digest Mismatch");
  expect(errors.filter((text) => !text.includes("422"))).toEqual([]);
});

test("the third wrong code ends the session, and nothing is signed", async () => {
  const { service, project, session } = await stage("test", { contentBase64: await contract("One") });
  const { page } = await pageForTest({ hasTouch: true, isMobile: true });
  await page.goto(session.url);
  await page.getByText("You read a document and sign it electronically").waitFor();
  await page.getByRole("button", { name: "I agree, continue" }).click();
  // A phone's browser shows no PDF in a page: it opens it.
  await page.getByText("Open the document and read it first.").waitFor();
  await screenshot(page, "applicant-signing-phone-390");
  const [opened] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Open the document" }).click(),
  ]);
  expect(opened.suggestedFilename()).toBe("Account agreement.pdf");
  await agreeToDocument(page);
  const shown = await page.getByText("Test mode: nothing was sent.").textContent();
  const wrong = other(/\d{6}/.exec(shown ?? "")?.[0] ?? "");
  for (const left of ["2 tries are left", "One try is left"]) {
    await give(page, wrong);
    await page.getByText(left).waitFor();
  }
  await give(page, wrong);
  await page.getByText("The code was wrong three times.").waitFor();
  const { status, failureReason } = await service.manage(`/sessions/${session.id}`);
  expect([status, failureReason]).toEqual(["failed", "signature_code_wrong"]);
  expect((await signedDocument(service, project, session)).status).toBe(404);
});

test("a document that was replaced after the consent is not signed: it is read again first", async () => {
  const { service, session } = await stage("test", { contentBase64: await contract("First") });
  const { page } = await pageForTest({ viewport: { width: 1280, height: 900 }, colorScheme: "dark" });
  await agree(page, session.url);
  const text = (await page.getByText("Test mode: nothing was sent.").textContent()) ?? "";
  await screenshot(page, "applicant-signature-code-1280");
  const replacement = { name: "Other agreement", contentBase64: await contract("Second") };
  await service.manage(`/sessions/${session.id}/document`, replacement, "PUT");
  await give(page, /\d{6}/.exec(text)?.[0] ?? "");
  await page.getByText("The document has changed meanwhile.").waitFor();
  await page.getByText("Other agreement").waitFor();
  expect(await page.getByRole("checkbox").isChecked()).toBe(false);
  await screenshot(page, "applicant-signing-changed-1280");
  const [tab] = await Promise.all([
    page.waitForEvent("popup"),
    page.getByRole("link", { name: "Open the document" }).click(),
  ]);
  expect(tab.url()).toMatch(/^blob:/);
  await tab.close();
  await agreeToDocument(page);
  const again = (await page.getByText("Test mode: nothing was sent.").textContent()) ?? "";
  await give(page, /\d{6}/.exec(again)?.[0] ?? "");
  await page.getByRole("button", { name: "I'm ready" }).waitFor();
});

test("the service does not start with a certificate that its passphrase does not open", async () => {
  await serviceOfFile();
  const settings = {
    PORT: "0",
    DATA_DIR: file("data"),
    COUNTERSIGN_ESIGN_CERTIFICATE: file("seal.p12"),
    COUNTERSIGN_ESIGN_PASSPHRASE: "another",
  };
  await expect(startService(settings, file("log"))).rejects.toThrow(
    "COUNTERSIGN_ESIGN_CERTIFICATE is not a PKCS#12 file that this passphrase opens",
  );
});
