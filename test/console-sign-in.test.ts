import { expect, test } from "vitest";
import { findings } from "./support/accessibility.ts";
import { pageForTest, screenshot } from "./support/browser.ts";
import { serviceForFile } from "./support/service.ts";

const password = "plum-kettle-orbit-7";
const serviceOfFile = serviceForFile("console-sign-in");

async function invited(name: string, email: string) {
  const service = await serviceOfFile();
  const made = await service.manage("/operators", { name, email, role: "admin" });
  return { service, id: String(made.id), url: String(made.invitation.url) };
}

test("an invitation's link sets a password, which signs in; a revoked session is dead within a second", async () => {
  const { service, id, url } = await invited("Ada Oak", "ada@example.com");
  const { page } = await pageForTest({ viewport: { width: 1440, height: 900 }, locale: "en-GB" });
  await page.goto(url);
  await page.locator("input[type=password]").fill(password);
  await page.keyboard.press("Enter");
  await page.locator("#content h1").waitFor();
  expect(page.url()).not.toContain("csl_");
  await page.reload();
  await page.locator("#content h1").waitFor();

  const other = await pageForTest({ viewport: { width: 390, height: 844 }, locale: "en-GB" });
  await other.page.goto(`${service.url()}/console/deliveries`);
  await other.page.locator("input[type=email]").fill("ada@example.com");
  await other.page.locator("form input[type=password]").first().fill(password);
  await other.page.keyboard.press("Enter");
  await other.page.locator("#content h1").waitFor();

  const status = () => other.page.evaluate(() => fetch("/manage/v1/me").then((response) => response.status));
  expect(await status()).toBe(200);
  await service.manage(`/operators/${id}`, { active: false }, "PATCH");
  expect(await status()).toBe(401);
});

test.each([
  ["light", 1440],
  ["dark", 1440],
  ["light", 390],
  ["dark", 390],
] as const)(
  "axe finds nothing on signing in and on a link's page, %s, at %d pixels",
  async (theme, width) => {
    const { service, url } = await invited("Bea", `bea-${theme}-${width}@example.com`);
    const options = { viewport: { width, height: 844 }, colorScheme: theme, locale: "ru-RU" } as const;
    const { page, errors } = await pageForTest(options);
    for (const [name, address] of [
      ["sign-in", `${service.url()}/console/`],
      ["welcome", url],
    ] as const) {
      await page.goto(address);
      await page.locator("form input[type=password]").first().waitFor();
      await screenshot(page, `console-${name}-${theme}-${width}`);
      const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
      expect([name, await findings(page, tags)]).toEqual([name, []]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
    expect(errors).toEqual([]);
  },
);
