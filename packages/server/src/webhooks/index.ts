export { nextDelay } from "./backoff.ts";
export { webhooksChannel } from "./change-notice.ts";
export type { WebhooksDeps } from "./deps.ts";
export { createWebhookDirectory, type WebhookDirectory } from "./directory.ts";
export { wants } from "./event-filter.ts";
export { findWebhook, findWebhooks, matching, staticAddress } from "./find.ts";
export { outcomeAddress } from "./outcome-address.ts";
export {
  isAccepted,
  type PresetName,
  type RetryPreset,
  type RetrySetting,
  retryPresets,
  scheduleOf,
} from "./retry-presets.ts";
export { createSigningSecret, rotateSigningSecret, signingSecrets } from "./signing-secrets.ts";
export { setStaticAddress } from "./static-address.ts";
export { type ConfigKey, outcomeEventType, staticEventTypes, type Webhook } from "./webhook.ts";
