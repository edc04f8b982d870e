import type { Clock, ProjectId } from "@countersign/wire";
import { createExpiringCache, type Db, type Store } from "../db/index.ts";
import { onChangeHere, webhooksChannel } from "./change-notice.ts";
import { concerns, gates } from "./concerns.ts";
import { type CallCredentials, callCredentials, readCredentials } from "./credentials.ts";
import type { WebhooksDeps } from "./deps.ts";
import { findWebhook, subscribed } from "./find.ts";
import { readSecrets, type SigningSecret, secretOwner, stillSigning } from "./signing-secrets.ts";
import type { Webhook } from "./webhook.ts";

/**
 * Returns what `matching`, `findWebhook`, `signingSecrets` and `readCredentials` do, from memory:
 * for the path of every event. A change made by this process takes effect at its commit, one of
 * another process a moment later, and after five seconds at the latest. Callers must not read
 * through a transaction that itself changed webhooks.
 */
export interface WebhookDirectory {
  /** `at`: the time of the event in milliseconds; now by default. */
  matching(db: Db, projectId: ProjectId, eventType: string, at?: number): Promise<Webhook[]>;
  /**
   * The project's active gates for this type in their order, whatever their period; disabled ones
   * included.
   */
  gates(db: Db, projectId: ProjectId, eventType: string): Promise<Webhook[]>;
  find(db: Db, id: string): Promise<Webhook | null>;
  signingSecrets(db: Db, webhook: Webhook): Promise<string[]>;
  /** The credentials of its requests: unsealed once per version of the webhook. */
  credentials(db: Db, webhook: Webhook): Promise<CallCredentials>;
  /** Starts listening for changes; resolves to a function that ends it. */
  watch(listen: Store["listen"]): Promise<() => Promise<void>>;
}

const maxAgeMs = 5000;
const maxEntries = 10_000;

export function createWebhookDirectory(deps: {
  clock: Clock;
  keyring: WebhooksDeps["keyring"];
}): WebhookDirectory {
  const { clock } = deps;
  const bounds = { clock, maxAgeMs, maxEntries };
  const byProject = createExpiringCache<Webhook[]>(bounds);
  const byId = createExpiringCache<Webhook | null>({
    ...bounds,
    groupOf: (_id, webhook) => webhook?.projectId ?? "",
  });
  const secrets = createExpiringCache<{ projectId: ProjectId; secrets: SigningSecret[] }>({
    ...bounds,
    groupOf: (_owner, { projectId }) => projectId,
  });
  // Needs no age: a version's credentials never change.
  const credentials = new Map<string, { version: number; value: CallCredentials }>();

  function forget(projectId: string | null): void {
    byProject.dropGroup(projectId);
    byId.dropGroup(projectId);
    secrets.dropGroup(projectId);
  }

  function ofProject(db: Db, projectId: ProjectId): Promise<Webhook[]> {
    return byProject.get(projectId, db, () => subscribed(db, projectId));
  }

  return {
    async matching(db, projectId, eventType, at = clock()) {
      return (await ofProject(db, projectId)).filter((webhook) => concerns(webhook, eventType, at));
    },
    async gates(db, projectId, eventType) {
      return (await ofProject(db, projectId)).filter((webhook) => gates(webhook, eventType));
    },
    find(db, id) {
      return byId.get(id, db, () => findWebhook(db, id));
    },
    async signingSecrets(db, webhook) {
      const { projectId } = webhook;
      const known = await secrets.get(secretOwner(webhook), db, async () => ({
        projectId,
        secrets: await readSecrets(deps, db, webhook),
      }));
      return stillSigning(known.secrets, clock()).map(({ secret }) => secret);
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
      // An empty payload means that notifications may have been missed.
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
