import axe from "axe-core";
import type { BrowserContextOptions, Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Answer } from "../examples/demo/client.ts";
import { pageForTest, screenshot } from "./support/browser.ts";
import { operatorToken, serviceForFile, type TestService } from "./support/service.ts";

const desk = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

const serviceOfFile = serviceForFile("console");

/** A project of its own in the service of this file. */
async function projectOf(service: TestService): Promise<Answer> {
  return service.manage("/projects", { name: "Demo bank", mode: "test", language: "ru" });
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

/** What axe finds wrong with the page as it is now, as `rule: where`. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    // biome-ignore lint/suspicious/noExplicitAny: axe is in the page alone
    const { violations } = await (globalThis as any).axe.run({ runOnly: tags });
    return violations.flatMap(({ id, nodes }: { id: string; nodes: { html: string }[] }) =>
      nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`),
    );
  });
}

const screens = [{ name: "deliveries", address: "/deliveries" }];

test.each(
  screens.flatMap((screen) =>
    (["light", "dark"] as const).flatMap((theme) =>
      [desk, phone].map((viewport) => ({ ...screen, theme, viewport, width: viewport.width })),
    ),
  ),
)(
  "axe finds nothing on $name, $theme, at $width pixels",
  async ({ name, address, theme, viewport, width }) => {
    const service = await serviceOfFile();
    const project = await projectOf(service);
    const { page, errors } = await consoleAt(service, `${address}?project=${project.id}`, {
      viewport,
      colorScheme: theme,
    });
    await page.getByText("Пока не отправлено").waitFor();
    await screenshot(page, `console-${name}-${theme}-${width}`);
    expect(await findings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(errors).toEqual([]);
  },
);
