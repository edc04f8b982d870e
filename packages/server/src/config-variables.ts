import { isIP } from "node:net";
import { cellForm, quotaRateSchema } from "@countersign/wire";
import ipaddr from "ipaddr.js";
import { z } from "zod";
import { hostsOf } from "./db/index.ts";
import { parseAllowList } from "./outbound/index.ts";
import { maxProcesses } from "./processes/index.ts";
import { parseGroupRoles } from "./sign-in/index.ts";

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

const iceUrl = /^(stuns?|turns?):[A-Za-z0-9.:[\]-]+(\?transport=(udp|tcp))?$/;

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

/** What each variable may be, and its default. */
export const variables = z.object({
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
  CELL: z.string().regex(cellForm).optional(),
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
  COUNTERSIGN_ESIGN_CERTIFICATE: z.string().max(4000).optional(),
  COUNTERSIGN_ESIGN_PASSPHRASE: z.string().max(1000).optional(),
  COUNTERSIGN_ESIGN_CODES_URL: z
    .string()
    .refine((value) => /^https?:\/\//.test(value) && URL.canParse(value))
    .optional(),
  COUNTERSIGN_ESIGN_CODES_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{1,1000}$/)
    .optional(),
  COUNTERSIGN_FILES: z.enum(["bucket", "table"]).default("bucket"),
  COUNTERSIGN_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
    .optional(),
  COUNTERSIGN_BUCKET_ENDPOINT: z
    .string()
    .transform((value) => value.replace(/\/+$/, ""))
    .refine(isBaseUrl)
    .optional(),
  COUNTERSIGN_BUCKET_REGION: z
    .string()
    .regex(/^[a-z0-9-]{1,50}$/)
    .default("us-east-1"),
  COUNTERSIGN_BUCKET_PREFIX: z
    .string()
    .regex(/^([A-Za-z0-9_-]{1,100}\/){1,5}$/)
    .default("countersign/"),
  COUNTERSIGN_BUCKET_STYLE: z.enum(["path", "host"]).default("path"),
  COUNTERSIGN_BUCKET_KEY_ID: z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/)
    .optional(),
  COUNTERSIGN_BUCKET_SECRET: z
    .string()
    .regex(/^[\x21-\x7e]{1,500}$/)
    .optional(),
  COUNTERSIGN_BUCKET_CREDENTIALS_FILE: z.string().max(4000).optional(),
  COUNTERSIGN_BUCKET_AFTER_MINUTES: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .refine((value) => value <= 43_200)
    .default(60),
  COUNTERSIGN_BUCKET_KEEP_DAYS: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .refine((value) => value <= 365)
    .default(7),
  COUNTERSIGN_ICE_URLS: z
    .string()
    .transform((value) => value.split(",").map((url) => url.trim()))
    .refine((urls) => urls.length <= 8 && urls.every((url) => iceUrl.test(url)))
    .optional(),
  COUNTERSIGN_TURN_SECRET: z
    .string()
    .regex(/^[\x21-\x7e]{8,1000}$/)
    .optional(),
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
  COUNTERSIGN_BACKUP_DIR: z.string().optional(),
  COUNTERSIGN_BACKUP_SECONDS: z
    .string()
    .regex(/^[1-9]\d{0,3}$/)
    .transform(Number)
    .default(60),
  COUNTERSIGN_UPLOAD_CHECK_SECONDS: z
    .string()
    .regex(/^[1-9]\d?$/)
    .transform(Number)
    .refine((value) => value <= 60)
    .default(5),
  COUNTERSIGN_FACE_CHECKS: z.enum(["on", "off"]).default("on"),
  COUNTERSIGN_ROLE: z.enum(["all", "api", "worker"]).default("all"),
  COUNTERSIGN_PROCESSES: z
    .string()
    .regex(/^(auto|[1-9]\d?)$/)
    .transform((value) => (value === "auto" ? value : Number(value)))
    .refine((value) => value === "auto" || value <= maxProcesses)
    .default(1),
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

export type Variable = keyof typeof variables.shape;

const quotaFix =
  "must be how many a second and how many at once, such as 1000/5000 (at most 1000000 each), or off";

const bytesFix = "must be a number of MB, GB or TB, such as 100GB, or off";

/** What is wrong with a value that a variable may not have, after the variable's name. */
export const fixes: Record<Variable, string> = {
  HOST: "must be an address or host name to listen on, such as 127.0.0.1 or 0.0.0.0",
  PORT: "must be a number from 0 to 65535; 0 takes any free port",
  HEALTH_PORT: "must be a number from 0 to 65535, other than PORT; 0 takes any free port",
  TRUSTED_PROXIES: "must be comma-separated CIDRs, such as 10.0.0.5/32,fd00::/8",
  COUNTERSIGN_CONNECTIONS_PER_ADDRESS: "must be a whole number from 1 to 99999",
  COUNTERSIGN_FAILURES_PER_ADDRESS: "must be a whole number of failures in a minute, from 1 to 999999",
  PUBLIC_URL: "must be an http or https URL without query and fragment, such as https://id.example.com",
  CELL: "must be one lower-case letter or digit, such as a",
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
  COUNTERSIGN_ESIGN_CERTIFICATE:
    "must be the path of a PKCS#12 file (.p12) with the certificate that signs documents, and its key",
  COUNTERSIGN_ESIGN_PASSPHRASE: "must be the passphrase of COUNTERSIGN_ESIGN_CERTIFICATE",
  COUNTERSIGN_ESIGN_CODES_URL:
    "must be the https URL that takes applicants' one-time codes and sends them, such as https://sms.example.com/codes",
  COUNTERSIGN_ESIGN_CODES_TOKEN:
    "must be the bearer token for COUNTERSIGN_ESIGN_CODES_URL: printable ASCII characters without spaces",
  COUNTERSIGN_FILES: "must be bucket, or table to move files from the bucket back into the database",
  COUNTERSIGN_BUCKET: "must be the name of a bucket: 3 to 63 lower-case letters, digits, hyphens and dots",
  COUNTERSIGN_BUCKET_ENDPOINT:
    "must be the storage's http or https address without the bucket, such as https://s3.eu-central-1.amazonaws.com",
  COUNTERSIGN_BUCKET_REGION: "must be the bucket's region, such as eu-central-1",
  COUNTERSIGN_BUCKET_PREFIX:
    "must be what the names of objects begin with: letters, digits, - and _, ending with /, such as countersign/",
  COUNTERSIGN_BUCKET_STYLE: "must be path (endpoint/bucket/name) or host (bucket.endpoint/name)",
  COUNTERSIGN_BUCKET_KEY_ID: "must be the access key's id: printable ASCII characters without spaces",
  COUNTERSIGN_BUCKET_SECRET: "must be the access key's secret: printable ASCII characters without spaces",
  COUNTERSIGN_BUCKET_CREDENTIALS_FILE:
    "must be the path of a file with the lines aws_access_key_id and aws_secret_access_key",
  COUNTERSIGN_BUCKET_AFTER_MINUTES: "must be a whole number of minutes from 0 to 43200",
  COUNTERSIGN_BUCKET_KEEP_DAYS: "must be a whole number of days from 0 to 365",
  COUNTERSIGN_ICE_URLS:
    "must be one to eight comma-separated URLs of STUN and TURN servers, such as turn:turn.example.com:3478",
  COUNTERSIGN_TURN_SECRET:
    "must be the secret that the TURN servers share with this service: 8 to 1000 printable ASCII characters without spaces",
  COUNTERSIGN_QUOTA_EVENTS: quotaFix,
  COUNTERSIGN_QUOTA_SESSIONS: quotaFix,
  COUNTERSIGN_QUOTA_INTERCEPTIONS: quotaFix,
  COUNTERSIGN_QUOTA_STORAGE: bytesFix,
  COUNTERSIGN_QUOTA_STORAGE_TOTAL: bytesFix,
  COUNTERSIGN_ACCEPT_LOSS_OF_EVENTS_ON_FAILOVER: "must be true or false",
  COUNTERSIGN_STORE_TIMEOUT_SECONDS: "must be a whole number of seconds from 1 to 600",
  COUNTERSIGN_BACKUP_DIR: "must be the path of a directory on another disk",
  COUNTERSIGN_BACKUP_SECONDS: "must be a whole number of seconds from 1 to 9999",
  COUNTERSIGN_UPLOAD_CHECK_SECONDS: "must be a whole number of seconds from 1 to 60",
  COUNTERSIGN_FACE_CHECKS: "must be on or off",
  COUNTERSIGN_ROLE: "must be all, api or worker",
  COUNTERSIGN_PROCESSES: `must be a whole number of processes from 1 to ${maxProcesses}, or auto for as many as there are cores`,
  OTEL_EXPORTER_OTLP_ENDPOINT: "must be a collector's OTLP/HTTP address, such as http://127.0.0.1:4318",
  OTEL_SERVICE_NAME: "must be a name of at most 200 characters",
  OTEL_TRACES_SAMPLER_ARG: "must be the part of all events to trace, from 0 to 1, such as 0.1",
};

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
