import type { Clock, ProjectId } from "@countersign/wire";
import type { Db, Store } from "../db/index.ts";
import { onChangeHere, webhooksChannel } from "./change-notice.ts";
import { concerns, gates } from "./concerns.ts";
import { type CallCredentials, callCredentials, readCredentials } from "./credentials.ts";
import type { WebhooksDeps } from "./deps.ts";
import { createExpiringCache } from "./expiring-cache.ts";
import { findWebhook, subscribed } from "./find.ts";
import { readSecrets, type SigningSecret, secretOwner, stillSigning } from "./signing-secrets.ts";
import type { Webhook } from "./webhook.ts";

/**
 * The same answers as `matching`, `findWebhook`, `signingSecrets` and `readCredentials`, from memory: for the path of every
 * event. A change made by this process counts from its commit on, one of another process a moment later, and
 * after five seconds at the latest. Callers must not read through a transaction that itself changed webhooks.
 */
export interface WebhookDirectory {
  /** `at`: the instant of the event in milliseconds; now when it is left out. */
  matching(db: Db, projectId: ProjectId, eventType: string, at?: number): Promise<Webhook[]>;
  /** The project's active gates for this type in their order, whatever their period; disabled ones are among them. */
  gates(db: Db, projectId: ProjectId, eventType: string): Promise<Webhook[]>;
  find(db: Db, id: string): Promise<Webhook | null>;
  signingSecrets(db: Db, webhook: Webhook): Promise<string[]>;
  /** What its requests are sent with: opened once per version of the webhook. */
  credentials(db: Db, webhook: Webhook): Promise<CallCredentials>;
  /** Starts to hear of changes; resolves to what ends it. */
  watch(listen: Store["listen"]): Promise<() => Promise<void>>;
}

const maxAgeMs = 5000;
const maxEntries = 10_000;

export function createWebhookDirectory(deps: {
  clock: Clock;
  keyring: WebhooksDeps["keyring"];
}): WebhookDirectory {
  const { clock } = deps;
  const byProject = createExpiringCache<Webhook[]>({ clock, maxAgeMs, maxEntries });
  const byId = createExpiringCache<Webhook | null>({ clock, maxAgeMs, maxEntries });
  const secrets = createExpiringCache<SigningSecret[]>({ clock, maxAgeMs, maxEntries });
  // Needs no age: a version's credentials never change.
  const credentials = new Map<string, { version: number; value: CallCredentials }>();

  function forget(projectId: string | null): void {
    byProject.forget(projectId);
    byId.forget(projectId);
    secrets.forget(projectId);
  }

  function ofProject(db: Db, projectId: ProjectId): Promise<Webhook[]> {
    return byProject.get(projectId, db, async () => ({ projectId, value: await subscribed(db, projectId) }));
  }

  return {
    async matching(db, projectId, eventType, at = clock()) {
      return (await ofProject(db, projectId)).filter((webhook) => concerns(webhook, eventType, at));
    },
    async gates(db, projectId, eventType) {
      return (await ofProject(db, projectId)).filter((webhook) => gates(webhook, eventType));
    },
    find(db, id) {
      return byId.get(id, db, async () => {
        const value = await findWebhook(db, id);
        return { projectId: value?.projectId ?? "", value };
      });
    },
    async signingSecrets(db, webhook) {
      const { projectId } = webhook;
      const known = await secrets.get(secretOwner(webhook), db, async () => ({
        projectId,
        value: await readSecrets(deps, db, webhook),
      }));
      return stillSigning(known, clock()).map(({ secret }) => secret);
    },
    async credentials(db, webhook) {
      const { id, version } = webhook;
      const known = credentials.get(id);
      if (known?.version === version) return known.value;
      const value = callCredentials(await readCredentials(deps, db, webhook));
      if (credentials.size >= maxEntries) credentials.clear();
      credentials.set(id, { version, value });
      return value;
    },
    async watch(listen) {
      const endHere = onChangeHere(forget);
      // An empty payload says that notifications may have been missed.
      const endListening = await listen(webhooksChannel, (payload) =>
        forget(payload === "" ? null : payload),
      );
      return async () => {
        endHere();
        await endListening();
      };
    },
  };
}
