import { documentOf } from "@countersign/mrz/synthetic";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Answer } from "../examples/demo/client.ts";
import { findings } from "./support/accessibility.ts";
import { pageForTest, screenshot } from "./support/browser.ts";
import { reviewOf } from "./support/document-session.ts";
import { holderForTest } from "./support/drawn-documents.ts";
import { videoForTest } from "./support/fake-camera.ts";
import { pictureForTest } from "./support/files.ts";
import { operatorToken, projectFor, receiverForTest, serviceForFile } from "./support/service.ts";

const serviceOfFile = serviceForFile("applicant-camera");
const frame = { width: 1920, height: 1080 };
const passport = videoForTest(documentOf(holderForTest, "TD3", 3, "scan").picture, frame);

async function stage(mode: "test" | "live" = "live") {
  const service = await serviceOfFile();
  const receiver = await receiverForTest();
  const project = await projectFor(service, receiver, mode);
  const start = (method: string, more: object = {}): Promise<Answer> =>
    service.manage("/sessions", { projectId: project.id, method, language: "en", ...more });
  return { service, receiver, project, start };
}

/** Width and height of a JPEG, by its frame header. */
function sizeOfJpeg(bytes: Buffer): { width: number; height: number } {
  const at = bytes.findIndex((byte, i) => byte === 0xff && [0xc0, 0xc2].includes(bytes[i + 1] ?? 0));
  return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
}

/** Axe's findings and a screenshot, in both themes and at both widths. */
async function look(page: Page, name: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await findings(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await screenshot(page, `${name}-${colorScheme}-${width}`);
    }
  }
}

test("a check that continues on the phone returns to the desktop automatically", async () => {
  const { service, project, receiver, start } = await stage("test");
  const applicantPage = {
    displayName: "Demo bank",
    accentColour: "#5b2a86",
    privacyUrl: "https://bank.example/privacy",
    supportUrl: "mailto:help@bank.example",
    picturesKeptDays: 30,
    documents: ["id_card"],
  };
  await service.manage(`/projects/${project.id}`, { applicantPage }, "PATCH");
  const uploaded = await fetch(`${service.url()}/manage/v1/projects/${project.id}/logo`, {
    method: "PUT",
    headers: { authorization: `Bearer ${operatorToken}`, "content-type": "image/png" },
    body: pictureForTest(64),
  });
  expect(uploaded.status).toBe(200);
  const session = await start("document");
  const desktop = await pageForTest({ viewport: { width: 1280, height: 900 } });
  await desktop.page.goto(session.url);
  await desktop.page.getByRole("heading", { name: "Demo bank asks you to confirm who you are." }).waitFor();
  await desktop.page.getByRole("img", { name: "Demo bank" }).waitFor();
  await desktop.page.getByText("Demo bank keeps the pictures for 30 days.").waitFor();
  await look(desktop.page, "applicant-branded");
  await desktop.page.getByRole("button", { name: "Continue on your phone" }).click();
  await desktop.page.getByRole("img", { name: "QR code of the link for your phone" }).waitFor();
  await look(desktop.page, "applicant-handoff");
  const address = await desktop.page.getByRole("textbox").inputValue();
  expect(new URL(address).pathname).toBe(new URL(session.url).pathname);
  expect(address).not.toContain(new URL(session.url).hash.slice(1));

  const phone = await pageForTest();
  await phone.page.goto(address);
  await phone.page.getByRole("button", { name: "I agree, continue" }).waitFor();
  expect(phone.page.url()).not.toBe(address);
  await phone.page.reload();
  await phone.page.getByRole("button", { name: "I agree, continue" }).click();
  await desktop.page.getByText("Your phone has the check.").waitFor();
  // The code works only once.
  const late = await pageForTest();
  await late.page.goto(address);
  await late.page.getByRole("heading", { name: /link doesn't work|Ссылка не работает/ }).waitFor();

  expect(await phone.page.getByRole("button", { name: "Passport" }).count()).toBe(0);
  await phone.page.getByRole("button", { name: "Identity card" }).click();
  for (const heading of ["Front of your document", "Back of your document", "Take a selfie"]) {
    await phone.page.getByRole("heading", { name: heading }).waitFor();
    await phone.page.getByRole("button", { name: "Take photo" }).click();
    await phone.page.getByRole("button", { name: "Send" }).click();
  }
  await phone.page.getByText("The other device continues automatically.").waitFor();
  await desktop.page.waitForURL(`${receiver.url}/success`);
  const { consent } = await service.manage(`/sessions/${session.id}`);
  expect(consent).toMatchObject({ version: "2026-11-29", language: "en" });
  expect([...desktop.errors, ...phone.errors]).toEqual([]);
});

test("the page finds and reads a passport, and photographs its frame automatically", async () => {
  const { service, start } = await stage();
  const session = await start("document");
  const { page, errors } = await pageForTest({}, { video: passport });
  await page.goto(session.url);
  await page.getByRole("button", { name: "I agree, continue" }).click();
  await page.getByRole("button", { name: "Passport" }).click();
  await page.getByText("The picture is taken automatically when it is sharp.").waitFor();
  await screenshot(page, "applicant-finder-390");
  await page.getByText("AB1234567").waitFor();
  await page.getByText("January 1, 2035").waitFor();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await findings(page)).toEqual([]);
    await screenshot(page, `applicant-read-${colorScheme}-390`);
  }
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByRole("heading", { name: "Take a selfie" }).waitFor();
  await screenshot(page, "applicant-selfie-390");
  await page.getByRole("button", { name: "Take photo" }).click();
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByRole("heading", { name: "Check in progress" }).waitFor();

  const review = await reviewOf(service, session);
  const [front, selfie] = review.captures.map(({ base64 }: Answer) =>
    sizeOfJpeg(Buffer.from(base64, "base64")),
  );
  expect(front).toEqual({ width: 1534, height: 1080 });
  expect(selfie).toEqual({ width: 810, height: 1080 });
  expect(errors).toEqual([]);
});

test("a refused camera is explained, and starts once it is allowed", async () => {
  const { start } = await stage("test");
  const session = await start("liveness");
  const { page } = await pageForTest({ viewport: { width: 1280, height: 900 } }, { allowed: false });
  await page.goto(session.url);
  await page.getByRole("button", { name: "I agree, continue" }).click();
  await page.getByRole("heading", { name: "Your browser is blocking the camera" }).waitFor();
  await page.getByText("Click the icon to the left of the address.").waitFor();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await findings(page)).toEqual([]);
    await screenshot(page, `applicant-blocked-${colorScheme}-1280`);
  }
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("heading", { name: "Your browser is blocking the camera" }).waitFor();
  await page.context().grantPermissions(["camera"]);
  await page.getByRole("button", { name: "Take photo" }).waitFor();
  await page.getByRole("list", { name: "Poses" }).waitFor();
  await screenshot(page, "applicant-poses-1280");
});
