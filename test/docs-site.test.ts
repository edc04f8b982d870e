import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { findings } from "./support/accessibility.ts";
import { pageForTest } from "./support/browser.ts";
import { serviceForFile, type TestService } from "./support/service.ts";

/**
 * The documentation at `/docs`: complete, small, found by search, and served by this service alone.
 */

const site = path.resolve(import.meta.dirname, "../packages/docs/dist/site");
const pages = new Map(
  globSync("**/*.html", { cwd: site }).map((file) => [
    `/docs/${file}`.replace(/\/index\.html$/, ""),
    readFileSync(path.join(site, file), "utf8"),
  ]),
);
const maxBytes = 100_000;

const start = serviceForFile("docs-site");
let service: TestService;
beforeAll(async () => {
  service = await start();
});

test("no link of any page is dead", () => {
  const files = new Set(globSync("**/*.*", { cwd: site }).map((file) => `/docs/${file}`));
  const served = new Set(["/openapi.json", "/asyncapi.json"]);
  const dead: string[] = [];
  for (const [address, html] of pages) {
    for (const [, target = ""] of html.matchAll(/\s(?:href|src)="([^"]*)"/g)) {
      if (/^(?:https?:|mailto:|data:)/.test(target)) continue;
      const [, to = "", anchor] = /^([^#?]*)(?:#(.*))?$/.exec(target.replaceAll("&amp;", "&")) ?? [];
      const place = to === "" ? address : to.replace(/\/$/, "");
      const page = pages.get(place);
      const exists = page !== undefined || files.has(to) || served.has(to);
      const id = decodeURIComponent(anchor ?? "");
      if (!exists || (id !== "" && page?.includes(`id="${id}"`) === false))
        dead.push(`${address}: ${target}`);
    }
  }
  expect(pages.size).toBeGreaterThan(400);
  expect(dead).toEqual([]);
});

test("every page is smaller than 100 KB, and none has inline scripts or styles", () => {
  const large = [...pages].filter(([, html]) => Buffer.byteLength(html) > maxBytes);
  expect(large.map(([address, html]) => `${address}: ${html.length}`)).toEqual([]);
  const inline = /<script(?![^>]*\ssrc=)[^>]*>|<style|\sstyle="/;
  expect([...pages].filter(([, html]) => inline.test(html)).map(([address]) => address)).toEqual([]);
});

/** Opens a page; returns the hosts that it calls, and how much it receives. */
async function visit(page: Page, address: string): Promise<{ hosts: string[]; bytes: number }> {
  const hosts = new Set<string>();
  page.on("request", (request) => hosts.add(new URL(request.url()).host));
  await page.goto(service.url() + address, { waitUntil: "networkidle" });
  const bytes = await page.evaluate(() => {
    const entries = [
      ...performance.getEntriesByType("navigation"),
      ...performance.getEntriesByType("resource"),
    ] as PerformanceResourceTiming[];
    return entries.reduce((sum, { transferSize }) => sum + transferSize, 0);
  });
  return { hosts: [...hosts], bytes };
}

test("search finds headings, error codes, operations and Russian phrases, without another host", async () => {
  const { page, errors } = await pageForTest({ viewport: { width: 1440, height: 900 } });
  for (const [address, words, found] of [
    ["/docs", "rotate secret", "/docs/guides/webhooks"],
    ["/docs", "idempotency_conflict", "/docs/errors"],
    ["/docs", "createWebhook", "/docs/api/webhooks/create-webhook"],
    ["/docs/ru", "проверка подписи", "/docs/ru/guides/"],
    ["/docs/ru", "Добавить вебхук", "/docs/ru/api/webhooks/create-webhook"],
  ] as const) {
    const { hosts } = await visit(page, address);
    await page.getByRole("button", { name: /search|поиск/i }).click();
    await page.getByRole("textbox").fill(words);
    const links = page.locator(".pagefind-ui__result-link");
    await expect
      .poll(async () => links.evaluateAll((all) => all.map((each) => each.getAttribute("href"))))
      .toContainEqual(expect.stringContaining(found));
    expect(hosts).toEqual([new URL(service.url()).host]);
  }
  expect(errors).toEqual([]);
});

test("a block of code is copied as it is pasted, without its button", async () => {
  const { page } = await pageForTest({ permissions: ["clipboard-read", "clipboard-write"] });
  await visit(page, "/docs/ru/guides/webhooks");
  await page.getByRole("button", { name: "Копировать" }).first().click();
  await page.getByRole("button", { name: "Скопировано" }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^\. docs\/guides\/setup\.sh\n[\s\S]*field id\)$/);
});

test.each(["light", "dark"] as const)("axe finds nothing on pages in the %s theme", async (colorScheme) => {
  const { page, errors } = await pageForTest({ colorScheme, viewport: { width: 1280, height: 900 } });
  for (const address of [
    "/docs",
    "/docs/ru/guides/webhooks",
    "/docs/guides/hooks",
    "/docs/errors",
    "/docs/api/webhooks/create-webhook",
  ]) {
    const { bytes } = await visit(page, address);
    expect([address, await findings(page)]).toEqual([address, []]);
    expect([address, bytes < maxBytes]).toEqual([address, true]);
  }
  expect(errors).toEqual([]);
});
