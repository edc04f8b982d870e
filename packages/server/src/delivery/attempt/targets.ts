import type { SettledReason, Signer, WebhookId } from "@countersign/wire";
import type { Db } from "../../db/index.ts";
import {
  type CallCredentials,
  createSigners,
  takesDeliveries,
  type Webhook,
  type WebhookDirectory,
} from "../../webhooks/index.ts";

/** A webhook with its current settings, ready to sign. */
export interface Target {
  webhook: Webhook;
  signer: Signer;
  credentials: CallCredentials;
}

export interface Targets {
  /** The webhook's target, or the reason why nothing is sent there. */
  get(id: WebhookId): Promise<{ kind: "open"; target: Target } | { kind: "closed"; reason: SettledReason }>;
}

/** Where attempts go, by the directory's current settings and secrets. */
export function createTargets(
  db: Db,
  directory: Pick<WebhookDirectory, "find" | "signingSecrets" | "credentials">,
): Targets {
  const signers = createSigners();

  return {
    async get(id) {
      const webhook = await directory.find(db, id);
      if (!webhook || !takesDeliveries(webhook)) {
        signers.forget(id);
        return { kind: "closed", reason: whyClosed(webhook) };
      }
      const [credentials, secrets] = await Promise.all([
        directory.credentials(db, webhook),
        directory.signingSecrets(db, webhook),
      ]);
      return { kind: "open", target: { webhook, signer: signers.of(id, secrets), credentials } };
    },
  };
}

function whyClosed(webhook: Webhook | null): SettledReason {
  if (webhook === null || webhook.deletedAt !== null) return "deleted";
  return webhook.disabledAt === null ? "paused" : "disabled";
}
