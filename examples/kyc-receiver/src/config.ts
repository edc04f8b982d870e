/** The shop's settings. */
export interface Config {
  port: number;
  /** what links in mails start with */
  publicUrl: string;
  /** null: an embedded Postgres in `dataDir` */
  databaseUrl: string | null;
  dataDir: string;
  countersign: { url: string; apiKey: string };
  /** the webhook's secrets: two during a rotation */
  webhookSecrets: string[];
  /** null: mails are printed */
  smtpUrl: string | null;
  mailFrom: string;
}

/**
 * Reads the settings from the environment.
 *
 * @throws Error naming the variable that is missing or wrong.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const port = Number(env.PORT ?? 9797);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error("PORT must be a port number");
  const needed = (name: string): string => {
    const value = env[name];
    if (!value) throw new Error(`${name} is missing: see the README`);
    return value;
  };
  return {
    port,
    publicUrl: env.PUBLIC_URL ?? `http://127.0.0.1:${port}`,
    databaseUrl: env.DATABASE_URL ?? null,
    dataDir: env.DATA_DIR ?? "shop-data",
    countersign: {
      url: env.COUNTERSIGN_URL ?? "http://127.0.0.1:8787",
      apiKey: needed("COUNTERSIGN_API_KEY"),
    },
    webhookSecrets: needed("WEBHOOK_SECRETS").split(","),
    smtpUrl: env.SMTP_URL ?? null,
    mailFrom: env.MAIL_FROM ?? "Shop <kyc@shop.example>",
  };
}
