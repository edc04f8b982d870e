import { Registry } from "prom-client";
import { createTokenUses } from "../../access/index.ts";
import { createPdfReader } from "../../e-signing/index.ts";
import { hooksForTest } from "../../operations/testing/operations.ts";
import { createOutbound } from "../../outbound/index.ts";
import { createPresence } from "../../quotas/index.ts";
import { unlimited } from "../../quotas/testing/quotas.ts";
import { createRendering } from "../../rendering/index.ts";
import { createSessionUses } from "../../sign-in/index.ts";
import { roomy } from "../../storage/testing/storage.ts";
import type { HttpDeps } from "../deps.ts";
import { clientAddresses } from "../door/address.ts";
import { createFailures } from "../door/failures.ts";

type Given = Pick<
  HttpDeps,
  "db" | "clock" | "random" | "log" | "keyring" | "events" | "verification" | "operatorToken"
>;

/**
 * The routes' dependencies in a test, in addition to its store and modules: no network, no hooks,
 * no limits.
 */
export function httpDepsForTest(given: Given): HttpDeps {
  const metrics = new Registry();
  const files = given.verification.files;
  return {
    ...given,
    cell: null,
    files,
    outbound: createOutbound({ allow: [], resolve: async () => ["93.184.215.14"] }),
    glance: async () => null,
    eSigning: {
      ...given,
      files,
      reader: createPdfReader(),
      signer: null,
      codes: null,
      maxDocumentBytes: 100_000,
    },
    iceServers: () => [],
    quotas: unlimited,
    storage: roomy,
    presence: createPresence(() => performance.now()),
    intercept: hooksForTest().intercept,
    dryRun: () => Promise.reject(new Error("this test has no hooks to try")),
    probe: () => Promise.reject(new Error("this test has no hooks to try")),
    writeTraces: async () => undefined,
    rendering: createRendering({ processes: 1 }),
    publicUrl: "https://verify.example",
    applicantPageDir: "/nonexistent",
    consoleDir: "/nonexistent",
    docsDir: "/nonexistent",
    maxDocumentBytes: 100_000,
    addresses: clientAddresses([]),
    tokenUses: createTokenUses(given),
    sessions: { idleMs: 60 * 60_000, maxMs: 12 * 60 * 60_000 },
    sessionUses: createSessionUses(given),
    provider: null,
    failures: createFailures({ ...given, metrics, perAddress: 1_000_000 }),
    metrics,
    metricsText: () => metrics.metrics(),
    publicMetrics: true,
    system: { role: "all", store: "external" },
    closing: new AbortController().signal,
    ready: async () => true,
  };
}
