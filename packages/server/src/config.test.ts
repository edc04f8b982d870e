import { linkSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ConfigError, loadConfig } from "./config.ts";
import { masterKeyOf, removePreviousMasterKey, replaceMasterKey } from "./master-key.ts";

let root: string;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), "countersign-config-"));
});
afterAll(() => rmSync(root, { recursive: true }));

const key = Buffer.alloc(32, 7).toString("base64");
const given = (env: Record<string, string>) => loadConfig({ COUNTERSIGN_MASTER_KEY: key, ...env });

function refusal(env: Record<string, string>): string {
  try {
    loadConfig(env);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  throw new Error("it was accepted");
}

describe("configuration", () => {
  test("has the documented defaults; an empty variable counts as absent", () => {
    expect(given({ HOST: "", PORT: "", DATABASE_URL: "" })).toEqual({
      eSigning: { certificateFile: null, passphrase: "", codes: null },
      files: { bucket: null, to: "bucket", afterMs: 3_600_000, keepMs: 604_800_000 },
      ice: { urls: [], turnSecret: null },
      host: "127.0.0.1",
      port: 8787,
      healthPort: null,
      trustedProxies: [],
      connectionsPerAddress: 1024,
      failuresPerAddress: 300,
      provider: null,
      publicUrl: null,
      cell: null,
      dataDir: path.resolve("data"),
      databaseUrl: null,
      masterKey: new Uint8Array(32).fill(7),
      previousMasterKey: null,
      masterKeyInFile: false,
      operatorToken: null,
      sessions: { idleMs: 3_600_000, maxMs: 43_200_000 },
      outboundAllow: [],
      dnsServers: null,
      maxDocumentBytes: 10 * 1024 * 1024,
      storeTimeoutMs: 8000,
      acceptLoss: false,
      scrubSeconds: 60,
      backupDir: null,
      backupSeconds: 60,
      uploadCheckMs: 5000,
      faceChecks: true,
      role: "all",
      processes: 1,
      storage: { project: 100_000_000_000, total: null },
      quotas: {
        events: { perSecond: 10_000, burst: 50_000 },
        sessions: { perSecond: 500, burst: 5_000 },
        interceptions: { perSecond: 5_000, burst: 20_000 },
      },
      tracing: null,
    });
  });

  test("is read from the variables", () => {
    const config = given({
      HOST: "0.0.0.0",
      PORT: "0",
      HEALTH_PORT: "9090",
      TRUSTED_PROXIES: "10.0.0.5/32, fd00::/8",
      COUNTERSIGN_CONNECTIONS_PER_ADDRESS: "64",
      COUNTERSIGN_FAILURES_PER_ADDRESS: "20",
      PUBLIC_URL: "https://id.example.com/base/",
      CELL: "7",
      DATABASE_URL: "postgres://u:p@db:5432/x",
      COUNTERSIGN_OPERATOR_TOKEN: "x".repeat(24),
      COUNTERSIGN_OUTBOUND_ALLOW: "10.0.0.0/8, gateway@fd00::/8",
      COUNTERSIGN_DNS_SERVERS: "10.0.0.53, 10.0.0.53:5353, fd00::53, [fd00::53]:5353",
      COUNTERSIGN_FACE_CHECKS: "off",
      COUNTERSIGN_ROLE: "worker",
      COUNTERSIGN_PROCESSES: "auto",
      COUNTERSIGN_SESSION_IDLE_MINUTES: "15",
      COUNTERSIGN_SESSION_HOURS: "8",
      COUNTERSIGN_OIDC_ISSUER: "https://login.example.com/realms/bank",
      COUNTERSIGN_OIDC_CLIENT_ID: "countersign",
      COUNTERSIGN_OIDC_ROLES: "CN=ops,DC=bank=operator",
      COUNTERSIGN_QUOTA_EVENTS: "0.5/10",
      COUNTERSIGN_QUOTA_SESSIONS: "off",
      COUNTERSIGN_QUOTA_STORAGE: "250GB",
      COUNTERSIGN_QUOTA_STORAGE_TOTAL: "2TB",
      OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318/",
      OTEL_TRACES_SAMPLER_ARG: "0.1",
    });
    expect(config).toMatchObject({
      host: "0.0.0.0",
      port: 0,
      healthPort: 9090,
      trustedProxies: ["10.0.0.5/32", "fd00::/8"],
      connectionsPerAddress: 64,
      failuresPerAddress: 20,
      publicUrl: "https://id.example.com/base",
      cell: "7",
      databaseUrl: "postgres://u:p@db:5432/x",
      quotas: { events: { perSecond: 0.5, burst: 10 }, sessions: null },
      storage: { project: 250_000_000_000, total: 2_000_000_000_000 },
      outboundAllow: ["10.0.0.0/8", "gateway@fd00::/8"],
      dnsServers: ["10.0.0.53", "10.0.0.53:5353", "fd00::53", "[fd00::53]:5353"],
      faceChecks: false,
      role: "worker",
      processes: "auto",
      sessions: { idleMs: 900_000, maxMs: 28_800_000 },
      provider: {
        issuer: "https://login.example.com/realms/bank",
        clientId: "countersign",
        clientSecret: null,
        groupsClaim: "groups",
        roles: [{ group: "CN=ops,DC=bank", projectId: null, role: "operator" }],
      },
      tracing: { endpoint: "http://127.0.0.1:4318", serviceName: "countersign", ratio: 0.1 },
    });
  });

  test.each([
    ["PORT", "65536"],
    ["PORT", "-1"],
    ["PORT", "http"],
    ["HOST", "a b"],
    ["HEALTH_PORT", "8787"],
    ["HEALTH_PORT", "70000"],
    ["TRUSTED_PROXIES", "10.0.0.5"],
    ["COUNTERSIGN_CONNECTIONS_PER_ADDRESS", "0"],
    ["COUNTERSIGN_FAILURES_PER_ADDRESS", "none"],
    ["PUBLIC_URL", "id.example.com"],
    ["PUBLIC_URL", "ftp://id.example.com"],
    ["PUBLIC_URL", "https://id.example.com/?a=1"],
    ["PUBLIC_URL", "https://user:secretive@id.example.com"],
    ["CELL", "B"],
    ["CELL", "bank"],
    ["DATABASE_URL", "mysql://secretive@db/x"],
    ["DATABASE_URL", "postgres://secretive@db:1,db:port/x"],
    ["COUNTERSIGN_MASTER_KEY", "secretive"],
    ["COUNTERSIGN_MASTER_KEY", Buffer.alloc(31).toString("base64")],
    ["COUNTERSIGN_PREVIOUS_MASTER_KEY", "secretive"],
    ["COUNTERSIGN_PREVIOUS_MASTER_KEY", key],
    ["COUNTERSIGN_OPERATOR_TOKEN", "secretive"],
    ["COUNTERSIGN_OUTBOUND_ALLOW", "10.0.0.0"],
    ["COUNTERSIGN_OUTBOUND_ALLOW", "10.0.0.0/8,,"],
    ["COUNTERSIGN_OUTBOUND_ALLOW", "gateways@10.0.0.0/8"],
    ["COUNTERSIGN_DNS_SERVERS", "dns.example.com"],
    ["COUNTERSIGN_DNS_SERVERS", "10.0.0.53:0"],
    ["COUNTERSIGN_DNS_SERVERS", "10.0.0.53:70000"],
    ["COUNTERSIGN_DNS_SERVERS", "[10.0.0.53]:53"],
    ["COUNTERSIGN_DNS_SERVERS", "10.0.0.53,"],
    ["COUNTERSIGN_DNS_SERVERS", `${"1.1.1.1,".repeat(8)}1.1.1.1`],
    ["COUNTERSIGN_FILES", "disk"],
    ["COUNTERSIGN_BUCKET", "Passports"],
    ["COUNTERSIGN_BUCKET_ENDPOINT", "s3.example.com"],
    ["COUNTERSIGN_BUCKET_ENDPOINT", "https://user:secretive@s3.example.com"],
    ["COUNTERSIGN_BUCKET_REGION", "eu central"],
    ["COUNTERSIGN_BUCKET_PREFIX", "no-slash"],
    ["COUNTERSIGN_BUCKET_PREFIX", "../"],
    ["COUNTERSIGN_BUCKET_STYLE", "virtual"],
    ["COUNTERSIGN_BUCKET_SECRET", "secretive secret"],
    ["COUNTERSIGN_BUCKET_AFTER_MINUTES", "1h"],
    ["COUNTERSIGN_BUCKET_KEEP_DAYS", "366"],
    ["COUNTERSIGN_FACE_CHECKS", "no"],
    ["COUNTERSIGN_ROLE", "both"],
    ["COUNTERSIGN_PROCESSES", "0"],
    ["COUNTERSIGN_PROCESSES", "65"],
    ["COUNTERSIGN_PROCESSES", "all"],
    ["COUNTERSIGN_SESSION_IDLE_MINUTES", "1"],
    ["COUNTERSIGN_SESSION_HOURS", "200"],
    ["COUNTERSIGN_OIDC_ISSUER", "login.example.com"],
    ["COUNTERSIGN_OIDC_SCOPE", "profile"],
    ["COUNTERSIGN_OIDC_ROLES", "ops=king"],
    ["COUNTERSIGN_QUOTA_EVENTS", "100"],
    ["COUNTERSIGN_QUOTA_EVENTS", "0/10"],
    ["COUNTERSIGN_QUOTA_SESSIONS", "10/0"],
    ["COUNTERSIGN_QUOTA_STORAGE", "100 GB"],
    ["COUNTERSIGN_QUOTA_STORAGE_TOTAL", "5000"],
    ["COUNTERSIGN_QUOTA_INTERCEPTIONS", "2000000/10"],
    ["OTEL_EXPORTER_OTLP_ENDPOINT", "127.0.0.1:4318"],
    ["OTEL_EXPORTER_OTLP_ENDPOINT", "http://user:secretive@127.0.0.1:4318"],
    ["OTEL_TRACES_SAMPLER_ARG", "1.5"],
    ["OTEL_TRACES_SAMPLER_ARG", "all"],
  ])("%s=%s is refused by name, with the fix and without the value", (name, value) => {
    const message = refusal({ COUNTERSIGN_MASTER_KEY: key, [name]: value });
    expect(message).toMatch(new RegExp(`^${name} must be `));
    expect(message).not.toContain("secretive");
  });

  test("a provider and the client that the service is there are given together", () => {
    const message = refusal({ COUNTERSIGN_OIDC_ISSUER: "https://login.example.com" });
    expect(message).toMatch(/^COUNTERSIGN_OIDC_ISSUER and COUNTERSIGN_OIDC_CLIENT_ID must be given together/);
  });

  test("a bucket is given whole, with one kind of credentials", async () => {
    const bucket = {
      COUNTERSIGN_BUCKET: "passports",
      COUNTERSIGN_BUCKET_ENDPOINT: "https://s3.example.com/",
    };
    const pair = { COUNTERSIGN_BUCKET_KEY_ID: "id", COUNTERSIGN_BUCKET_SECRET: "secretive" };
    const file = { COUNTERSIGN_BUCKET_CREDENTIALS_FILE: "keys" };
    for (const part of [
      bucket,
      pair,
      { COUNTERSIGN_BUCKET: "passports", ...pair },
      { ...bucket, ...pair, ...file },
    ])
      expect(refusal(part)).toMatch(
        /^A bucket needs COUNTERSIGN_BUCKET, COUNTERSIGN_BUCKET_ENDPOINT, and either /,
      );
    const { files } = given({
      ...bucket,
      ...pair,
      COUNTERSIGN_FILES: "table",
      COUNTERSIGN_BUCKET_STYLE: "host",
    });
    expect(files).toMatchObject({
      to: "table",
      bucket: {
        bucket: "passports",
        endpoint: "https://s3.example.com",
        style: "host",
        prefix: "countersign/",
      },
    });
    expect(await files.bucket?.credentials()).toEqual({ accessKeyId: "id", secretAccessKey: "secretive" });
    const fromFile = given({ ...bucket, COUNTERSIGN_BUCKET_CREDENTIALS_FILE: path.join(root, "none") });
    await expect(fromFile.files.bucket?.credentials()).rejects.toThrow(
      `${path.join(root, "none")} can't be read`,
    );
  });

  test("a database elsewhere needs its master key given", () => {
    expect(refusal({ DATABASE_URL: "postgres://u:p@db/x" })).toMatch(/^COUNTERSIGN_MASTER_KEY must be given/);
  });

  test("a previous master key comes with the one that replaces it", () => {
    expect(refusal({ COUNTERSIGN_PREVIOUS_MASTER_KEY: key })).toMatch(
      /^COUNTERSIGN_PREVIOUS_MASTER_KEY must be given together with COUNTERSIGN_MASTER_KEY/,
    );
    const previous = Buffer.alloc(32, 8);
    const config = given({ COUNTERSIGN_PREVIOUS_MASTER_KEY: previous.toString("base64") });
    expect(config.previousMasterKey).toEqual(new Uint8Array(previous));
  });
});

describe("the generated master key", () => {
  test("is made once, closed to others, and found again", () => {
    const dataDir = path.join(root, "deep", "data");
    const first = loadConfig({ DATA_DIR: dataDir }).masterKey;
    expect(first).toHaveLength(32);
    expect(loadConfig({ DATA_DIR: dataDir }).masterKey).toEqual(first);
    expect(statSync(path.join(dataDir, "master.key")).mode & 0o777).toBe(0o600);
    expect(statSync(dataDir).mode & 0o066).toBe(0);
    expect(readFileSync(path.join(dataDir, "master.key"), "utf8").trim()).toBe(
      Buffer.from(first).toString("base64"),
    );
  });

  test("is replaced in an order that loses neither key, wherever it is killed", () => {
    const dataDir = path.join(root, "replaced");
    const old = loadConfig({ DATA_DIR: dataDir }).masterKey;
    // Killed after the first step, with the draft of a new key lying about.
    linkSync(path.join(dataDir, "master.key"), path.join(dataDir, "master.key.previous"));
    writeFileSync(path.join(dataDir, ".master.key.1.abc"), "dra");
    expect(loadConfig({ DATA_DIR: dataDir })).toMatchObject({ masterKey: old, previousMasterKey: null });

    replaceMasterKey(dataDir);
    const during = loadConfig({ DATA_DIR: dataDir });
    expect(during.masterKey).not.toEqual(old);
    expect(during.previousMasterKey).toEqual(old);
    expect(statSync(path.join(dataDir, "master.key")).mode & 0o777).toBe(0o600);

    replaceMasterKey(dataDir);
    expect(loadConfig({ DATA_DIR: dataDir })).toEqual(during);
    removePreviousMasterKey(dataDir);
    expect(loadConfig({ DATA_DIR: dataDir })).toEqual({ ...during, previousMasterKey: null });
  });

  test("that was damaged is never replaced", () => {
    const dataDir = path.join(root, "damaged");
    masterKeyOf(dataDir);
    writeFileSync(path.join(dataDir, "master.key"), "half");
    expect(() => masterKeyOf(dataDir)).toThrow(/restore it/);
    expect(readFileSync(path.join(dataDir, "master.key"), "utf8")).toBe("half");
  });
});
