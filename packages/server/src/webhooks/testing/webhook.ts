import type { ProjectId, WebhookId } from "@countersign/wire";
import type { Webhook } from "../webhook.ts";

/**
 * For tests: a configured webhook that wants every type, with `more` instead of what it would have.
 */
export function webhookForTest(more: Partial<Webhook> = {}): Webhook {
  const at = new Date("2026-03-01T12:00:00Z");
  return {
    id: "whk_01kjmxpj0000000000000000aa" as WebhookId,
    projectId: "RFJkzaealP6XF0CspiAoq" as ProjectId,
    kind: "configured",
    configKey: null,
    name: "Test",
    url: "https://receiver.example/",
    eventTypes: ["*"],
    dialect: "standard",
    mode: "notify",
    position: 0,
    retry: { preset: "standard" },
    timeoutMs: 1000,
    validFrom: null,
    validTo: null,
    rateLimit: null,
    fifo: "none",
    contentType: null,
    body: null,
    condition: null,
    failurePolicy: "fail",
    fallback: null,
    requireKycLevel: null,
    active: true,
    disabledAt: null,
    disabledReason: null,
    failingSince: null,
    deletedAt: null,
    headersSealed: null,
    authSealed: null,
    createdAt: at,
    updatedAt: at,
    version: 1,
    ...more,
  };
}
