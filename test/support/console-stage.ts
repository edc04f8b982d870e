import type { BrowserContextOptions, Page } from "playwright-core";
import type { Answer } from "../../examples/demo/client.ts";
import { pageForTest } from "./browser.ts";
import { fickleReceiverForTest } from "./fickle-receiver.ts";
import { operatorToken, receiverForTest, type TestService, until } from "./service.ts";

/** Viewports of the two widths that every screen is made for. */
export const desk = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };

/** A separate project in the service. */
export async function projectOf(service: TestService, name = "Demo bank"): Promise<Answer> {
  return service.manage("/projects", { name, mode: "test", language: "ru" });
}

/** Opens an address of the console as an operator, or as whoever has the token. */
export async function consoleAt(
  service: TestService,
  address: string,
  { token = operatorToken, ...options }: BrowserContextOptions & { token?: string } = {},
): Promise<{ page: Page; errors: string[] }> {
  const { page, errors } = await pageForTest({ viewport: desk, locale: "ru-RU", ...options });
  await page.goto(`${service.url()}/console${address}`);
  await page.locator("summary").click();
  await page.locator("details input").fill(token);
  await page.keyboard.press("Enter");
  await page.locator("#content h1").waitFor();
  return { page, errors };
}

/** Navigates to another address without reloading the page, as a link does. */
export async function goTo(page: Page, address: string): Promise<void> {
  await page.evaluate((url) => history.pushState({}, "", url), `/console${address}`);
}

/** Waits until no part of the page is being loaded. */
export async function untilLoaded(page: Page): Promise<void> {
  const loading = page.getByRole("status", { name: /^(Загрузка|Loading)/ });
  await until("the page has loaded", async () => (await loading.count()) === 0);
}

/** A project whose events were delivered to one webhook and failed at another. */
export async function stage(service: TestService) {
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
