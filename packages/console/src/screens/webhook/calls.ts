import type {
  ChangeWebhook,
  CreatedWebhook,
  CreateWebhook,
  InterceptResponse,
  Page,
  PreviewedWebhook,
  ValidatedWebhook,
  WebhookExchange,
  WebhookVersionView,
  WebhookView,
} from "@countersign/wire";
import { call, get, post } from "../../api/call.ts";

export function readWebhook(id: string, signal?: AbortSignal) {
  return get<WebhookView>(`/webhooks/${encodeURIComponent(id)}`, {}, signal);
}

export function createWebhook(webhook: CreateWebhook) {
  return post<CreatedWebhook>("/webhooks", webhook);
}

export function changeWebhook(id: string, version: number, change: ChangeWebhook) {
  return call<WebhookView>("PATCH", `/webhooks/${id}`, { body: change, version });
}

export function deleteWebhook(id: string, version: number) {
  return call<void>("DELETE", `/webhooks/${id}`, { version });
}

/** A form as it is now, for the calls that try it without saving. */
export interface TriedDraft {
  projectId: string;
  /** Absent for a new webhook. */
  webhookId?: string;
  settings: ChangeWebhook;
}

export function validateDraft(draft: TriedDraft, signal: AbortSignal) {
  return call<ValidatedWebhook>("POST", "/webhooks/validate", { body: draft, signal });
}

/** Sends an invented event to where the draft leads. */
export function testDraft(draft: TriedDraft, type: string) {
  return post<WebhookExchange>("/webhooks/test", { ...draft, type });
}

/** Asks the hooks of a before-event as they would be once the draft is saved. */
export function dryRunDraft(draft: TriedDraft, event: string) {
  return post<InterceptResponse>("/webhooks/dry-run", { ...draft, event });
}

export function previewBody(projectId: string, type: string, body: string, signal: AbortSignal) {
  const template = body.trim() === "" ? {} : { body };
  return call<PreviewedWebhook>("POST", "/webhooks/preview", {
    body: { projectId, type, ...template },
    signal,
  });
}

export function readHistory(id: string, signal: AbortSignal) {
  return get<Page<WebhookVersionView>>(`/webhooks/${id}/history`, { limit: 50 }, signal);
}

export function restoreVersion(id: string, version: number, current: number) {
  return call<WebhookView>("POST", `/webhooks/${id}/history/${version}/restore`, {
    body: {},
    version: current,
  });
}
