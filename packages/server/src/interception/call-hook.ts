import { dialect, longestAnswer } from "@countersign/wire";
import type { SendResult } from "../outbound/index.ts";
import { callPurpose, maskCredentials, type Webhook } from "../webhooks/index.ts";
import type { InterceptionDeps } from "./deps.ts";
import type { Run } from "./run.ts";

/** Pause before the one retry of a refused connection: a restarting server is back soon. */
const pauseMs = 50;
const shortestMs = 100;
const longestMs = 10_000;

/** One hook's response, after at most one retry. */
export interface Called {
  /** Credentials are masked. */
  requestHeaders: Record<string, string>;
  body: string;
  result: SendResult;
  attempts: number;
  /** Whether the chain's budget was less than the hook's own timeout. */
  cutByBudget: boolean;
}

/**
 * Posts the signed body to the hook within its timeout and the rest of the chain's budget. A refused connection is
 * retried once within the same time: nothing was sent.
 */
export async function callHook(
  deps: InterceptionDeps,
  run: Run,
  hook: Webhook,
  body: string,
): Promise<Called> {
  const [secrets, credentials] = await Promise.all([
    deps.webhooks.signingSecrets(deps.db, hook),
    deps.webhooks.credentials(deps.db, hook),
  ]);
  const signer = deps.signers.of(hook.id, secrets);
  const own = Math.min(longestMs, Math.max(shortestMs, hook.timeoutMs));
  const left = run.left();
  const cutByBudget = left < own;
  const deadline = performance.now() + Math.min(own, left);
  for (let attempts = 1; ; attempts++) {
    const headers: Record<string, string> = {
      ...credentials.headers,
      accept: "application/json",
      "content-type": hook.contentType ?? "application/json",
      "user-agent": "Countersign",
      ...(run.request.dryRun && { "countersign-dry-run": "true" }),
      ...(run.request.test && { "countersign-test": "true" }),
      ...dialect(hook.dialect).sign(
        { id: run.id, timestamp: Math.floor(deps.clock() / 1000), body, number: attempts, resend: false },
        signer,
      ),
    };
    const result = await deps.outbound.send({
      purpose: callPurpose(hook.mode),
      projectId: hook.projectId,
      url: hook.url,
      method: "POST",
      headers,
      body,
      timeoutMs: Math.max(1, deadline - performance.now()),
      maxResponseBytes: longestAnswer,
      // The hook can deduplicate by webhook-id, and calling it twice is harmless.
      repeatable: true,
      clientCertificate: credentials.clientCertificate,
    });
    const refused = result.kind === "failed" && result.reason === "connect";
    if (!refused || attempts > 1 || performance.now() + pauseMs >= deadline)
      return { requestHeaders: maskCredentials(headers, credentials), body, result, attempts, cutByBudget };
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
