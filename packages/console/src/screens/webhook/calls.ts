import type { ChangeWebhook, CreatedWebhook, CreateWebhook, WebhookView } from "@countersign/wire";
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
