import axe from "axe-core";
import type { BrowserContextOptions, Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Answer } from "../examples/demo/client.ts";
import { pageForTest, screenshot } from "./support/browser.ts";
import { fickleReceiverForTest } from "./support/fickle-receiver.ts";
import {
  operatorToken,
  receiverForTest,
  serviceForFile,
  type TestService,
  until,
} from "./support/service.ts";

const desk = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

/** What a theme changes is colours: in the dark one those alone are judged. */
const everyRule = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const serviceOfFile = serviceForFile("console");

/** A project of its own in the service of this file. */
async function projectOf(service: TestService, name = "Demo bank"): Promise<Answer> {
  return service.manage("/projects", { name, mode: "test", language: "ru" });
}

/** Opens an address of the console as an operator. */
async function consoleAt(
  service: TestService,
  address: string,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; errors: string[] }> {
  const { page, errors } = await pageForTest({ viewport: desk, locale: "ru-RU", ...options });
  await page.goto(`${service.url()}/console${address}`);
  await page.locator("input[type=password]").fill(operatorToken);
  await page.keyboard.press("Enter");
  await page.locator("#content h1").waitFor();
  return { page, errors };
}

/** Goes on to another address without loading the page again, as a link does. */
async function goTo(page: Page, address: string): Promise<void> {
  await page.evaluate((url) => history.pushState({}, "", url), `/console${address}`);
}

/** What axe finds wrong with the page as it is now, as `rule: where`: by all rules, or by those of some tags. */
async function findings(page: Page, tags: string[]): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async (runOnly) => {
    // biome-ignore lint/suspicious/noExplicitAny: axe is in the page alone
    const { violations } = await (globalThis as any).axe.run({ runOnly });
    return violations.flatMap(({ id, nodes }: { id: string; nodes: { html: string }[] }) =>
      nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`),
    );
  }, tags);
}

/** A project whose events were delivered to one webhook and failed at another. */
async function stage() {
  const service = await serviceOfFile();
  const receiver = await receiverForTest();
  const fickle = await fickleReceiverForTest();
  const project = await projectOf(service);
  const add = (name: string, url: string, more: object) =>
    service.manage("/webhooks", { projectId: project.id, name, url, ...more });
  const good = await add("CRM", `${receiver.url}/outcome`, { events: ["kyc.*"], order: 10 });
  const retry = { delaysSeconds: [0] };
  const bad = await add("DWH", `${fickle.url}/in`, { events: ["kyc.completed"], order: 20, retry });
  const type = await service.manage("/event-types/kyc.completed");
  await service.manage("/events", {
    projectId: project.id,
    type: "kyc.completed",
    subject: "order-1",
    payload: type.example,
  });
  const failed = async () =>
    (await service.manage(`/deliveries?projectId=${project.id}&status=exhausted&webhookId=${bad.id}`))
      .data[0];
  await until("a delivery has failed", async () => (await failed()) !== undefined);
  return { service, fickle, project, good, bad, failed: await failed() };
}

test("axe finds nothing on any screen, in both themes, at both widths", async () => {
  const { service, project, good, failed } = await stage();
  const empty = await projectOf(service, "Empty bank");
  /** Each with a text that it shows once it has what it shows. */
  const screens = [
    { name: "deliveries", address: "/deliveries", text: "не доставлено" },
    { name: "delivery-drawer", address: `/deliveries?id=${failed.id}`, text: "Последняя попытка" },
    { name: "deliveries-empty", address: "/deliveries", text: "Пока не отправлено", of: empty },
    { name: "delivery", address: `/deliveries/${failed.id}`, text: "Куда и что" },
    { name: "webhooks", address: "/webhooks", text: "DWH" },
    { name: "webhooks-by-event", address: "/webhooks?view=event", text: "kyc.*" },
    { name: "webhook", address: `/webhooks/${good.id}`, text: "Порядок применения" },
    { name: "webhook-new", address: "/webhooks/new", text: "Наименование" },
    { name: "project", address: "/project", text: "PERSON_WEBHOOK_URL" },
    { name: "registry", address: "/registry", text: "Источники HTTP" },
    { name: "webhook-file", address: "/webhooks/file", text: "secrets" },
  ];
  const { page, errors } = await consoleAt(service, `/deliveries?project=${project.id}`);
  const found: string[] = [];
  for (const { name, address, text, of = project } of screens) {
    await goTo(page, `${address}${address.includes("?") ? "&" : "?"}project=${of.id}`);
    await page.getByText(text).first().waitFor();
    await page.locator("[role=status]").filter({ hasText: "Загрузка" }).waitFor({ state: "detached" });
    for (const viewport of [desk, phone]) {
      await page.setViewportSize(viewport);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > viewport.width) found.push(`${name}: is ${width} pixels wide at ${viewport.width}`);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        await screenshot(page, `console-${name}-${colorScheme}-${viewport.width}`);
        found.push(
          ...(await findings(page, colorScheme === "light" ? everyRule : ["wcag2aa"])).map(
            (each) => `${name}, ${colorScheme}, ${viewport.width}: ${each}`,
          ),
        );
      }
    }
  }
  expect(found).toEqual([]);
  expect(errors).toEqual([]);
});
