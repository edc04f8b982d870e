import { expect, test } from "vitest";
import type { Answer } from "../examples/demo/client.ts";
import { findings } from "./support/accessibility.ts";
import { pageForTest, screenshot } from "./support/browser.ts";
import { reviewOf } from "./support/document-session.ts";
import { integratorForTest } from "./support/integrator.ts";
import {
  importDemoPeople,
  ordinaryPeople,
  projectFor,
  receiverForTest,
  serviceForFile,
  type TestService,
  until,
} from "./support/service.ts";

const [resident] = ordinaryPeople();
const picture = { name: "face.png", mimeType: "image/png", buffer: Buffer.from(resident.photo, "base64") };

const serviceOfFile = serviceForFile("applicant-page");

async function stage(mode: "test" | "live" = "test") {
  const service = await serviceOfFile();
  const receiver = await receiverForTest();
  await importDemoPeople(service);
  const project = await projectFor(service, receiver, mode);
  // The registry's own picture is a file.
  const applicantPage = { allowFiles: true, retries: 1 };
  await service.manage(`/projects/${project.id}`, { applicantPage }, "PATCH");
  return { service, receiver, project };
}

const tooManyRequests = {
  ru: "Сейчас слишком много запросов.",
  uz: "Ҳозир сўровлар жуда кўп.",
  oz: "Hozir soʻrovlar juda koʻp.",
  kk: "Қазір сұраныс тым көп.",
  en: "Too many requests right now.",
};

let transactions = 0;

async function start(service: TestService, project: Answer, lang = "en"): Promise<Answer> {
  const { data } = await service.check("/check/start/second", {
    projectId: project.id,
    secret: project.secret,
    pinfl: resident.person.pinfl,
    birthDate: resident.person.birthDate,
    transactionId: `page-${++transactions}`,
    lang,
    hooks: [],
  });
  return data;
}

test("an applicant agrees, takes a picture with the camera, and is redirected to the success address", async () => {
  const { service, receiver, project } = await stage();
  const { fullUrl } = await start(service, project);
  const { page, errors } = await pageForTest();
  await page.goto(fullUrl);
  await page.getByRole("heading", { name: "Test bank asks you to confirm who you are." }).waitFor();
  await screenshot(page, "applicant-consent-390");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.getByRole("button", { name: "I agree, continue" }).click();
  await page.getByRole("button", { name: "Take photo" }).click();
  await page.getByRole("radio", { name: "Success" }).check();
  await screenshot(page, "applicant-picture-390");
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByRole("heading", { name: "Confirmed" }).waitFor();
  await page.getByText(`Taking you to ${new URL(receiver.url).host}`).waitFor();
  const proceed = page.getByRole("link", { name: "Continue" });
  expect(await proceed.getAttribute("href")).toBe(`${receiver.url}/success`);
  await screenshot(page, "applicant-confirmed-390");
  await page.waitForURL(`${receiver.url}/success`);
  await page.goto(fullUrl);
  await page.getByRole("heading", { name: "Already done" }).waitFor();
  await page.getByRole("link", { name: "Back to Test bank" }).waitFor();
  expect(errors).toEqual([]);
});

test("inside an integrator's page the applicant passes, and the page around is told, and nobody else", async () => {
  const { service, project } = await stage();
  const integrator = await integratorForTest(service.url());
  const applicantPage = { embedOrigins: [integrator.origin] };
  await service.manage(`/projects/${project.id}`, { applicantPage }, "PATCH");
  const { fullUrl } = await start(service, project, "ru");
  const { page, errors } = await pageForTest({ viewport: { width: 700, height: 900 } });
  const seen = () => page.evaluate<string[]>("window.seen");
  await page.goto(`${integrator.origin}/?${encodeURIComponent(fullUrl)}`);
  const inside = page.frameLocator("countersign-session iframe");
  // The component's language, not the session's.
  await inside.getByRole("heading", { name: "Test bank asks you to confirm who you are." }).waitFor();
  await expect.poll(seen).toEqual(["ready", "step consent"]);

  await page.evaluate(`new Promise((resolve) => {
    addEventListener("message", ({ data }) => data === "forged" && resolve());
    const forger = document.createElement("iframe");
    forger.src = "/forger";
    document.body.append(forger);
  })`);
  expect(await seen()).toEqual(["ready", "step consent"]);

  await inside.getByRole("button", { name: "I agree, continue" }).click();
  await inside.getByRole("button", { name: "Take photo" }).click();
  await screenshot(page, "applicant-embedded-700");
  await inside.getByRole("radio", { name: "Success" }).check();
  // As high as its content: nothing scrolls inside.
  const overflow = () =>
    inside.locator("html").evaluate((html) => Math.abs(html.scrollHeight - html.clientHeight));
  await expect.poll(overflow).toBe(0);
  await inside.getByRole("button", { name: "Send" }).click();
  await inside.getByRole("heading", { name: "Confirmed" }).waitFor();
  expect(await inside.getByText("Taking you to").count()).toBe(0);
  // By the keyboard: while the frame takes its new height, a click can land beside the button.
  await inside.getByRole("button", { name: "Continue" }).press("Enter");
  const told = [
    "ready",
    "step consent",
    "step pictures",
    "submitted",
    "step ended",
    "ended succeeded",
    "closed",
  ];
  await expect.poll(seen).toEqual(told);
  await screenshot(page, "applicant-embedded-end-700");
  expect(errors).toEqual([]);

  // The same page under an origin that the project does not name.
  await page.goto(`http://127.0.0.1:${integrator.port}/?${encodeURIComponent(fullUrl)}`);
  await expect.poll(() => errors.join()).toMatch(/frame-ancestors http:\/\/localhost/);
  expect(page.frames().map((frame) => frame.url())).toContain("chrome-error://chromewebdata/");
  expect(await seen()).toEqual([]);
});

test("in a web view of a telephone the applicant passes, and the application sees the success address", async () => {
  const { service, receiver, project } = await stage();
  const { fullUrl } = await start(service, project);
  const { page, errors } = await pageForTest({
    viewport: { width: 412, height: 839 },
    deviceScaleFactor: 2.6,
    isMobile: true,
    hasTouch: true,
    userAgent:
      "Mozilla/5.0 (Linux; Android 15; Pixel 8; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36",
  });
  await page.goto(fullUrl);
  await page.getByRole("button", { name: "I agree, continue" }).tap();
  await page.getByRole("button", { name: "Take photo" }).tap();
  await page.getByRole("radio", { name: "Success" }).check();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(412);
  await screenshot(page, "applicant-web-view-412");
  await page.getByRole("button", { name: "Send" }).tap();
  await page.getByRole("heading", { name: "Confirmed" }).waitFor();
  await page.getByRole("link", { name: "Continue" }).tap();
  await page.waitForURL(`${receiver.url}/success`);
  expect(errors).toEqual([]);
});

test("an applicant without a camera chooses a file, fails, reads why, and tries again", async () => {
  const { service, receiver, project } = await stage();
  const { fullUrl } = await start(service, project);
  const { page } = await pageForTest({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error("no camera"));
  });
  await page.goto(fullUrl);
  await page.getByRole("button", { name: "I agree, continue" }).click();
  await page.getByRole("heading", { name: "No camera found" }).waitFor();
  await screenshot(page, "applicant-no-camera-1440");
  await page.locator("input[type=file]").setInputFiles({
    name: "notes.txt",
    mimeType: "text/plain",
    buffer: Buffer.from("not a picture"),
  });
  await page.getByRole("alert").getByText("This photo can't be used.").waitFor();
  await page.locator("input[type=file]").setInputFiles(picture);
  await page.getByRole("radio", { name: "Failure" }).check();
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByRole("heading", { name: "Not confirmed" }).waitFor();
  await page.getByText("Failure was chosen in test mode.").waitFor();
  const back = page.getByRole("link", { name: `Back to Test bank ${new URL(receiver.url).host}` });
  expect(await back.getAttribute("href")).toBe(`${receiver.url}/error`);
  const inFiveLanguages = {
    ru: "Попробовать снова",
    uz: "Қайта уриниш",
    oz: "Qayta urinish",
    kk: "Қайталау",
    en: "Try again",
  };
  for (const [language, name] of Object.entries(inFiveLanguages)) {
    await page.getByRole("combobox").selectOption(language);
    await page.getByRole("button", { name }).waitFor();
  }
  const quota = (sessions: object | null) =>
    service.manage(`/projects/${project.id}`, { quotas: { sessions } }, "PATCH");
  await quota({ perSecond: 0.01, burst: 1 });
  await service.manage("/sessions", { projectId: project.id, method: "document" });
  await page.getByRole("button", { name: "Try again" }).click();
  for (const [language, tooOften] of Object.entries(tooManyRequests)) {
    await page.getByRole("combobox").selectOption(language);
    await page.getByRole("alert").getByText(tooOften).waitFor();
  }
  await screenshot(page, "applicant-too-often-1440");
  await quota(null);
  const otherTab = (await pageForTest()).page;
  await otherTab.goto(fullUrl);
  for (const [tab, width] of [
    [page, 1440],
    [otherTab, 390],
  ] as const) {
    await tab.getByRole("heading", { name: "Not confirmed" }).waitFor();
    expect(await findings(tab)).toEqual([]);
    await screenshot(tab, `applicant-try-again-${width}`);
    await tab.getByRole("button", { name: "Try again" }).click();
    await tab.getByRole("button", { name: "I agree, continue" }).waitFor();
  }
  expect(otherTab.url()).toBe(page.url());
  await page.getByRole("button", { name: "I agree, continue" }).click();
  await page.locator("input[type=file]").setInputFiles(picture);
  await page.getByRole("radio", { name: "Failure" }).check();
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByText("Failure was chosen in test mode.").waitFor();
  expect(await page.getByRole("button", { name: "Try again" }).count()).toBe(0);
});

test("cancelling asks for confirmation; afterwards the page says that the session was cancelled, also to later visitors", async () => {
  const { service, receiver, project } = await stage();
  const { fullUrl } = await start(service, project);
  const { page } = await pageForTest();
  await page.goto(fullUrl);
  await page.getByText("Test mode: nothing here is real").waitFor();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 844 });
      expect(await findings(page)).toEqual([]);
      await screenshot(page, `applicant-test-mode-${colorScheme}-${width}`);
    }
  }
  await page.getByRole("combobox", { name: "Language" }).selectOption("Қазақша");
  await page.reload();
  await page.getByRole("button", { name: "Келісемін, жалғастыру" }).waitFor();
  await page.getByRole("combobox", { name: "Тіл" }).selectOption("English");
  await page.getByRole("button", { name: "I don't agree" }).click();
  await page.getByRole("dialog", { name: "Cancel the check? You can't continue it later." }).waitFor();
  expect(await findings(page)).toEqual([]);
  await screenshot(page, "applicant-cancel-dialog");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "I don't agree" }).click();
  await page.getByRole("button", { name: "Yes, cancel" }).click();
  await page.getByRole("heading", { name: "Cancelled" }).waitFor();

  const later = await pageForTest();
  await later.page.goto(fullUrl);
  await later.page.getByRole("heading", { name: "Cancelled" }).waitFor();
  const back = later.page.getByRole("link", { name: "Back to Test bank" });
  expect(await back.getAttribute("href")).toBe(`${receiver.url}/error`);
});

test("in a live project an operator compares the pictures and decides, and the waiting page updates automatically", async () => {
  const { service, receiver, project } = await stage("live");
  const { attemptId, fullUrl } = await start(service, project);
  const { page } = await pageForTest();
  await page.goto(fullUrl);
  await page.getByRole("button", { name: "I agree, continue" }).click();
  await page.locator("input[type=file]").setInputFiles(picture);
  expect(await page.getByRole("radio").count()).toBe(0);
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByRole("heading", { name: "Check in progress" }).waitFor();
  await screenshot(page, "applicant-waiting-390");

  const shown = await reviewOf(service, { id: attemptId });
  expect(shown.registryPicture.base64).toBe(resident.photo);
  expect(Buffer.from(shown.capturedPicture.base64, "base64").subarray(0, 2)).toEqual(
    Buffer.from([0xff, 0xd8]),
  );
  await service.manage(`/reviews/${shown.id}/decision`, { decision: "approved" });
  await page.waitForURL(`${receiver.url}/success`);
});

test.each([
  {
    title: "each reason with its advice",
    lang: "ru",
    reasons: ["photo_unusable", "document_expired"],
    shown: ["Снимок получился недостаточно чётким.", "Возьмите другой, действующий документ."],
    colorScheme: "dark",
  },
  {
    title: "only whom to contact if fraud is suspected",
    lang: "en",
    reasons: ["photo_unusable", "suspected_fraud"],
    shown: ["We could not confirm your identity. Contact Test bank."],
    colorScheme: "light",
  },
] as const)("a rejected applicant sees $title, and stays on the page", async (refusal) => {
  const { service, receiver, project } = await stage("live");
  const { attemptId, fullUrl } = await start(service, project, refusal.lang);
  const { page, errors } = await pageForTest({ colorScheme: refusal.colorScheme });
  await page.goto(fullUrl);
  await page.locator(".card > .actions > .primary").click();
  await page.locator("input[type=file]").setInputFiles(picture);
  await page.locator("img ~ .actions .primary").click();
  const review = await reviewOf(service, { id: attemptId });
  const decision = { decision: "refused", reasons: refusal.reasons };
  await service.manage(`/reviews/${review.id}/decision`, decision);
  for (const text of refusal.shown) await page.getByText(text).waitFor();
  expect(await page.locator(".reasons li").count()).toBe(refusal.lang === "ru" ? 2 : 0);
  const again = page.getByRole("button", { name: /^(Попробовать снова|Try again)$/ });
  expect(await again.count()).toBe(refusal.lang === "ru" ? 1 : 0);
  expect(await page.locator("a").getAttribute("href")).toBe(`${receiver.url}/error`);
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 844 });
    expect(await findings(page)).toEqual([]);
    await screenshot(page, `applicant-refused-${refusal.lang}-${width}`);
  }
  expect(errors).toEqual([]);
});

test("the page is in the session's language, and reports a broken link", async () => {
  const { service, project } = await stage();
  const { page } = await pageForTest({ colorScheme: "dark" });
  const agreements = {
    ru: "Согласен, продолжить",
    en: "I agree, continue",
    uz: "Розиман, давом этиш",
    oz: "Roziman, davom etish",
  };
  for (const [lang, agree] of Object.entries(agreements)) {
    const { fullUrl } = await start(service, project, lang);
    await page.goto(fullUrl);
    await page.getByRole("button", { name: agree }).waitFor();
    await screenshot(page, `applicant-${lang}-dark-390`);
  }
  const { attemptId } = await start(service, project);
  await page.goto(`${service.url()}/s/${attemptId}#someone-elses-token`);
  await page.getByRole("heading").waitFor();
  expect(await page.getByRole("heading").textContent()).toMatch(/link doesn't work|Ссылка не работает/);
});

test("in the last two minutes the page offers more time, once", async () => {
  const { service, project } = await stage();
  const { fullUrl } = await start(service, project);
  const { page } = await pageForTest();
  await page.clock.install();
  await page.goto(fullUrl);
  await page.getByRole("button", { name: "I agree, continue" }).waitFor();
  expect(await page.getByText("left").count()).toBe(0);
  await page.clock.fastForward("08:05");
  await page.getByText("2 minutes left").waitFor();
  expect(await findings(page)).toEqual([]);
  await screenshot(page, "applicant-time-390");
  await page.getByRole("button", { name: "I need more time" }).click();
  await page.getByText("left").waitFor({ state: "detached" });
  await page.clock.fastForward("18:05");
  await page.getByText("2 minutes left").waitFor();
  expect(await page.getByRole("button", { name: "I need more time" }).count()).toBe(0);
});

test("an expired session says so", async () => {
  const { service, receiver, project } = await stage();
  const { attemptId, fullUrl } = await start(service, project);
  await service.endLifeOf(attemptId);
  const { page } = await pageForTest();
  await page.goto(fullUrl);
  await page.getByRole("heading", { name: "Time is up" }).waitFor();
  expect(await page.getByRole("link", { name: "Back to Test bank" }).getAttribute("href")).toBe(
    `${receiver.url}/error`,
  );
  await until("the sweeper has noticed", async () => {
    const { data } = await service.manage(`/sessions?projectId=${project.id}`);
    return data[0].status === "expired";
  });
  expect(receiver.received).toEqual([]);
});
