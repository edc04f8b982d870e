import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Answer } from "../examples/demo/client.ts";
import { pageForTest, screenshot } from "./support/browser.ts";
import { reviewOf } from "./support/document-session.ts";
import { projectFor, receiverForTest, serviceForFile } from "./support/service.ts";

const agent = {
  firstName: "Alex",
  lastName: "Oak",
  birthDate: "1983-08-12",
  gender: "M",
  birthPlace: "Berlin",
};

const serviceOfFile = serviceForFile("applicant-methods");

async function stage(mode: "test" | "live" = "live") {
  const service = await serviceOfFile();
  const receiver = await receiverForTest();
  const project = await projectFor(service, receiver, mode);
  const start = (method: string, more: object = {}): Promise<Answer> =>
    service.manage("/sessions", { projectId: project.id, method, language: "en", ...more });
  return { service, receiver, project, start };
}

async function agree(page: Page, url: string) {
  await page.goto(url);
  await page.getByRole("button", { name: "I agree, continue" }).click();
}

/** Takes the picture that the page requests under this heading with the camera, and sends it. */
async function take(page: Page, heading: string) {
  await page.getByRole("heading", { name: heading, exact: true }).waitFor();
  await page.getByRole("button", { name: "Take photo" }).click();
  await page.getByRole("button", { name: "Send" }).click();
}

/**
 * Takes one of three pictures that must differ. Chromium's fake camera plays the same video from
 * its start each time it is switched on, so each picture is taken at its own position in the video.
 */
async function takeOther(page: Page, heading: string, nth: number) {
  await page.getByRole("heading", { name: heading, exact: true }).waitFor();
  const button = page.locator("button:enabled", { hasText: "Take photo" });
  await button.evaluate(async (element: HTMLButtonElement, nth) => {
    const seconds = () => document.querySelector("video")?.currentTime ?? 0;
    const mayTake = (at: number) => Math.floor(at) % 3 === nth && at % 1 > 0.3 && at % 1 < 0.7;
    while (!mayTake(seconds())) await new Promise(requestAnimationFrame);
    element.click();
  }, nth);
  await page.getByRole("button", { name: "Send" }).click();
}

test("an identity card needs both sides and a selfie, and an operator decides with all three", async () => {
  const { service, receiver, start } = await stage();
  const session = await start("document");
  const { page, errors } = await pageForTest();
  await page.goto(session.url);
  await page.getByText("You take photos of your document and your face.").waitFor();
  await agree(page, session.url);
  await page.getByRole("heading", { name: "Which document will you show?" }).waitFor();
  await screenshot(page, "applicant-document-390");
  await page.getByRole("button", { name: "Identity card" }).click();
  await page.getByText("Photo 1 of 3").waitFor();
  await screenshot(page, "applicant-document-front-390");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await take(page, "Front of your document");
  await take(page, "Back of your document");
  // A reload would abort the upload.
  await page.getByText("Photo 3 of 3").waitFor();
  await page.reload();
  await page.getByText("Photo 3 of 3").waitFor();
  await take(page, "Take a selfie");
  await page.getByRole("heading", { name: "Check in progress" }).waitFor();

  const review = await reviewOf(service, session);
  expect(review.captures.map(({ kind }: Answer) => kind)).toEqual([
    "document_front",
    "document_back",
    "selfie",
  ]);
  const identity = { ...agent, nationality: "UZ", documentNumber: "AB1234567" };
  await service.manage(`/reviews/${review.id}/decision`, { decision: "approved", identity });
  await page.waitForURL(`${receiver.url}/success`);
  expect(errors).toEqual([]);
});

test("a passport needs no back side; in test mode the applicant chooses the outcome with the last picture", async () => {
  const { start } = await stage("test");
  const { page } = await pageForTest();
  await agree(page, (await start("document")).url);
  await page.getByRole("button", { name: "Passport" }).click();
  await page.getByText("Photo 1 of 2").waitFor();
  await page.getByRole("button", { name: "Take photo" }).click();
  await page.getByRole("button", { name: "Send" }).waitFor();
  expect(await page.getByRole("radio").count()).toBe(0);
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByText("Photo 2 of 2").waitFor();
  await page.getByRole("button", { name: "Take photo" }).click();
  await page.getByRole("radio", { name: "Failure" }).check();
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByText("Failure was chosen in test mode.").waitFor();
});

test("liveness takes three poses, then waits for the operator", async () => {
  const { service, start } = await stage();
  const session = await start("liveness");
  const { page, errors } = await pageForTest();
  await agree(page, session.url);
  // The service chooses the order.
  const poses = ["Look straight ahead", "Turn your head to the left", "Turn your head to the right"];
  for (let left = poses; left.length > 0; ) {
    await page.getByRole("heading", { name: new RegExp(`^(${left.join("|")})$`) }).waitFor();
    const asked = await page.getByRole("heading", { level: 1 }).textContent();
    if (left === poses) await screenshot(page, "applicant-liveness-390");
    await takeOther(page, asked ?? "", left.length - 1);
    left = left.filter((pose) => pose !== asked);
  }
  await page.getByRole("heading", { name: "Check in progress" }).waitFor();
  const review = await reviewOf(service, session);
  expect(review.captures).toHaveLength(3);
  const refusal = { decision: "refused", reasons: ["face_not_shown", "poor_lighting"] };
  await service.manage(`/reviews/${review.id}/decision`, refusal);
  await page.getByText("Your whole face was not visible.").waitFor();
  await page.getByText("The light was too poor.").waitFor();
  expect(errors).toEqual([]);
});

test.each(["qes", "video_conference"])(
  "%s: the applicant tells the agent the code and follows the call",
  async (method) => {
    const { service, receiver, start } = await stage();
    const session = await start(method, { expectedIdentity: agent });
    const { page, errors } = await pageForTest();
    await agree(page, session.url);
    await page.getByRole("heading", { name: "Ready to talk?" }).waitFor();
    await page.getByRole("button", { name: "I'm ready" }).click();
    await page.getByRole("heading", { name: "Waiting for an agent" }).waitFor();
    await screenshot(page, `applicant-${method}-waiting-390`);
    const review = await reviewOf(service, session);
    await page.getByText(review.identId, { exact: true }).waitFor();
    await service.manage(`/reviews/${review.id}/claim`, {});
    await page.getByRole("heading", { name: "An agent is with you" }).waitFor();
    await screenshot(page, `applicant-${method}-here-390`);
    await service.manage(`/reviews/${review.id}/decision`, { decision: "approved" });
    await page.waitForURL(`${receiver.url}/success`);
    expect(errors).toEqual([]);
  },
);

test("an applicant whose document has expired can give that as the reason for cancelling", async () => {
  const { service, start } = await stage();
  const session = await start("qes");
  const { page } = await pageForTest();
  await agree(page, session.url);
  await page.getByRole("button", { name: "I'm ready" }).click();
  await page.getByRole("button", { name: "Cancel the check" }).click();
  await screenshot(page, "applicant-leaving-390");
  await page.getByRole("button", { name: "My document has expired" }).click();
  await page.getByRole("heading", { name: "Cancelled" }).waitFor();
  expect((await service.manage(`/sessions/${session.id}`)).status).toBe("aborted");
});

test("every step of every method is in the session's language, including Kazakh", async () => {
  const { start } = await stage("test");
  const { page } = await pageForTest({ colorScheme: "dark" });
  const words = {
    ru: {
      agree: "Согласен, продолжить",
      passport: "Паспорт",
      ready: "Я готов",
      pose: /^(Смотрите прямо|Поверните голову (налево|направо))$/,
    },
    uz: {
      agree: "Розиман, давом этиш",
      passport: "Паспорт",
      ready: "Тайёрман",
      pose: /^(Тўғрига қаранг|Бошингизни (чапга|ўнгга) буринг)$/,
    },
    oz: {
      agree: "Roziman, davom etish",
      passport: "Pasport",
      ready: "Tayyorman",
      pose: /^(Toʻgʻriga qarang|Boshingizni (chapga|oʻngga) buring)$/,
    },
    kk: {
      agree: "Келісемін, жалғастыру",
      passport: "Паспорт",
      ready: "Дайынмын",
      pose: /^(Тура қараңыз|Басыңызды (солға|оңға) бұрыңыз)$/,
    },
  };
  for (const [language, said] of Object.entries(words)) {
    const steps = [
      { method: "document", role: "button", name: said.passport },
      { method: "liveness", role: "heading", name: said.pose },
      { method: "video_conference", role: "button", name: said.ready },
    ] as const;
    for (const { method, role, name } of steps) {
      await page.goto((await start(method, { language })).url);
      await page.getByRole("button", { name: said.agree }).click();
      await page.getByRole(role, { name, exact: true }).waitFor();
      await screenshot(page, `applicant-${method}-${language}-dark-390`);
    }
    expect(await page.evaluate(() => document.documentElement.lang)).toMatch(
      language === "oz" ? "uz-Latn" : language,
    );
  }
});
