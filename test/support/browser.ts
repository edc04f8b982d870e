import { mkdirSync } from "node:fs";
import path from "node:path";
import { afterFile } from "@countersign/server/testing-after-file";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { onTestFinished } from "vitest";
import { programForTest } from "../../scripts/programs.ts";

const screens = path.resolve(import.meta.dirname, "../../.test-logs/screens");

/** Browsers by their fake camera: the file of its video, or a substitute for it. */
const browsers = new Map<string, Promise<Browser>>();

/**
 * What Chromium's camera shows (its own test picture by default), and whether it is given without
 * being asked for.
 */
interface FakeCamera {
  /** A video file (Y4M) to show in a loop. */
  video?: string;
  /** By default yes; otherwise `context.grantPermissions` and the DevTools protocol decide. */
  allowed?: boolean;
}

/**
 * A page in a real Chromium whose camera shows a test picture, with its own cookies and storage;
 * closed when the test that calls this ends. All tests of a file share one browser. Errors that the
 * page logs fail nothing by themselves: check `errors`.
 */
export async function pageForTest(
  options: BrowserContextOptions = {},
  camera: FakeCamera = {},
): Promise<{ page: Page; errors: string[] }> {
  const key = JSON.stringify(camera);
  const browser = browsers.get(key) ?? launchForFile(key, camera);
  const context = await (await browser).newContext({ viewport: { width: 390, height: 844 }, ...options });
  onTestFinished(() => context.close());
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  return { page, errors };
}

/** Launches a browser that other tests of the file use too; it is closed after the file's tests. */
function launchForFile(key: string, camera: FakeCamera): Promise<Browser> {
  const browser = launch(camera);
  browsers.set(key, browser);
  afterFile(async () => {
    browsers.delete(key);
    await (await browser).close();
  });
  return browser;
}

function launch({ video, allowed = true }: FakeCamera): Promise<Browser> {
  return chromium.launch({
    executablePath: programForTest("chromium"),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--use-fake-device-for-media-stream",
      // Two pages call each other also where this machine has no other address.
      "--allow-loopback-in-peer-connection",
      ...(allowed ? ["--use-fake-ui-for-media-stream"] : []),
      ...(video === undefined ? [] : [`--use-file-for-fake-video-capture=${video}`]),
    ],
  });
}

/** Saves a screenshot next to the logs, for humans. */
export async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync(screens, { recursive: true });
  await page.screenshot({ path: path.join(screens, `${name}.png`) });
}
