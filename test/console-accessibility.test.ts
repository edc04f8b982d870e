import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Answer } from "../examples/demo/client.ts";
import { findings } from "./support/accessibility.ts";
import { screenshot } from "./support/browser.ts";
import { consoleAt, desk, goTo, phone, projectOf, stage, untilLoaded } from "./support/console-stage.ts";
import { serviceForFile, type TestService, until } from "./support/service.ts";

const everyRule = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** A theme only changes colours: for the dark one, the rules about colours suffice. */
const colourRules = ["wcag2aa", "wcag22aa"];
const tabs = 3;

const serviceOfFile = serviceForFile("console-accessibility");

/**
 * A session that waits for its applicant, an interception, and an import: the data of the other
 * screens.
 */
async function furnish({ service, project, good }: Awaited<ReturnType<typeof stage>>) {
  const session = await service.manage("/sessions", {
    projectId: project.id,
    method: "document",
    userId: "customer-1",
    expectedIdentity: { firstName: "ANNA", lastName: "KARIMOVA" },
  });
  await service.manage("/webhooks", {
    projectId: project.id,
    name: "Stock",
    url: good.url,
    events: ["before_order_add"],
    mode: "gate",
  });
  const { example: payload } = await service.manage("/event-types/before_order_add");
  const { traceId } = await service.manage("/intercept/before_order_add", { projectId: project.id, payload });
  const { data } = await service.manage(`/events?projectId=${project.id}&type=kyc.completed`);
  await service.manage("/registry/people", [{}]);
  return { session, traceId, event: data[0] };
}

interface JudgedScreen {
  name: string;
  address: string;
  /** A text that it shows once its data has loaded. */
  text: string;
  /** A button to click before the screen is checked. */
  press?: string;
}

function inProject(address: string, projectId: string): string {
  return `${address}${address.includes("?") ? "&" : "?"}project=${projectId}`;
}

/** Axe's findings about a screen, and whether it is too wide, in both themes and at both widths. */
async function judge(page: Page, { name, address, text, press }: JudgedScreen): Promise<string[]> {
  const found: string[] = [];
  await goTo(page, address);
  if (press !== undefined) await page.getByRole("button", { name: press, exact: true }).click();
  await page.getByText(text).first().waitFor();
  if (name === "overview") await page.locator("#content canvas").waitFor();
  await untilLoaded(page);
  for (const viewport of [desk, phone]) {
    await page.setViewportSize(viewport);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > viewport.width) found.push(`${name}: is ${width} pixels wide at ${viewport.width}`);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await screenshot(page, `console-${name}-${colorScheme}-${viewport.width}`);
      const rules = colorScheme === "light" ? everyRule : colourRules;
      const seen = await findings(page, rules);
      found.push(...seen.map((each) => `${name}, ${colorScheme}, ${viewport.width}: ${each}`));
    }
  }
  return found;
}

/** The same for some screens in English, in one theme: other texts have other names and widths. */
async function judgeInEnglish(
  service: TestService,
  screens: readonly JudgedScreen[],
  projectId: string,
): Promise<string[]> {
  const { page, errors } = await consoleAt(service, `/deliveries?project=${projectId}`, { locale: "en-US" });
  const found: string[] = [];
  for (const { name, address, text } of screens) {
    await page.setViewportSize(desk);
    await goTo(page, inProject(address, projectId));
    await page.getByText(text).first().waitFor();
    if (name === "overview") await page.locator("#content canvas").waitFor();
    await untilLoaded(page);
    await screenshot(page, `console-${name}-english-1440`);
    const seen = await findings(page, everyRule);
    found.push(...seen.map((each) => `${name}, English: ${each}`));
    await page.setViewportSize(phone);
    await screenshot(page, `console-${name}-english-390`);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > phone.width) found.push(`${name}, English: is ${width} pixels wide at ${phone.width}`);
  }
  return [...found, ...errors];
}

test("axe finds nothing on any screen, in both themes, at both widths", async () => {
  const staged = await stage(await serviceOfFile());
  const { service, project, good, failed } = staged;
  const empty = await projectOf(service, "Empty bank");
  const { session, traceId, event } = await furnish(staged);
  await until("the figures are written", async () => {
    const { total } = await service.manage(`/stats/deliveries?projectId=${project.id}&range=1h`);
    return total.attempts > 1;
  });
  const [record] = (await service.manage(`/audit?projectId=${project.id}&action=webhook.create`)).data;
  const screens: (JudgedScreen & { of?: Answer })[] = [
    { name: "overview", address: "/overview?range=1h", text: "неудачные попытки" },
    { name: "overview-empty", address: "/overview", text: "Ничего не требует внимания", of: empty },
    { name: "sessions", address: "/sessions", text: "customer-1" },
    { name: "session-drawer", address: `/sessions?id=${session.id}`, text: "Откуда снимки" },
    { name: "sessions-empty", address: "/sessions", text: "Ни одной сессии ещё не начато", of: empty },
    { name: "session", address: `/sessions/${session.id}`, text: "KARIMOVA", press: "Показать" },
    { name: "deliveries", address: "/deliveries", text: "не доставлено" },
    { name: "delivery-drawer", address: `/deliveries?id=${failed.id}`, text: "Последняя попытка" },
    { name: "deliveries-empty", address: "/deliveries", text: "Пока не отправлено", of: empty },
    { name: "delivery", address: `/deliveries/${failed.id}`, text: "Куда и что" },
    { name: "events", address: "/events", text: "kyc.completed" },
    { name: "event-drawer", address: `/events?id=${event.id}`, text: "не доставлено" },
    { name: "events-empty", address: "/events", text: "Пока ничего не произошло", of: empty },
    { name: "event", address: `/events/${event.id}`, text: "verifiedData", press: "Показать" },
    { name: "interceptions", address: "/interceptions", text: "разрешено" },
    { name: "interception-drawer", address: `/interceptions?id=${traceId}`, text: "Ответ операции" },
    { name: "interceptions-empty", address: "/interceptions", text: "Ни один хук ещё не", of: empty },
    { name: "interception", address: `/interceptions/${traceId}`, text: "Stock", press: "Показать" },
    { name: "webhooks", address: "/webhooks", text: "DWH" },
    { name: "webhooks-by-event", address: "/webhooks?view=event", text: "kyc.*" },
    { name: "webhook", address: `/webhooks/${good.id}`, text: "Порядок применения" },
    { name: "webhook-new", address: "/webhooks/new", text: "Наименование" },
    { name: "project", address: "/project", text: "PERSON_WEBHOOK_URL" },
    { name: "registry", address: "/registry", text: "Отклонённые записи" },
    { name: "webhook-file", address: "/webhooks/file", text: "secrets" },
    { name: "audit", address: "/audit", text: "webhook.create" },
    { name: "audit-drawer", address: `/audit?id=${record.id}`, text: "Того же исполнителя" },
    { name: "audit-empty", address: "/audit?target=nothing", text: "не подходит ни одна запись" },
    { name: "system", address: "/system", text: "Удаление старых данных" },
  ];
  const english = [
    { name: "overview", address: "/overview?range=1h", text: "failed attempts" },
    { name: "session", address: `/sessions/${session.id}`, text: "Timeline" },
    { name: "webhook-new", address: "/webhooks/new", text: "Main settings" },
    { name: "project", address: "/project", text: "PERSON_WEBHOOK_URL" },
  ];
  const found: string[] = [];
  const waiting = screens.values();
  await Promise.all([
    judgeInEnglish(service, english, project.id).then((each) => found.push(...each)),
    ...Array.from({ length: tabs }, async () => {
      const { page, errors } = await consoleAt(service, `/deliveries?project=${project.id}`);
      // An iterator that the tabs share: the next free tab takes the next screen.
      for (const { of = project, ...screen } of waiting) {
        found.push(...(await judge(page, { ...screen, address: inProject(screen.address, of.id) })));
        await page.setViewportSize(desk);
      }
      found.push(...errors);
    }),
  ]);
  expect(found).toEqual([]);
});
