import { mkdirSync } from "node:fs";
import path from "node:path";
import { createServer } from "vite";
import { type Bank, openBank } from "./bank.ts";
import { watchedService } from "./service.ts";

/**
 * `npm run dev`: the service, restarted when its sources change, and the applicant's page with hot
 * reload. Data is kept in `data/dev`; Enter starts another session, Ctrl-C stops everything.
 */
const root = path.resolve(import.meta.dirname, "../..");
const operatorToken = "operator-token-for-development";
const sources = ["packages/server/src", "packages/wire/src"].map((dir) => path.join(root, dir));

// biome-ignore lint/style/noProcessEnv: `PORT=… npm run dev` works as it does for `npm start`
const { PORT = "8787", DATA_DIR = "data/dev" } = process.env;
const dataDir = path.resolve(root, DATA_DIR);
mkdirSync(dataDir, { recursive: true });

/**
 * The page's own calls, `/s/{session}/state` and so on; everything else under `/s/` is
 * vite's.
 */
const pageCalls = "^/s/[a-z0-9]?[A-Za-z0-9_-]{21}/";
const pages = await createServer({
  root: path.join(root, "packages/applicant"),
  configFile: path.join(root, "packages/applicant/vite.config.ts"),
  server: { host: "127.0.0.1", proxy: { [pageCalls]: `http://127.0.0.1:${PORT}` } },
});
await pages.listen();
const publicUrl = new URL(pages.resolvedUrls?.local[0] ?? "").origin;

let bank: Bank | null = null;
const service = watchedService(
  {
    PORT,
    DATA_DIR: dataDir,
    PUBLIC_URL: publicUrl,
    COUNTERSIGN_OPERATOR_TOKEN: operatorToken,
    COUNTERSIGN_OUTBOUND_ALLOW: "127.0.0.0/8",
  },
  path.join(dataDir, "service.log"),
  async (url) => {
    if (bank !== null) return;
    bank = await openBank(url, operatorToken, dataDir);
    process.stdout.write(`  API reference    ${url}/docs\n  operator's token ${operatorToken}\n`);
    await printSession();
  },
);

pages.watcher.add(sources);
pages.watcher.on("all", (_event, file) => {
  if (sources.some((dir) => file.startsWith(dir)) && !file.endsWith(".test.ts")) service.restart();
});
process.stdin.on("data", () => void printSession());
process.once("SIGINT", stop);
process.once("SIGTERM", stop);

async function printSession(): Promise<void> {
  try {
    const address = await bank?.startSession();
    process.stdout.write(`  applicant's page ${address ?? "not yet: the service is starting"}\n`);
  } catch (error) {
    process.stdout.write(`could not start a session: ${error instanceof Error ? error.message : error}\n`);
  }
}

async function stop(): Promise<void> {
  await Promise.all([pages.close(), service.stop()]);
  process.exit(0);
}
