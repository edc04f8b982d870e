import { documentOf } from "@countersign/mrz/synthetic";
import { expect, test } from "vitest";
import type { Answer } from "../examples/demo/client.ts";
import { findings } from "./support/accessibility.ts";
import { pageForTest, screenshot } from "./support/browser.ts";
import { reviewOf } from "./support/document-session.ts";
import { holderForTest } from "./support/drawn-documents.ts";
import { videoForTest } from "./support/fake-camera.ts";
import { projectFor, receiverForTest, serviceForFile } from "./support/service.ts";

const serviceOfFile = serviceForFile("applicant-camera");
const frame = { width: 1920, height: 1080 };
const passport = videoForTest(documentOf(holderForTest, "TD3", 3, "scan").picture, frame);

async function stage(mode: "test" | "live" = "live") {
  const service = await serviceOfFile();
  const project = await projectFor(service, await receiverForTest(), mode);
  const start = (method: string, more: object = {}): Promise<Answer> =>
    service.manage("/sessions", { projectId: project.id, method, language: "en", ...more });
  return { service, project, start };
}

/** Width and height of a JPEG, by its frame header. */
function sizeOfJpeg(bytes: Buffer): { width: number; height: number } {
  const at = bytes.findIndex((byte, i) => byte === 0xff && [0xc0, 0xc2].includes(bytes[i + 1] ?? 0));
  return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
}

test("the page finds a passport, reads it, and photographs what its frame shows by itself", async () => {
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
