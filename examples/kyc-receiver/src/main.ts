import { once } from "node:events";
import { createServer } from "node:http";
import nodemailer from "nodemailer";
import pg from "pg";
import { readConfig } from "./config.ts";
import { startEmbeddedPostgres } from "./database/embedded.ts";
import { countersignAt } from "./kyc/countersign.ts";
import type { Transport } from "./mail/mailer.ts";
import { createShop } from "./shop.ts";

/** The shop as a process: `npm start`. Prints its address once it listens; stops on SIGTERM and SIGINT. */
// biome-ignore lint/style/noProcessEnv: the one place that reads the environment
const config = readConfig(process.env);
const log = (line: string) => void process.stdout.write(`${line}\n`);

const embedded = config.databaseUrl === null ? await startEmbeddedPostgres(config.dataDir) : null;
const pool = new pg.Pool({ connectionString: config.databaseUrl ?? embedded?.url });
pool.on("error", (error) => log(`database: ${error.name}`));

const printing: Transport = {
  sendMail: async ({ to, subject, text }) => log(`mail to ${to}: ${subject}\n${text}`),
};
const transport = config.smtpUrl === null ? printing : nodemailer.createTransport(config.smtpUrl);

const { countersign, mailFrom, publicUrl, webhookSecrets } = config;
const shop = await createShop({
  pool,
  countersign: countersignAt(countersign),
  transport,
  mailFrom,
  publicUrl,
  webhookSecrets,
  log,
});
const server = createServer(shop.app).listen(config.port, "127.0.0.1");
await once(server, "listening");
const address = server.address();
const port = typeof address === "object" && address !== null ? address.port : config.port;
log(`listening on http://127.0.0.1:${port}`);

async function stop(): Promise<void> {
  server.close();
  await shop.close();
  await pool.end();
  await embedded?.stop();
}
for (const signal of ["SIGTERM", "SIGINT"] as const)
  process.once(signal, () => {
    void stop().finally(() => process.exit());
  });
