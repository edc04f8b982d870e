export { nextDelay } from "./backoff.ts";
export { wants } from "./event-filter.ts";
export {
  type PresetName,
  type RetryPreset,
  type RetrySetting,
  retryPresets,
  scheduleOf,
} from "./retry-presets.ts";
export {
  type ConfigKey,
  type DialectName,
  outcomeEventType,
  staticEventTypes,
  type Webhook,
} from "./webhook.ts";
