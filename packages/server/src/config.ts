import { isIP } from "node:net";
import path from "node:path";
import { quotaRateSchema } from "@countersign/wire";
import ipaddr from "ipaddr.js";
import { z } from "zod";
import { hostsOf } from "./db/index.ts";
import { masterKeyOf, previousMasterKeyOf } from "./master-key.ts";
import { parseAllowList } from "./outbound/index.ts";
import type { QuotaDefaults } from "./quotas/index.ts";
import { type ProviderSettings, parseGroupRoles } from "./sign-in/index.ts";
import type { StorageLimits } from "./storage/index.ts";
import type { TracingSettings } from "./telemetry/index.ts";

/** The configuration of this process. */
export interface Config {
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** Port of the separate listener for health and metrics; null: none. */
  healthPort: number | null;
  /** CIDRs of the proxies whose `X-Forwarded-For` is trusted. */
  trustedProxies: string[];
  /** Maximum connections of one address. */
  connectionsPerAddress: number;
  /** Failed authentications of one address per minute, before it gets 429. */
  failuresPerAddress: number;
  /** Null if not set: the address that the service listens on is used. */
  publicUrl: string | null;
  /** An absolute path. */
  dataDir: string;
  /** Null: the embedded Postgres under `dataDir`. */
  databaseUrl: string | null;
  /** 32 bytes. */
  masterKey: Uint8Array;
  /** During a rotation of the master key: the previous one. */
  previousMasterKey: Uint8Array | null;
  /** Whether the master keys are files in `dataDir` rather than environment variables. */
  masterKeyInFile: boolean;
  operatorToken: string | null;
  /** How long a browser stays signed in without a request, and at most. */
  sessions: { idleMs: number; maxMs: number };
  /** The OpenID Connect provider with which people sign in; null: none. */
  provider: ProviderSettings | null;
  /** Networks exempt from the private-address and https rules, with their scopes. */
  outboundAllow: string[];
  /** Name servers to use instead of those of `/etc/resolv.conf`. */
  dnsServers: string[] | null;
  /** Maximum size of a user's document. */
  maxDocumentBytes: number;
  /** How long a call waits for one statement, in milliseconds. */
  storeTimeoutMs: number;
  /** The store may have several hosts of which only one has the newest commits. */
  acceptLoss: boolean;
  /** Minimum seconds between two runs that overwrite erased data in the database's files. */
  scrubSeconds: number;
  /** How long an upload waits for a look at its picture, in milliseconds. */
  uploadCheckMs: number;
  /** `api` serves HTTP and sends nothing, `worker` sends and serves only its health, `all` does both. */
  role: "all" | "api" | "worker";
  /** Default quotas of a project. */
  quotas: QuotaDefaults;
  /** How much may be stored. */
  storage: StorageLimits;
  /** Null: tracing is off. */
  tracing: TracingSettings | null;
}

/** An invalid setting; the message names the variable and the fix, never a secret's value. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((value) => value <= 65_535);

const quota = z
  .string()
  .regex(/^(off|\d{1,7}(\.\d{1,2})?\/\d{1,7})$/)
  .transform((value) => (value === "off" ? null : value.split("/").map(Number)))
  .transform((parts) => parts && { perSecond: parts[0] ?? 0, burst: parts[1] ?? 0 })
  .refine((rate) => rate === null || quotaRateSchema.safeParse(rate).success);

const units = { MB: 1_000_000, GB: 1_000_000_000, TB: 1_000_000_000_000 } as const;

const bytes = z
  .string()
  .regex(/^(off|[1-9]\d{0,5}(MB|GB|TB))$/)
  .transform((value) =>
    value === "off" ? null : Number(value.slice(0, -2)) * units[value.slice(-2) as keyof typeof units],
  );

const cidrs = z
  .string()
  .transform((value) => value.split(",").map((cidr) => cidr.trim()))
  .refine((list) => list.every((cidr) => ipaddr.isValidCIDR(cidr)));

const masterKey = z
  .string()
  .regex(/^[A-Za-z0-9+/]{43}=$/)
  .transform((value) => new Uint8Array(Buffer.from(value, "base64")));

const variables = z.object({
  HOST: z
    .string()
    .regex(/^[^\s/]+$/)
    .default("127.0.0.1"),
  PORT: port.default(8787),
  HEALTH_PORT: port.optional(),
  TRUSTED_PROXIES: cidrs.optional(),
  COUNTERSIGN_CONNECTIONS_PER_ADDRESS: z
    .string()
    .regex(/^[1-9]\d{0,4}$/)
    .transform(Number)
    .default(1024),
  COUNTERSIGN_FAILURES_PER_ADDRESS: z
    .string()
    .regex(/^[1-9]\d{0,5}$/)
    .transform(Number)
    .default(300),
  PUBLIC_URL: z
    .string()
    .transform((value) => value.replace(/\/+$/, ""))
    .refine(isBaseUrl)
    .optional(),
  DATA_DIR: z.string().default("./data"),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/\S+$/)
    .refine((value) => hostsOf(value).every((host) => URL.canParse(host)))
    .optional(),
  COUNTERSIGN_MASTER_KEY: masterKey.optional(),
  COUNTERSIGN_PREVIOUS_MASTER_KEY: masterKey.optional(),
  COUNTERSIGN_OPERATOR_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{24,200}$/)
    .optional(),
  COUNTERSIGN_SESSION_IDLE_MINUTES: z
    .string()
    .regex(/^[1-9]\d{0,3}$/)
    .transform(Number)
    .refine((value) => value >= 5 && value <= 1440)
    .default(60),
  COUNTERSIGN_SESSION_HOURS: z
    .string()
    .regex(/^[1-9]\d{0,2}$/)
    .transform(Number)
    .refine((value) => value <= 168)
    .default(12),
  COUNTERSIGN_OIDC_ISSUER: z.string().refine(isBaseUrl).optional(),
  COUNTERSIGN_OIDC_CLIENT_ID: z.string().max(500).optional(),
  COUNTERSIGN_OIDC_CLIENT_SECRET: z.string().max(1000).optional(),
  COUNTERSIGN_OIDC_NAME: z.string().max(60).default("OpenID Connect"),
  COUNTERSIGN_OIDC_SCOPE: z
    .string()
    .max(500)
    .refine((value) => value.split(" ").includes("openid"))
    .default("openid profile email"),
  COUNTERSIGN_OIDC_GROUPS_CLAIM: z.string().max(200).default("groups"),
  COUNTERSIGN_OIDC_ROLES: z
    .string()
    .transform((value) => parseGroupRoles(value) ?? [])
    .refine((roles) => roles.length > 0)
    .optional(),
  COUNTERSIGN_OUTBOUND_ALLOW: z
    .string()
    .transform((value) => value.split(",").map((entry) => entry.trim()))
    .superRefine(checkAllowList)
    .optional(),
  COUNTERSIGN_DNS_SERVERS: z
    .string()
    .transform((value) => value.split(",").map((server) => server.trim()))
    .refine((servers) => servers.length <= 8 && servers.every(isDnsServer))
    .optional(),
  COUNTERSIGN_MAX_DOCUMENT_MB: z
    .string()
    .regex(/^[1-9]\d{0,2}$/)
    .transform(Number)
    .refine((value) => value <= 100)
    .default(10),
  COUNTERSIGN_QUOTA_EVENTS: quota.default({ perSecond: 10_000, burst: 50_000 }),
  COUNTERSIGN_QUOTA_SESSIONS: quota.default({ perSecond: 500, burst: 5_000 }),
  COUNTERSIGN_QUOTA_INTERCEPTIONS: quota.default({ perSecond: 5_000, burst: 20_000 }),
  COUNTERSIGN_QUOTA_STORAGE: bytes.default(100_000_000_000),
  COUNTERSIGN_QUOTA_STORAGE_TOTAL: bytes.default(null),
  COUNTERSIGN_STORE_TIMEOUT_SECONDS: z
    .string()
    .regex(/^[1-9]\d{0,2}$/)
    .transform(Number)
    .refine((value) => value <= 600)
    .default(8),
  COUNTERSIGN_ACCEPT_LOSS_OF_EVENTS_ON_FAILOVER: z.enum(["true", "false"]).default("false"),
  COUNTERSIGN_SCRUB_SECONDS: z
    .string()
    .regex(/^[1-9]\d{0,4}$/)
    .transform(Number)
    .default(60),
  COUNTERSIGN_UPLOAD_CHECK_SECONDS: z
    .string()
    .regex(/^[1-9]\d?$/)
    .transform(Number)
    .refine((value) => value <= 60)
    .default(5),
  COUNTERSIGN_ROLE: z.enum(["all", "api", "worker"]).default("all"),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .string()
    .transform((value) => value.replace(/\/+$/, ""))
    .refine(isBaseUrl)
    .optional(),
  OTEL_SERVICE_NAME: z.string().max(200).default("countersign"),
  OTEL_TRACES_SAMPLER_ARG: z
    .string()
    .regex(/^(0(\.\d+)?|1(\.0+)?)$/)
    .transform(Number)
    .default(1),
});

type Variable = keyof typeof variables.shape;

const quotaMends =
  "must be how many a second and how many at once, such as 1000/5000 (at most 1000000 each), or off";

const bytesMends = "must be a number of MB, GB or TB, such as 100GB, or off";

const mends: Record<Variable, string> = {
  HOST: "must be an address or host name to listen on, such as 127.0.0.1 or 0.0.0.0",
  PORT: "must be a number from 0 to 65535; 0 takes any free port",
  HEALTH_PORT: "must be a number from 0 to 65535, other than PORT; 0 takes any free port",
  TRUSTED_PROXIES: "must be comma-separated CIDRs, such as 10.0.0.5/32,fd00::/8",
  COUNTERSIGN_CONNECTIONS_PER_ADDRESS: "must be a whole number from 1 to 99999",
  COUNTERSIGN_FAILURES_PER_ADDRESS: "must be a whole number of failures in a minute, from 1 to 999999",
  PUBLIC_URL: "must be an http or https URL without query and fragment, such as https://id.example.com",
  DATA_DIR: "must be the path of a directory",
  DATABASE_URL:
    "must be a Postgres address: postgres://user:password@host:5432/database, or with several hosts: user:password@a:5432,b:5432/database",
  COUNTERSIGN_MASTER_KEY:
    "must be 32 random bytes in base64 (44 characters); `openssl rand -base64 32` makes one",
  COUNTERSIGN_PREVIOUS_MASTER_KEY:
    "must be the master key that COUNTERSIGN_MASTER_KEY replaces: 32 bytes in base64 (44 characters), other ones",
  COUNTERSIGN_OPERATOR_TOKEN:
    "must be 24 to 200 printable ASCII characters without spaces; `openssl rand -hex 32` makes one",
  COUNTERSIGN_SESSION_IDLE_MINUTES: "must be a whole number of minutes from 5 to 1440",
  COUNTERSIGN_SESSION_HOURS: "must be a whole number of hours from 1 to 168",
  COUNTERSIGN_OIDC_ISSUER:
    "must be the provider's issuer, an https URL without query and fragment, such as https://login.example.com/realms/bank",
  COUNTERSIGN_OIDC_CLIENT_ID: "must be the id by which the provider knows this service",
  COUNTERSIGN_OIDC_CLIENT_SECRET: "must be the secret that the provider gave with the client id",
  COUNTERSIGN_OIDC_NAME: "must be what the button says, of at most 60 characters",
  COUNTERSIGN_OIDC_SCOPE: "must be scopes separated by spaces, openid among them",
  COUNTERSIGN_OIDC_GROUPS_CLAIM: "must be the name of the claim that lists a person's groups",
  COUNTERSIGN_OIDC_ROLES:
    "must be group=role or group=role@project, separated by semicolons, such as bank-admins=admin;loans=developer@SV9jB5pEUcoJtVbfZc4hq",
  COUNTERSIGN_OUTBOUND_ALLOW:
    "must be comma-separated networks, each with a scope, such as gateway@10.1.0.0/16, or without one",
  COUNTERSIGN_DNS_SERVERS:
    "must be one to eight comma-separated addresses of name servers, such as 10.0.0.53 or [fd00::53]:5353",
  COUNTERSIGN_SCRUB_SECONDS: "must be a whole number of seconds from 1 to 99999",
  COUNTERSIGN_MAX_DOCUMENT_MB: "must be a whole number of mebibytes from 1 to 100",
  COUNTERSIGN_QUOTA_EVENTS: quotaMends,
  COUNTERSIGN_QUOTA_SESSIONS: quotaMends,
  COUNTERSIGN_QUOTA_INTERCEPTIONS: quotaMends,
  COUNTERSIGN_QUOTA_STORAGE: bytesMends,
  COUNTERSIGN_QUOTA_STORAGE_TOTAL: bytesMends,
  COUNTERSIGN_ACCEPT_LOSS_OF_EVENTS_ON_FAILOVER: "must be true or false",
  COUNTERSIGN_STORE_TIMEOUT_SECONDS: "must be a whole number of seconds from 1 to 600",
  COUNTERSIGN_UPLOAD_CHECK_SECONDS: "must be a whole number of seconds from 1 to 60",
  COUNTERSIGN_ROLE: "must be all, api or worker",
  OTEL_EXPORTER_OTLP_ENDPOINT: "must be a collector's OTLP/HTTP address, such as http://127.0.0.1:4318",
  OTEL_SERVICE_NAME: "must be a name of at most 200 characters",
  OTEL_TRACES_SAMPLER_ARG: "must be the part of all events to trace, from 0 to 1, such as 0.1",
};

/**
 * The configuration of this process; an empty variable counts as absent. With the embedded
 * Postgres the master key is generated on the first start and stored next to the data; a database elsewhere outlives this
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
    const lines = parsed.error.issues.map((issue) => {
      const name = issue.path[0] as Variable;
      return issue.code === "custom" && issue.params?.precise ? issue.message : `${name} ${mends[name]}.`;
    });
    throw new ConfigError([...new Set(lines)].join("\n"));
  }
  const settings = parsed.data;
  const dataDir = path.resolve(settings.DATA_DIR);
  if (settings.HEALTH_PORT !== undefined && settings.HEALTH_PORT === settings.PORT && settings.PORT !== 0)
    throw new ConfigError(`HEALTH_PORT ${mends.HEALTH_PORT}.`);
  if (settings.DATABASE_URL !== undefined && settings.COUNTERSIGN_MASTER_KEY === undefined) {
    throw new ConfigError(
      `COUNTERSIGN_MASTER_KEY must be given together with DATABASE_URL: it ${mends.COUNTERSIGN_MASTER_KEY}. Keep it: without it, what the database holds can't be read.`,
    );
  }
  const provider = providerOf(settings);
  const keys = masterKeys(settings, dataDir);
  return {
    host: settings.HOST,
    port: settings.PORT,
    healthPort: settings.HEALTH_PORT ?? null,
    trustedProxies: settings.TRUSTED_PROXIES ?? [],
    connectionsPerAddress: settings.COUNTERSIGN_CONNECTIONS_PER_ADDRESS,
    failuresPerAddress: settings.COUNTERSIGN_FAILURES_PER_ADDRESS,
    publicUrl: settings.PUBLIC_URL ?? null,
    dataDir,
    databaseUrl: settings.DATABASE_URL ?? null,
    ...keys,
    operatorToken: settings.COUNTERSIGN_OPERATOR_TOKEN ?? null,
    sessions: {
      idleMs: settings.COUNTERSIGN_SESSION_IDLE_MINUTES * 60_000,
      maxMs: settings.COUNTERSIGN_SESSION_HOURS * 60 * 60_000,
    },
    provider,
    outboundAllow: settings.COUNTERSIGN_OUTBOUND_ALLOW ?? [],
    dnsServers: settings.COUNTERSIGN_DNS_SERVERS ?? null,
    scrubSeconds: settings.COUNTERSIGN_SCRUB_SECONDS,
    maxDocumentBytes: settings.COUNTERSIGN_MAX_DOCUMENT_MB * 1024 * 1024,
    storeTimeoutMs: settings.COUNTERSIGN_STORE_TIMEOUT_SECONDS * 1000,
    acceptLoss: settings.COUNTERSIGN_ACCEPT_LOSS_OF_EVENTS_ON_FAILOVER === "true",
    uploadCheckMs: settings.COUNTERSIGN_UPLOAD_CHECK_SECONDS * 1000,
    role: settings.COUNTERSIGN_ROLE,
    quotas: {
      events: settings.COUNTERSIGN_QUOTA_EVENTS,
      sessions: settings.COUNTERSIGN_QUOTA_SESSIONS,
      interceptions: settings.COUNTERSIGN_QUOTA_INTERCEPTIONS,
    },
    storage: {
      project: settings.COUNTERSIGN_QUOTA_STORAGE,
      total: settings.COUNTERSIGN_QUOTA_STORAGE_TOTAL,
    },
    tracing:
      settings.OTEL_EXPORTER_OTLP_ENDPOINT === undefined
        ? null
        : {
            endpoint: settings.OTEL_EXPORTER_OTLP_ENDPOINT,
            serviceName: settings.OTEL_SERVICE_NAME,
            ratio: settings.OTEL_TRACES_SAMPLER_ARG,
          },
  };
}

function providerOf(settings: z.infer<typeof variables>): ProviderSettings | null {
  const { COUNTERSIGN_OIDC_ISSUER: issuer, COUNTERSIGN_OIDC_CLIENT_ID: clientId } = settings;
  if (issuer === undefined && clientId === undefined) return null;
  if (issuer === undefined || clientId === undefined)
    throw new ConfigError(
      "COUNTERSIGN_OIDC_ISSUER and COUNTERSIGN_OIDC_CLIENT_ID must be given together: where people sign in, and as which client.",
    );
  return {
    issuer,
    clientId,
    clientSecret: settings.COUNTERSIGN_OIDC_CLIENT_SECRET ?? null,
    name: settings.COUNTERSIGN_OIDC_NAME,
    scope: settings.COUNTERSIGN_OIDC_SCOPE,
    groupsClaim: settings.COUNTERSIGN_OIDC_GROUPS_CLAIM,
    roles: settings.COUNTERSIGN_OIDC_ROLES ?? [],
  };
}

function masterKeys(
  settings: z.infer<typeof variables>,
  dataDir: string,
): Pick<Config, "masterKey" | "previousMasterKey" | "masterKeyInFile"> {
  const { COUNTERSIGN_MASTER_KEY: given, COUNTERSIGN_PREVIOUS_MASTER_KEY: previous } = settings;
  if (previous !== undefined && given === undefined) {
    throw new ConfigError(
      "COUNTERSIGN_PREVIOUS_MASTER_KEY must be given together with COUNTERSIGN_MASTER_KEY, the new key. Keys that were " +
        "generated into DATA_DIR need neither: `npm run rotate-master-key` replaces them while the service is stopped.",
    );
  }
  if (given !== undefined && previous !== undefined && Buffer.from(given).equals(previous))
    throw new ConfigError(`COUNTERSIGN_PREVIOUS_MASTER_KEY ${mends.COUNTERSIGN_PREVIOUS_MASTER_KEY}.`);
  if (given !== undefined)
    return { masterKey: given, previousMasterKey: previous ?? null, masterKeyInFile: false };
  return {
    masterKey: masterKeyOf(dataDir),
    previousMasterKey: previousMasterKeyOf(dataDir),
    masterKeyInFile: true,
  };
}

function checkAllowList(entries: readonly string[], context: z.RefinementCtx): void {
  try {
    parseAllowList(entries);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    context.addIssue({ code: "custom", message, params: { precise: true } });
  }
}

/** `address`, `address:port` or `[address]:port`. */
function isDnsServer(text: string): boolean {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  if (isIP(text) === 6) return true;
  const usable = port === undefined || (Number(port) >= 1 && Number(port) <= 65_535);
  return usable && (isIP(plain ?? "") === 4 || isIP(bracketed ?? "") === 6);
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
