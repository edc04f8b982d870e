import path from "node:path";
import type { Cell } from "@countersign/wire";
import type { z } from "zod";
import { fixes, type Variable, variables } from "./config-variables.ts";
import { type BucketSettings, credentialsFile } from "./files/index.ts";
import { masterKeyOf, previousMasterKeyOf } from "./master-key.ts";
import type { QuotaDefaults } from "./quotas/index.ts";
import type { ProviderSettings } from "./sign-in/index.ts";
import type { StorageLimits } from "./storage/index.ts";
import type { TracingSettings } from "./telemetry/index.ts";
import type { IceSettings } from "./video-calls/index.ts";

/** How documents are signed in live projects. */
export interface ESigningSettings {
  /** The path of a PKCS#12 file; null: live projects sign nothing. */
  certificateFile: string | null;
  passphrase: string;
  /** Where one-time codes are handed over, and with which bearer token; null: nowhere. */
  codes: { url: string; token: string | null } | null;
}

/** Where the bytes of pictures and documents are stored. */
export interface FilesSettings {
  /** Null: in the database. */
  bucket: BucketSettings | null;
  /** Where they are moved if there is a bucket. */
  to: "bucket" | "table";
  /** How long they stay in the database before. */
  afterMs: number;
  /** How long an object is kept that other bytes have taken the place of. */
  keepMs: number;
}

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
  /** Which of several installations behind one address this is; null: it is none of them. */
  cell: Cell | null;
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
  /** How documents are signed in live projects. */
  eSigning: ESigningSettings;
  /** Where pictures and documents are stored. */
  files: FilesSettings;
  /** Through which servers browsers find each other in calls with video. */
  ice: IceSettings;
  /** How long a call waits for one statement, in milliseconds. */
  storeTimeoutMs: number;
  /** The store may have several hosts of which only one has the newest commits. */
  acceptLoss: boolean;
  /** Minimum seconds between two runs that overwrite erased data in the database's files. */
  scrubSeconds: number;
  /** Where the continuous backup is written; an absolute path, null: nowhere. */
  backupDir: string | null;
  /** How much time the continuous backup may lag behind. */
  backupSeconds: number;
  /** How long an upload waits for a look at its picture, in milliseconds. */
  uploadCheckMs: number;
  /** Whether faces are looked for; otherwise the checks of faces are skipped. */
  faceChecks: boolean;
  /** `api` serves HTTP and sends nothing, `worker` sends and serves only its health, `all` does both. */
  role: "all" | "api" | "worker";
  /** How many processes serve; `auto`: by the machine's cores. */
  processes: number | "auto";
  /** Default quotas of a project. */
  quotas: QuotaDefaults;
  /** How much may be stored. */
  storage: StorageLimits;
  /** Null: tracing is off. */
  tracing: TracingSettings | null;
}

/** What `loadStoreConfig` reads. */
export type StoreConfig = Pick<Config, "dataDir" | "databaseUrl" | "backupDir" | "acceptLoss">;

/** An invalid setting; the message names the variable and the fix, never a secret's value. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/**
 * The configuration of this process; an empty variable counts as absent. With the embedded
 * Postgres the master key is generated on the first start and stored next to the data; a database elsewhere outlives this
 * machine, so its key must be given.
 *
 * @throws ConfigError
 */
// biome-ignore lint/style/noProcessEnv: the only reader of the environment
export function loadConfig(env: Record<string, string | undefined> = process.env): Config {
  const settings = read(env);
  const dataDir = path.resolve(settings.DATA_DIR);
  if (settings.HEALTH_PORT !== undefined && settings.HEALTH_PORT === settings.PORT && settings.PORT !== 0)
    throw new ConfigError(`HEALTH_PORT ${fixes.HEALTH_PORT}.`);
  if (settings.DATABASE_URL !== undefined && settings.COUNTERSIGN_MASTER_KEY === undefined) {
    throw new ConfigError(
      `COUNTERSIGN_MASTER_KEY must be given together with DATABASE_URL: it ${fixes.COUNTERSIGN_MASTER_KEY}. Keep it: without it, what the database holds can't be read.`,
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
    cell: settings.CELL ?? null,
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
    eSigning: eSigningOf(settings),
    files: filesOf(settings),
    ice: iceOf(settings),
    storeTimeoutMs: settings.COUNTERSIGN_STORE_TIMEOUT_SECONDS * 1000,
    acceptLoss: settings.COUNTERSIGN_ACCEPT_LOSS_OF_EVENTS_ON_FAILOVER === "true",
    backupDir: backupDirOf(settings),
    backupSeconds: settings.COUNTERSIGN_BACKUP_SECONDS,
    uploadCheckMs: settings.COUNTERSIGN_UPLOAD_CHECK_SECONDS * 1000,
    faceChecks: settings.COUNTERSIGN_FACE_CHECKS === "on",
    role: settings.COUNTERSIGN_ROLE,
    processes: settings.COUNTERSIGN_PROCESSES,
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

/** Where the store is and its backup: what commands need that open no key. Creates nothing. @throws ConfigError */
// biome-ignore lint/style/noProcessEnv: the only reader of the environment
export function loadStoreConfig(env: Record<string, string | undefined> = process.env): StoreConfig {
  const settings = read(env);
  return {
    dataDir: path.resolve(settings.DATA_DIR),
    databaseUrl: settings.DATABASE_URL ?? null,
    backupDir: backupDirOf(settings),
    acceptLoss: settings.COUNTERSIGN_ACCEPT_LOSS_OF_EVENTS_ON_FAILOVER === "true",
  };
}

function read(env: Record<string, string | undefined>): z.infer<typeof variables> {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = variables.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => {
    const name = issue.path[0] as Variable;
    return issue.code === "custom" && issue.params?.precise ? issue.message : `${name} ${fixes[name]}.`;
  });
  throw new ConfigError([...new Set(lines)].join("\n"));
}

function backupDirOf(settings: z.infer<typeof variables>): string | null {
  const { COUNTERSIGN_BACKUP_DIR: directory } = settings;
  return directory === undefined ? null : path.resolve(directory);
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

function eSigningOf(settings: z.infer<typeof variables>): ESigningSettings {
  const { COUNTERSIGN_ESIGN_CODES_URL: url, COUNTERSIGN_ESIGN_CODES_TOKEN: token } = settings;
  if (url === undefined && token !== undefined)
    throw new ConfigError(
      "COUNTERSIGN_ESIGN_CODES_TOKEN is of no use without COUNTERSIGN_ESIGN_CODES_URL: give both.",
    );
  return {
    certificateFile: settings.COUNTERSIGN_ESIGN_CERTIFICATE ?? null,
    passphrase: settings.COUNTERSIGN_ESIGN_PASSPHRASE ?? "",
    codes: url === undefined ? null : { url, token: token ?? null },
  };
}

function filesOf(settings: z.infer<typeof variables>): FilesSettings {
  return {
    bucket: bucketOf(settings),
    to: settings.COUNTERSIGN_FILES,
    afterMs: settings.COUNTERSIGN_BUCKET_AFTER_MINUTES * 60_000,
    keepMs: settings.COUNTERSIGN_BUCKET_KEEP_DAYS * 24 * 60 * 60_000,
  };
}

function bucketOf(settings: z.infer<typeof variables>): BucketSettings | null {
  const {
    COUNTERSIGN_BUCKET: bucket,
    COUNTERSIGN_BUCKET_ENDPOINT: endpoint,
    COUNTERSIGN_BUCKET_KEY_ID: accessKeyId,
    COUNTERSIGN_BUCKET_SECRET: secretAccessKey,
    COUNTERSIGN_BUCKET_CREDENTIALS_FILE: file,
  } = settings;
  const isNothingGiven = [bucket, endpoint, accessKeyId, secretAccessKey, file].every((each) => !each);
  if (isNothingGiven) return null;
  const isPair = accessKeyId !== undefined && secretAccessKey !== undefined && file === undefined;
  const isFile = accessKeyId === undefined && secretAccessKey === undefined && file !== undefined;
  if (bucket === undefined || endpoint === undefined || !(isPair || isFile)) {
    throw new ConfigError(
      "A bucket needs COUNTERSIGN_BUCKET, COUNTERSIGN_BUCKET_ENDPOINT, and either COUNTERSIGN_BUCKET_KEY_ID with " +
        "COUNTERSIGN_BUCKET_SECRET or COUNTERSIGN_BUCKET_CREDENTIALS_FILE.",
    );
  }
  return {
    bucket,
    endpoint,
    region: settings.COUNTERSIGN_BUCKET_REGION,
    prefix: settings.COUNTERSIGN_BUCKET_PREFIX,
    style: settings.COUNTERSIGN_BUCKET_STYLE,
    credentials: isPair
      ? async () => ({ accessKeyId, secretAccessKey })
      : credentialsFile(path.resolve(file ?? "")),
  };
}

function iceOf(settings: z.infer<typeof variables>): IceSettings {
  const { COUNTERSIGN_ICE_URLS: urls = [], COUNTERSIGN_TURN_SECRET: turnSecret = null } = settings;
  if (urls.some((url) => url.startsWith("turn")) !== (turnSecret !== null))
    throw new ConfigError(
      "COUNTERSIGN_TURN_SECRET and a turn: URL in COUNTERSIGN_ICE_URLS must be given together: TURN servers relay for nobody without credentials.",
    );
  return { urls, turnSecret };
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
    throw new ConfigError(`COUNTERSIGN_PREVIOUS_MASTER_KEY ${fixes.COUNTERSIGN_PREVIOUS_MASTER_KEY}.`);
  if (given !== undefined)
    return { masterKey: given, previousMasterKey: previous ?? null, masterKeyInFile: false };
  return {
    masterKey: masterKeyOf(dataDir),
    previousMasterKey: previousMasterKeyOf(dataDir),
    masterKeyInFile: true,
  };
}
