import { awaitsAnswer } from "@countersign/wire";
import { type RetrySetting, scheduleOf } from "./retry-presets.ts";
import type { Webhook } from "./webhook.ts";

/** The settings of body, condition and failure, named as in requests. */
export interface HookSettings extends Pick<Webhook, "body" | "condition" | "failurePolicy" | "fallback"> {
  /** A built-in gate without an address. */
  require: { kycLevel: number } | null;
}

export const blankHookSettings: HookSettings = {
  body: null,
  condition: null,
  failurePolicy: "fail",
  fallback: null,
  require: null,
};

export function hookSettingsOf(webhook: Webhook): HookSettings {
  const { body, condition, failurePolicy, fallback, requireKycLevel } = webhook;
  const require = requireKycLevel === null ? null : { kycLevel: requireKycLevel };
  return { body, condition, failurePolicy, fallback, require };
}

export function hookColumnsOf({ body, condition, failurePolicy, fallback, require }: HookSettings) {
  return { body, condition, failurePolicy, fallback, requireKycLevel: require?.kycLevel ?? null };
}

/** For webhooks that an operation waits for. */
const awaitedTimeoutMs = 2000;
export const maxAwaitedTimeoutMs = 10_000;

/** The default timeout. */
export function usualTimeoutMs({ mode, retry }: Pick<Webhook, "mode"> & { retry: RetrySetting }): number {
  return awaitsAnswer(mode) ? awaitedTimeoutMs : scheduleOf(retry).timeoutMs;
}
