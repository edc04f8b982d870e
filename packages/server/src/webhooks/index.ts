/**
 * Settings of webhooks of every kind: addresses, credentials, signing secrets, retry schedules, the
 * settings of hooks, and whether an address works. Settings change in the caller's transaction, and
 * every process takes note of it within five seconds.
 *
 *     const directory = createWebhookDirectory({ clock, keyring });
 *     const webhooks = await directory.matching(db, projectId, "user.update");
 *     const signer = signers.of(id, await directory.signingSecrets(db, webhook));
 */
export { nextDelay } from "./backoff.ts";
export { createBreakers } from "./breaker.ts";
export { addressToCheck, callPurpose } from "./call-purpose.ts";
export { takesDeliveries } from "./concerns.ts";
export { type CallCredentials, callCredentials, maskCredentials, readCredentials } from "./credentials.ts";

export { createWebhookDirectory, type WebhookDirectory } from "./directory.ts";
export { disableWebhook, enableWebhook } from "./disabling.ts";
export { type Draft, draftWebhook } from "./draft.ts";
export { type Health, noteHealth } from "./failing-since.ts";
export {
  configuredWebhooks,
  findWebhook,
  findWebhooks,
  listWebhooks,
  matching,
  staticAddress,
} from "./find.ts";
export { beginHistory, findVersion, keepVersion, listVersions, type WebhookVersion } from "./history.ts";
export { exportSettings, type ImportStep, importSettings, meantBy } from "./import-settings.ts";
export { changeWebhook, createWebhook, deleteWebhook } from "./manage.ts";
export { outcomeAddress } from "./outcome-address.ts";
export { reorderWebhooks } from "./reorder.ts";
export {
  type RetryPreset,
  type RetrySetting,
  scheduleOf,
} from "./retry-presets.ts";
export { entriesOf, writeSettingsFile } from "./settings-file.ts";
export { createSigners, type Signers } from "./signers.ts";
export {
  createSigningSecret,
  endPreviousSigningSecrets,
  type Rotation,
  rotateSigningSecret,
  type Signing,
  secretOverlapMs,
  secretOwner,
  signingSecrets,
  signings,
  switchSigningSecret,
} from "./signing-secrets.ts";
export { setStaticAddress } from "./static-address.ts";
export { removeUnusedOutcomes } from "./unused-outcomes.ts";
export { staticEventTypes, statusOf, storedMode, type Webhook } from "./webhook.ts";
