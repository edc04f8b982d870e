import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Answer } from "../examples/demo/client.ts";
import { findings } from "./support/accessibility.ts";
import { pageForTest, screenshot } from "./support/browser.ts";
import { reviewOf } from "./support/document-session.ts";
import { videoForTest } from "./support/fake-camera.ts";
import { operatorToken, serviceForFile, type TestService } from "./support/service.ts";

const size = { width: 320, height: 240 };
/** A video of one shade of grey: what a camera sees that is told from another one by its pixels. */
const shade = (grey: number) =>
  videoForTest({ ...size, data: new Uint8Array(size.width * size.height).fill(grey) }, size);
const bright = 230;
const dark = 60;
const serviceOfFile = serviceForFile("video-call");

/** A session whose applicant waits for an agent, on their page with the camera on. */
async function applicant(service: TestService, projectId: string) {
  const session: Answer = await service.manage("/sessions", {
    projectId,
    method: "video_conference",
    language: "en",
  });
  // The connections of the page, so that one of them can be cut as by a network that is gone.
  const { page, errors } = await pageForTest({}, { video: shade(bright) });
  await page.addInitScript(() => {
    const open: RTCPeerConnection[] = [];
    Object.assign(globalThis, { connections: open });
    globalThis.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        open.push(this);
      }
    };
  });
  await page.goto(session.url);
  await page.getByRole("button", { name: "I agree, continue" }).click();
  await page.getByRole("button", { name: "I'm ready" }).click();
  return { session, page, errors };
}

const turnOn = (page: Page) => page.getByRole("button", { name: "Turn on camera and microphone" }).click();

/** The review of a session at the desk of an agent, who has claimed it. */
async function deskOf(service: TestService, session: Answer) {
  const { page, errors } = await pageForTest(
    { viewport: { width: 1440, height: 900 }, locale: "en-GB" },
    { video: shade(dark) },
  );
  const review = await reviewOf(service, session);
  await page.goto(`${service.url()}/console/reviews/${review.id}?project=${review.projectId}`);
  await page.locator("summary").click();
  await page.locator("details input").fill(operatorToken);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Call with video" }).waitFor();
  return { page, errors, review };
}

/** Waits until the moving picture of this name has the shade in its middle. */
async function seen(page: Page, name: string, isShade: "bright" | "dark") {
  const video = page.getByLabel(name, { exact: true });
  await video.evaluate(async (element, wanted) => {
    const canvas = document.createElement("canvas");
    const context = canvas.getContext("2d");
    const middle = () => {
      if (!(element instanceof HTMLVideoElement) || element.videoWidth === 0 || context === null) return null;
      [canvas.width, canvas.height] = [element.videoWidth, element.videoHeight];
      context.drawImage(element, 0, 0);
      return context.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data[0] ?? null;
    };
    const fits = (value: number | null) =>
      value !== null && (wanted === "bright" ? value > 180 : value > 20 && value < 110);
    while (!fits(middle())) await new Promise(requestAnimationFrame);
  }, isShade);
}

test("agent and applicant see each other, lose each other and find each other again, and the agent decides", async () => {
  const service = await serviceOfFile();
  const project = await service.manage("/projects", { name: "Demo bank", mode: "live", language: "en" });
  const { session, page, errors } = await applicant(service, project.id);
  await turnOn(page);
  await page.getByText("The agent's picture appears here.").waitFor();
  await screenshot(page, "applicant-video-waiting-390");
  const desk = await deskOf(service, session);
  await desk.page.getByRole("button", { name: "Call with video" }).click();
  await Promise.all([seen(page, "The agent", "dark"), seen(desk.page, "The applicant", "bright")]);
  await page.getByText("You and the agent can see and hear each other.").waitFor();
  await desk.page.getByText("Connected", { exact: true }).waitFor();
  await screenshot(page, "applicant-video-390");
  await screenshot(desk.page, "console-video-1440");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(await findings(page)).toEqual([]);
  expect(await findings(desk.page)).toEqual([]);
  await desk.page.setViewportSize({ width: 390, height: 844 });
  await screenshot(desk.page, "console-video-390");
  expect(await desk.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

  // The applicant's connection vanishes without a word; the agent's page notices and offers another one.
  await page.evaluate(() => {
    const { connections } = globalThis as unknown as { connections: RTCPeerConnection[] };
    connections.at(-1)?.close();
  });
  await page.waitForFunction(() => {
    const { connections } = globalThis as unknown as { connections: RTCPeerConnection[] };
    return connections.length > 1 && connections.at(-1)?.connectionState === "connected";
  });
  await Promise.all([seen(page, "The agent", "dark"), seen(desk.page, "The applicant", "bright")]);

  // After a reload the applicant turns the camera on again.
  await page.reload();
  await turnOn(page);
  await Promise.all([seen(page, "The agent", "dark"), seen(desk.page, "The applicant", "bright")]);

  await desk.page.getByRole("button", { name: "Hang up" }).click();
  await page.getByText("The agent's picture appears here.").waitFor();

  // The form beside the call: without the data that the events hold there is no approval.
  const agent = desk.page;
  await agent.setViewportSize({ width: 1440, height: 900 });
  const fill = (label: string, value: string) => agent.getByLabel(label, { exact: true }).fill(value);
  await fill("Last name", "Oak");
  await fill("First name", "Alex");
  await fill("Date of birth", "1983-08-12");
  await fill("Place of birth", "Berlin");
  await agent.getByLabel("Sex", { exact: true }).selectOption("male");
  await fill("Notes", "Speaks clearly, held the passport into the picture.");
  await screenshot(agent, "console-video-form-1440");
  await agent.getByRole("button", { name: "Save" }).click();
  await agent.getByText("Saved.").waitFor();
  await agent.getByRole("button", { name: "Approve" }).click();
  await page.getByRole("heading", { name: "An agent is with you" }).waitFor({ state: "detached" });
  expect(await service.manage(`/reviews/${desk.review.id}`)).toMatchObject({
    decision: "approved",
    verifiedIdentity: {
      firstName: "Alex",
      lastName: "Oak",
      birthDate: "1983-08-12",
      gender: "M",
      birthPlace: "Berlin",
    },
    notes: "Speaks clearly, held the passport into the picture.",
  });
  expect([...errors, ...desk.errors]).toEqual([]);
});
