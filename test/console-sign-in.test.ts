import { readFile } from "node:fs/promises";
import { startIdentityProvider } from "@countersign/server/testing-provider";
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import { findings } from "./support/accessibility.ts";
import { pageForTest, screenshot } from "./support/browser.ts";
import { freePort } from "./support/free-port.ts";
import { serviceForFile, until } from "./support/service.ts";
import { totpCode } from "./support/totp-code.ts";

const password = "plum-kettle-orbit-7";
const desk = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

const identity = await startIdentityProvider();
afterAll(() => identity.close());

const serviceOfFile = serviceForFile("console-sign-in", async () => {
  const port = String(await freePort());
  // Browsers allow passkeys over https, or on this host name.
  const publicUrl = `http://localhost:${port}`;
  identity.trust(`${publicUrl}/console/provider`);
  return {
    PORT: port,
    PUBLIC_URL: publicUrl,
    COUNTERSIGN_OIDC_ISSUER: identity.issuer,
    COUNTERSIGN_OIDC_CLIENT_ID: identity.client.id,
    COUNTERSIGN_OIDC_CLIENT_SECRET: identity.client.secret,
    COUNTERSIGN_OIDC_NAME: "Bank account",
    COUNTERSIGN_OIDC_ROLES: "reviewers=reviewer",
  };
});

/** The address at which browsers reach this file's service. */
async function consoleUrl(): Promise<string> {
  const service = await serviceOfFile();
  return `http://localhost:${new URL(service.url()).port}/console`;
}

async function invited(name: string, email: string, role = "admin") {
  const service = await serviceOfFile();
  const made = await service.manage("/operators", { name, email, role });
  return { service, id: String(made.id), url: String(made.invitation.url) };
}

/** A page of somebody who has accepted their invitation. */
async function signedIn(name: string, email: string, options: BrowserContextOptions = {}) {
  const invitation = await invited(name, email);
  const shown = await pageForTest({ viewport: desk, locale: "en-GB", ...options });
  await shown.page.goto(invitation.url);
  await shown.page.locator("input[type=password]").fill(password);
  await shown.page.keyboard.press("Enter");
  await shown.page.locator("#content h1").waitFor();
  return { ...invitation, ...shown };
}

/** Enters e-mail address and password where the page asks for them. */
async function enterPassword(page: Page, email: string, entered = password): Promise<void> {
  await page.locator("input[type=email]").fill(email);
  await page.locator("form input[type=password]").first().fill(entered);
  await page.keyboard.press("Enter");
}

async function signOut(page: Page): Promise<void> {
  await page.locator("aside button[aria-haspopup=menu]").click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
}

/** The status of a call with this browser's cookie. */
function statusAt(page: Page): Promise<number> {
  return page.evaluate(() => fetch("/manage/v1/me").then((response) => response.status));
}

test("the first operator follows the printed link, and signs in with a second factor set up on the account's screen", async () => {
  const service = await serviceOfFile();
  const link = /http:\S+\/console\/welcome#csl_\S+/.exec(await readFile(service.logFile, "utf8"))?.[0] ?? "";
  const { page, errors } = await pageForTest({ viewport: desk, locale: "en-GB" });
  await page.goto(link);
  await page.getByLabel("Name").fill("Ada Oak");
  await page.locator("input[type=email]").fill("ada@example.com");
  await page.locator("input[type=password]").fill(password);
  await page.keyboard.press("Enter");
  await page.locator("#content h1").waitFor();
  expect(page.url()).not.toContain("csl_");

  await page.locator("aside button[aria-haspopup=menu]").click();
  await page.getByRole("menuitem", { name: "My account" }).click();
  await page.getByRole("button", { name: "Set up" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("img", { name: /QR code/ }).waitFor();
  const secret = await dialog.locator("code").innerText();
  await screenshot(page, "console-totp-light-1440");
  await dialog.locator("input").fill(totpCode(secret, Date.now()));
  await dialog.getByRole("button", { name: "Turn on" }).click();
  await page.getByText("Each of them replaces the app once.").waitFor();
  const codes = await page.getByRole("dialog").locator("li code").allInnerTexts();
  expect(new Set(codes).size).toBe(10);
  await screenshot(page, "console-recovery-codes-light-1440");
  await page.getByRole("button", { name: "I have kept them" }).click();
  await page.getByText("10 recovery codes left").waitFor();

  await signOut(page);
  await enterPassword(page, "ada@example.com");
  await page.getByLabel("Code from the authenticator app").fill(totpCode(secret, Date.now() + 30_000));
  await page.keyboard.press("Enter");
  await page.locator("#content h1").waitFor();
  await signOut(page);
  await enterPassword(page, "ada@example.com");
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  await page.getByLabel("Recovery code").fill(codes[4] ?? "");
  await page.keyboard.press("Enter");
  await page.locator("#content h1").waitFor();
  expect(errors).toEqual([]);
});

test("a passkey is created on the account's screen, signs in, and is removed", async () => {
  const { page, errors } = await signedIn("Bea Elm", "bea@example.com");
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto(`${await consoleUrl()}/account`);
  await page.getByLabel("Name of the passkey").fill("Laptop");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByRole("button", { name: "Remove: Laptop" }).waitFor();
  await signOut(page);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.getByText("by passkey").waitFor();
  await page.getByRole("button", { name: "Remove: Laptop" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await page.getByText("No passkeys yet.").waitFor();
  expect(errors).toEqual([]);
});

test("somebody signs in with the company's provider, with the role of their group", async () => {
  identity.signIn("gus", { name: "Gus Fir", groups: ["reviewers"] });
  const { page, errors } = await pageForTest({ viewport: desk, locale: "en-GB" });
  await page.goto(`${await consoleUrl()}/account`);
  await page.getByRole("button", { name: "Sign in with Bank account" }).click();
  await page.locator("aside").getByText("Gus Fir").waitFor();
  expect(page.url()).not.toContain("code=");
  await page.goto(`${await consoleUrl()}/account`);
  await page.getByText("by OpenID Connect").waitFor();

  identity.signIn("hal", { name: "Hal Ash", groups: [] });
  const other = await pageForTest({ viewport: desk, locale: "en-GB" });
  await other.page.goto(`${await consoleUrl()}/`);
  await other.page.getByRole("button", { name: "Sign in with Bank account" }).click();
  await other.page.getByText("you have no role here").waitFor();
  expect(errors).toEqual([]);
});

test("an admin invites somebody, whose preferences follow them between browsers, and ends their access", async () => {
  const { page, errors } = await signedIn("Cleo Yew", "cleo@example.com");
  await page.goto(`${await consoleUrl()}/operators`);
  await page.getByRole("button", { name: "Add a person" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Dan Fig");
  await dialog.getByLabel("E-mail").fill("dan@example.com");
  await dialog.getByLabel("Role in the whole service").selectOption("reviewer");
  await dialog.getByRole("button", { name: "Add and make the link" }).click();
  await page.getByText("Send it to this person").waitFor();
  const link = await page.getByRole("dialog").locator("code").innerText();
  await page.getByRole("button", { name: "Done" }).click();

  const dan = (await pageForTest({ viewport: desk, locale: "en-GB" })).page;
  await dan.goto(link);
  await dan.locator("input[type=password]").fill(password);
  await dan.keyboard.press("Enter");
  await dan.locator("#content h1").waitFor();
  await dan.goto(`${await consoleUrl()}/account`);
  await dan.getByRole("button", { name: "Roomy" }).click();
  await dan.getByRole("button", { name: "Dark" }).click();
  await dan.getByRole("button", { name: "Русский" }).click();
  await dan.getByRole("heading", { name: "Моя учётная запись" }).waitFor();

  const elsewhere = (await pageForTest({ viewport: phone, locale: "en-GB" })).page;
  await elsewhere.goto(`${await consoleUrl()}/operators`);
  await enterPassword(elsewhere, "dan@example.com");
  await elsewhere.getByRole("heading", { name: "Операторы" }).waitFor();
  await elsewhere.getByText("Это не входит в вашу роль.").waitFor();
  const { theme, density } = await elsewhere.evaluate(() => ({ ...document.documentElement.dataset }));
  expect([theme, density]).toEqual(["dark", "comfortable"]);

  await page.getByRole("button", { name: /^Dan Fig/ }).click();
  await page.getByRole("button", { name: "Disable" }).click();
  await page.getByRole("alertdialog").getByText("Disable Dan Fig?").waitFor();
  expect(await statusAt(elsewhere)).toBe(200);
  await page.getByRole("alertdialog").getByRole("button", { name: "Disable" }).click();
  await page.getByRole("button", { name: "Enable" }).waitFor();
  expect([await statusAt(elsewhere), await statusAt(dan)]).toEqual([401, 401]);
  expect(errors).toEqual([]);
});

test("a locked account shows how long to wait, second by second", async () => {
  await signedIn("Eve Bay", "eve@example.com");
  const { page } = await pageForTest({ viewport: desk, locale: "en-GB" });
  await page.goto(`${await consoleUrl()}/`);
  await page.locator("input[type=email]").waitFor();
  for (let failure = 0; failure < 5; failure++) {
    const refused = page.waitForResponse((response) => response.url().endsWith("/session"));
    await enterPassword(page, "eve@example.com", "wrong-wrong-wrong");
    expect((await refused).status()).toBe(401);
  }
  await enterPassword(page, "eve@example.com");
  const note = page.getByText(/^Too many attempts\. Try again in \d:\d\d\.$/);
  const first = await note.innerText();
  await until("the time runs", async () => (await note.innerText()) !== first);
  await screenshot(page, "console-locked-light-1440");
});

test("axe finds nothing on the screens of sign-in and accounts, in both themes, at both widths", async () => {
  const link = (await invited("Fay", "fay@example.com")).url;
  const entry = await pageForTest({ viewport: desk, locale: "ru-RU" });
  const { page, errors, service } = await signedIn("Ann Oak", "ann@example.com", { locale: "ru-RU" });
  await service.manage("/projects", { name: "Demo bank", mode: "test" });
  const base = await consoleUrl();
  const screens = [
    { name: "sign-in", page: entry.page, address: `${base}/`, text: "Войти через Bank account" },
    { name: "welcome", page: entry.page, address: link, text: "Задать и войти" },
    { name: "account", page, address: `${base}/account`, text: "Мои токены" },
    { name: "operators", page, address: `${base}/operators`, text: "fay@example.com" },
  ];
  const found: string[] = [];
  const look = async (at: Page, name: string) => {
    for (const viewport of [desk, phone]) {
      await at.setViewportSize(viewport);
      const width = await at.evaluate(() => document.documentElement.scrollWidth);
      if (width > viewport.width) found.push(`${name}: is ${width} pixels wide at ${viewport.width}`);
      for (const colorScheme of ["light", "dark"] as const) {
        await at.emulateMedia({ colorScheme });
        await screenshot(at, `console-${name}-${colorScheme}-${viewport.width}`);
        // A theme only changes colours: for the dark one, only the rules about colours are checked.
        const tags = colorScheme === "dark" ? ["wcag2aa"] : everyRule;
        const here = await findings(at, tags);
        found.push(...here.map((each) => `${name}, ${colorScheme}, ${viewport.width}: ${each}`));
      }
    }
    await at.setViewportSize(desk);
  };
  for (const { name, page: at, address, text } of screens) {
    await at.goto(address);
    await at.getByText(text).first().waitFor();
    await look(at, name);
  }
  await page.getByRole("button", { name: "Добавить человека" }).click();
  await page.getByRole("button", { name: "Добавить роль в проекте" }).click();
  await look(page, "operator-new");
  await page.keyboard.press("Escape");
  await page.locator("button[data-row]", { hasText: "Ann Oak" }).click();
  await page.getByText("этот браузер").waitFor();
  await look(page, "operator");
  expect(found).toEqual([]);
  expect([...errors, ...entry.errors]).toEqual([]);
});

const everyRule = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
