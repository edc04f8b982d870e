import { expect, test } from "vitest";
import { findings } from "./support/accessibility.ts";
import { pageForTest, screenshot } from "./support/browser.ts";
import { commandLineForTest } from "./support/command-line.ts";
import { serviceForFile, until } from "./support/service.ts";

const password = "plum-kettle-orbit-7";
const serviceOfFile = serviceForFile("console-device");

test.each([
  ["light", 1440, "en-GB"],
  ["dark", 390, "ru-RU"],
] as const)(
  "the command line signs in by a code that a person confirms in the console, %s, at %d pixels",
  async (theme, width, locale) => {
    const service = await serviceOfFile();
    const person = { name: "Cleo", email: `cleo-${width}@example.com`, role: "developer" };
    const { invitation } = await service.manage("/operators", person);
    const options = { viewport: { width, height: 844 }, colorScheme: theme, locale } as const;
    const { page, errors } = await pageForTest(options);
    await page.goto(invitation.url);
    await page.locator("input[type=password]").fill(password);
    await page.keyboard.press("Enter");
    await page.locator("#content h1").waitFor();

    const line = commandLineForTest();
    const login = line.start(["login", "--url", service.url()]);
    const shown = () => /Open (\S+) and enter the code (\S+)/.exec(login.stdout) ?? [];
    await until("it shows a code", () => shown().length > 0);
    const [, address = "", code = ""] = shown();
    await page.goto(address);
    await page.locator("form input").fill(code);
    await screenshot(page, `console-device-code-${theme}-${width}`);
    await page.keyboard.press("Enter");
    await page.locator("dl").waitFor();
    await screenshot(page, `console-device-${theme}-${width}`);
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    expect(await findings(page, tags)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.locator("section button").first().click();
    await page
      .locator("[role=status]")
      .filter({ hasText: /терминал|terminal/ })
      .waitFor();

    await login.ended;
    expect(login).toMatchObject({ status: 0, stdout: expect.stringContaining("as profile default") });
    expect(await line.run(["projects", "list"])).toMatchObject({ status: 0 });
    expect(errors).toEqual([]);
  },
);
