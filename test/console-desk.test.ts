import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Answer } from "../examples/demo/client.ts";
import { findings } from "./support/accessibility.ts";
import { pageForTest, screenshot } from "./support/browser.ts";
import { pageCall, reviewOf, showPassport, untilProcessed } from "./support/document-session.ts";
import { identityForTest, passportForTest } from "./support/drawn-documents.ts";
import { faceForTest } from "./support/drawn-faces.ts";
import { operatorToken, ordinaryPeople, serviceForFile, type TestService, until } from "./support/service.ts";

const desk = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
/** A theme only changes colours: for the dark one, the rules about colours suffice. */
const colourRules = ["wcag2aa", "wcag22aa"];
const serviceOfFile = serviceForFile("console_desk");

async function projectOf(service: TestService, more: object = {}): Promise<Answer> {
  const project = await service.manage("/projects", { name: "Demo bank", mode: "test", language: "ru" });
  if (Object.keys(more).length > 0) await service.manage(`/projects/${project.id}`, more, "PATCH");
  return project;
}

/** Starts a liveness session that waits for review; returns the review. */
async function inReview(service: TestService, projectId: string): Promise<Answer> {
  const expectedIdentity = { firstName: "Azamat", lastName: "Karimov", birthDate: "1990-05-14" };
  const session = await service.manage("/sessions", { projectId, method: "liveness", expectedIdentity });
  await pageCall(session.url, "consent");
  for (const [at, kind] of ["pose_front", "pose_left", "pose_right"].entries())
    await pageCall(
      session.url,
      `capture?kind=${kind}`,
      Buffer.from(ordinaryPeople()[at]?.photo ?? "", "base64"),
    );
  return reviewOf(service, session);
}

async function signedIn(service: TestService, address: string, token = operatorToken) {
  const { page, errors } = await pageForTest({ viewport: desk, locale: "ru-RU" });
  await page.goto(`${service.url()}/console${address}`);
  await page.locator("summary").click();
  await page.locator("details input").fill(token);
  await page.keyboard.press("Enter");
  await page.locator("#content h1").waitFor();
  return { page, errors };
}

/** A width and a theme that a state is shown in. */
interface Look {
  viewport: typeof desk;
  colorScheme: "light" | "dark";
}
const looks: readonly Look[] = [desk, phone].flatMap((viewport) =>
  (["light", "dark"] as const).map((colorScheme) => ({ viewport, colorScheme })),
);
/** Has all that is new in the states of a page that was judged in every look. */
const atDesk: Look = { viewport: desk, colorScheme: "light" };

/**
 * Whether the page is too wide, and axe's findings in some looks: in all by default, in one for a
 * state of a page that was judged already. Saves a screenshot of each look.
 */
async function judge(page: Page, name: string, judged: readonly Look[] = looks): Promise<string[]> {
  const found: string[] = [];
  for (const { viewport, colorScheme } of looks) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > viewport.width) found.push(`${name}: is ${width} pixels wide at ${viewport.width}`);
    await screenshot(page, `console-${name}-${colorScheme}-${viewport.width}`);
    if (!judged.some((look) => look.viewport === viewport && look.colorScheme === colorScheme)) continue;
    const violations = await findings(page, colorScheme === "dark" ? colourRules : []);
    found.push(...violations.map((each) => `${name}, ${colorScheme}, ${viewport.width}: ${each}`));
  }
  await page.setViewportSize(desk);
  return found;
}

test("a review is decided with the keyboard alone, undone once, and followed by the next one", async () => {
  const service = await serviceOfFile();
  const project = await projectOf(service);
  const first = await inReview(service, project.id);
  const second = await inReview(service, project.id);
  const stateOf = async (id: string) => (await service.manage(`/reviews/${id}`)).status;
  const { page, errors } = await signedIn(service, `/reviews?project=${project.id}`);
  await page.locator("tbody tr").nth(1).waitFor();
  const found = await judge(page, "reviews");
  await page.keyboard.press("n");
  await page.getByText(first.sessionId).first().waitFor();
  await page.locator("figure img").first().waitFor();
  found.push(...(await judge(page, "review")));
  await page.keyboard.press("q");
  await page.getByText("Заявитель увидит").waitFor();
  await page.keyboard.press("Enter");
  await page.getByText("Отказываем").waitFor();
  await screenshot(page, "console-review-undo");
  await page.keyboard.press("u");
  await page.getByText("Отказываем").waitFor({ state: "detached" });
  expect(await stateOf(first.id)).toBe("open");
  await page.keyboard.press("a");
  await page.getByText(second.sessionId).first().waitFor();
  expect(await service.manage(`/reviews/${first.id}`)).toMatchObject({ decision: "approved" });
  expect(await stateOf(second.id)).toBe("open");
  expect(found).toEqual([]);
  expect(errors).toEqual([]);
});

test("the first of two approvers can't be the second", async () => {
  const service = await serviceOfFile();
  const project = await projectOf(service, { twoPersonApproval: true });
  const review = await inReview(service, project.id);
  await service.manage(`/reviews/${review.id}/decision`, { decision: "approved" });
  const own = await signedIn(service, `/reviews/${review.id}`);
  await own.page.getByText("Первое подтверждение дали вы").waitFor();
  expect(await own.page.getByRole("button", { name: "Подтвердить" }).getAttribute("aria-disabled")).toBe(
    "true",
  );
  const other = await service.manage("/operators", { name: "Sam", role: "reviewer" });
  const { page } = await signedIn(service, `/reviews/${review.id}`, other.token);
  await page.getByText("Первое из двух подтверждений уже дано").waitFor();
  await page.keyboard.press("a");
  await until("the second approval counts", async () => {
    return (await service.manage(`/reviews/${review.id}`)).decision === "approved";
  });
});

test("a reviewer judges before the checks are shown, reads what they saw, and sends the session back", async () => {
  const service = await serviceOfFile();
  const project = await projectOf(service, { hideScores: true, checks: "assist" });
  const expectedIdentity = { ...identityForTest, lastName: "KARIMOVA" };
  const session = await service.manage("/sessions", {
    projectId: project.id,
    method: "document",
    expectedIdentity,
  });
  await showPassport(session.url, [
    ["document_front", passportForTest()],
    ["selfie", faceForTest({ seed: 4 })],
  ]);
  await untilProcessed(service, session.id);
  const review = await reviewOf(service, session);
  const { page, errors } = await signedIn(service, `/reviews/${review.id}?project=${project.id}`);
  const checks = page.getByRole("region", { name: "Проверки" });
  await checks.getByText("Сначала посмотрите на снимки и данные").waitFor();
  expect(await checks.getByRole("listitem").count()).toBe(0);
  await page.locator("figure img").first().waitFor();
  const found = await judge(page, "review-judgement", [atDesk]);

  await checks.getByRole("button", { name: "Есть сомнения" }).click();
  const zone = checks.getByRole("listitem").filter({ hasText: "Машиночитаемая зона" }).first();
  await zone.getByText("На чём основано").click();
  await zone.locator("pre").waitFor();
  found.push(...(await judge(page, "review-evidence", [atDesk])));
  // The checks are longer than the window: the decision stays in view.
  const box = await page.getByRole("region", { name: "Решение" }).boundingBox();
  expect(box?.y).toBeGreaterThan(0);
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(desk.height);
  const { judgement } = await service.manage(`/reviews/${review.id}`);
  expect(judgement).toBe("doubtful");

  const again = page.getByRole("region", { name: "Попросить другие снимки" });
  const send = again.getByRole("button", { name: "Вернуть заявителю" });
  expect(await send.getAttribute("aria-disabled")).toBe("true");
  await again.getByRole("combobox").first().selectOption("cut_off");
  await again.getByText("Заявитель прочитает:").waitFor();
  await again.scrollIntoViewIfNeeded();
  found.push(...(await judge(page, "review-send-back", [atDesk])));
  await send.click();
  await page.getByText("Возвращено заявителю. Больше для вас ничего нет.").waitFor();
  expect(await service.manage(`/sessions/${session.id}`)).toMatchObject({ status: "resubmission_requested" });
  await until("the review is counted under its own word", async () => {
    const { total } = await service.manage(`/stats/reviews?projectId=${project.id}&range=1h`);
    return total.sentBack === 1 && total.withdrawn === 0;
  });
  expect(found).toEqual([]);
  expect(errors).toEqual([]);
});
