import { type DialectName, keysOf, type WebhookContentType, type WebhookMode } from "@countersign/wire";
import type { Credentials } from "./credentials.ts";
import { type HookSettings, hookColumnsOf, hookSettingsOf } from "./hook-settings.ts";
import type { RetrySetting } from "./retry-presets.ts";
import { storedMode, type Webhook } from "./webhook.ts";

/** All settings of a webhook, named as in requests; credentials in clear. */
export interface Settings extends Credentials, HookSettings {
  name: string;
  url: string;
  events: string[];
  dialect: DialectName;
  mode: WebhookMode;
  order: number;
  timeoutMs: number;
  validFrom: Date | null;
  validTo: Date | null;
  active: boolean;
  retry: RetrySetting;
  rateLimitPerSecond: number | null;
  fifo: Webhook["fifo"];
  contentType: WebhookContentType | null;
}

export function settingsOf(webhook: Webhook, credentials: Credentials): Settings {
  const { name, url, eventTypes, dialect, mode, position, timeoutMs, validFrom, validTo } = webhook;
  const { active, retry, rateLimit, fifo, contentType } = webhook;
  return {
    name,
    url,
    events: eventTypes,
    dialect,
    mode,
    order: position,
    timeoutMs,
    validFrom,
    validTo,
    active,
    retry,
    rateLimitPerSecond: rateLimit,
    fifo,
    contentType,
    ...hookSettingsOf(webhook),
    ...credentials,
  };
}

/** The columns of settings that are not sealed. */
export function columnsOf(settings: Settings) {
  const { name, url, events, dialect, mode, order, timeoutMs, validFrom, validTo } = settings;
  const { active, retry, rateLimitPerSecond: rateLimit, fifo, contentType } = settings;
  return {
    name,
    url,
    eventTypes: events,
    dialect,
    mode: storedMode(mode),
    position: order,
    timeoutMs,
    validFrom,
    validTo,
    active,
    retry,
    rateLimit,
    fifo,
    contentType,
    ...hookColumnsOf(settings),
  };
}

/** The names of settings that differ. */
export function differences(before: Settings, after: Settings): (keyof Settings)[] {
  return keysOf(after).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}
