import path from "node:path";
import ipaddr from "ipaddr.js";
import { z } from "zod";
import { masterKeyOf } from "./master-key.ts";

/** How this process was told to run. */
export interface Config {
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** Null where it wasn't given: then it is where the service came to listen. */
  publicUrl: string | null;
  /** An absolute path. */
  dataDir: string;
  /** Null: the embedded Postgres under `dataDir`. */
  databaseUrl: string | null;
  /** 32 bytes. */
  masterKey: Uint8Array;
  operatorToken: string | null;
  /** CIDRs exempt from the private-address and https rules. */
  outboundAllow: string[];
  /** `api` serves HTTP and sends nothing, `worker` sends and serves only its health, `all` does both. */
  role: "all" | "api" | "worker";
}

/** A setting that can't be used; the message names the variable and what mends it, never a secret's value. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((value) => value <= 65_535);

const variables = z.object({
  HOST: z
    .string()
    .regex(/^[^\s/]+$/)
    .default("127.0.0.1"),
  PORT: port.default(8787),
  PUBLIC_URL: z
    .string()
    .transform((value) => value.replace(/\/+$/, ""))
    .refine(isBaseUrl)
    .optional(),
  DATA_DIR: z.string().default("./data"),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/\S+$/)
    .optional(),
  COUNTERSIGN_MASTER_KEY: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=$/)
    .transform((value) => new Uint8Array(Buffer.from(value, "base64")))
    .optional(),
  COUNTERSIGN_OPERATOR_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{24,200}$/)
    .optional(),
  COUNTERSIGN_OUTBOUND_ALLOW: z
    .string()
    .transform((value) => value.split(",").map((cidr) => cidr.trim()))
    .refine((cidrs) => cidrs.every((cidr) => ipaddr.isValidCIDR(cidr)))
    .optional(),
  COUNTERSIGN_ROLE: z.enum(["all", "api", "worker"]).default("all"),
});

type Variable = keyof typeof variables.shape;

const mends: Record<Variable, string> = {
  HOST: "must be an address or host name to listen on, such as 127.0.0.1 or 0.0.0.0",
  PORT: "must be a number from 0 to 65535; 0 takes any free port",
  PUBLIC_URL: "must be an http or https URL without query and fragment, such as https://id.example.com",
  DATA_DIR: "must be the path of a directory",
  DATABASE_URL: "must be a Postgres address: postgres://user:password@host:5432/database",
  COUNTERSIGN_MASTER_KEY:
    "must be 32 random bytes in base64 (44 characters); `openssl rand -base64 32` makes one",
  COUNTERSIGN_OPERATOR_TOKEN:
    "must be 24 to 200 printable ASCII characters without spaces; `openssl rand -hex 32` makes one",
  COUNTERSIGN_OUTBOUND_ALLOW: "must be comma-separated CIDRs, such as 10.0.0.0/8,fd00::/8",
  COUNTERSIGN_ROLE: "must be all, api or worker",
};

/**
 * The configuration of this process; a variable that is set to nothing counts as absent. With the embedded
 * Postgres the master key is made on the first start and kept beside the data; a database elsewhere outlives this
 * machine, so its key must be given.
 *
 * @throws ConfigError
 */
// biome-ignore lint/style/noProcessEnv: the only reader of the environment
export function loadConfig(env: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = variables.safeParse(given);
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map((issue) => issue.path[0] as Variable));
    throw new ConfigError([...names].map((name) => `${name} ${mends[name]}.`).join("\n"));
  }
  const settings = parsed.data;
  const dataDir = path.resolve(settings.DATA_DIR);
  if (settings.DATABASE_URL !== undefined && settings.COUNTERSIGN_MASTER_KEY === undefined) {
    throw new ConfigError(
      `COUNTERSIGN_MASTER_KEY must be given together with DATABASE_URL: it ${mends.COUNTERSIGN_MASTER_KEY}. Keep it: without it, what the database holds can't be read.`,
    );
  }
  return {
    host: settings.HOST,
    port: settings.PORT,
    publicUrl: settings.PUBLIC_URL ?? null,
    dataDir,
    databaseUrl: settings.DATABASE_URL ?? null,
    masterKey: settings.COUNTERSIGN_MASTER_KEY ?? masterKeyOf(dataDir),
    operatorToken: settings.COUNTERSIGN_OPERATOR_TOKEN ?? null,
    outboundAllow: settings.COUNTERSIGN_OUTBOUND_ALLOW ?? [],
    role: settings.COUNTERSIGN_ROLE,
  };
}

function isBaseUrl(value: string): boolean {
  const url = URL.parse(value);
  return (
    url !== null &&
    /^https?:$/.test(url.protocol) &&
    url.search === "" &&
    url.hash === "" &&
    url.username === ""
  );
}
