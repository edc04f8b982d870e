import { awaitsAnswer, flagsOfMode, isGate, type RetryInput, type WebhookView } from "@countersign/wire";
import { clientCertificateFacts } from "../../../outbound/index.ts";
import {
  type RetrySetting,
  readCredentials,
  type Signing,
  secretOwner,
  signings,
  statusOf,
  type Webhook,
} from "../../../webhooks/index.ts";
import type { HttpDeps } from "../../deps.ts";

/**
 * A settings record as callers see it: of its credentials, only whether they are set and what is
 * not secret about them.
 */
export async function webhookView(
  deps: Pick<HttpDeps, "db" | "keyring" | "clock">,
  webhook: Webhook,
): Promise<WebhookView> {
  const [view] = await webhookViews(deps, [webhook]);
  if (view === undefined) throw new Error("a webhook was left out");
  return view;
}

/** Several of them. */
export async function webhookViews(
  deps: Pick<HttpDeps, "db" | "keyring" | "clock">,
  webhooks: readonly Webhook[],
): Promise<WebhookView[]> {
  const signing = await signings(deps, deps.db, [...new Set(webhooks.map(secretOwner))]);
  const views: WebhookView[] = [];
  for (const webhook of webhooks) {
    const own = signing.get(secretOwner(webhook));
    if (own === undefined) throw new Error(`webhook ${webhook.id} has no signing secret`);
    views.push(await viewOf(deps, webhook, own));
  }
  return views;
}

async function viewOf(
  deps: Pick<HttpDeps, "db" | "keyring" | "clock">,
  webhook: Webhook,
  signing: Signing,
): Promise<WebhookView> {
  const { headers, basicAuth, bearer, clientCertificate } = await readCredentials(deps, deps.db, webhook);
  const { id, projectId, kind, configKey, name, url, dialect, mode, timeoutMs, active } = webhook;
  const { rateLimit, fifo, contentType, disabledReason, requireKycLevel } = webhook;
  const { body, condition, failurePolicy, fallback } = webhook;
  const facts = clientCertificate && clientCertificateFacts(clientCertificate);
  return {
    id,
    projectId,
    kind,
    configKey,
    name,
    url: url === "" ? null : url,
    events: webhook.eventTypes,
    dialect,
    mode,
    flags: flagsOfMode(mode),
    order: webhook.position,
    timeoutMs,
    validFrom: timeOf(webhook.validFrom),
    validTo: timeOf(webhook.validTo),
    active,
    status: statusOf(webhook),
    hasBasicAuth: basicAuth !== null,
    hasBearer: bearer !== null,
    clientCertificate: facts && { ...facts, validTo: facts.validTo.toISOString() },
    headerNames: headers.map((header) => header.name),
    retry: retryView(webhook.retry),
    rateLimitPerSecond: rateLimit,
    fifo,
    contentType,
    body,
    condition,
    failurePolicy,
    fallback,
    require: requireKycLevel === null ? null : { kycLevel: requireKycLevel },
    warnings: warningsOf(webhook, deps.clock()),
    disabledAt: timeOf(webhook.disabledAt),
    disabledReason,
    failingSince: timeOf(webhook.failingSince),
    signing: {
      rotatedAt: signing.rotatedAt.toISOString(),
      previousValidUntil: timeOf(signing.previousValidUntil),
      signsWith: signing.signsWith,
    },
    version: webhook.version,
    createdAt: webhook.createdAt.toISOString(),
    updatedAt: webhook.updatedAt.toISOString(),
  };
}

/** A retry schedule in the form of requests. */
export function retryView(retry: RetrySetting): RetryInput {
  return "preset" in retry ? retry.preset : { delaysSeconds: retry.delaysMs.map((ms) => ms / 1000) };
}

const soonMs = 7 * 24 * 60 * 60 * 1000;

/**
 * An expired gate opens silently, and a wait that nobody does looks like any other: nothing else
 * would report them.
 */
function warningsOf({ mode, active, validTo, eventTypes }: Webhook, now: number): string[] {
  if (awaitsAnswer(mode) && eventTypes.includes("on_subscription"))
    return ["No call causes on_subscription: nobody waits for its answer, and it is sent as in mode notify."];
  if (!isGate(mode) || !active || validTo === null || validTo.getTime() > now + soonMs) return [];
  const when = validTo.getTime() > now ? "expires" : "expired";
  return [`This gate ${when} at ${validTo.toISOString()}; from then on it lets everything pass.`];
}

function timeOf(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
