import type { SettledReason, Signer, WebhookId } from "@countersign/wire";
import { signer } from "@countersign/wire";
import type { Db } from "../../db/index.ts";
import {
  type CallCredentials,
  takesDeliveries,
  type Webhook,
  type WebhookDirectory,
} from "../../webhooks/index.ts";

/** A webhook as it is set now, ready to sign. */
export interface Target {
  webhook: Webhook;
  signer: Signer;
  credentials: CallCredentials;
}

export interface Targets {
  /** Or why nothing is sent there. */
  get(id: WebhookId): Promise<{ kind: "open"; target: Target } | { kind: "closed"; reason: SettledReason }>;
}

/** Where attempts go, by the directory's settings and secrets of now; keys are decoded once per secret. */
export function createTargets(
  db: Db,
  directory: Pick<WebhookDirectory, "find" | "signingSecrets" | "credentials">,
): Targets {
  const signers = new Map<WebhookId, Signer>();
  const most = 10_000;

  return {
    async get(id) {
      const webhook = await directory.find(db, id);
      if (!webhook || !takesDeliveries(webhook)) {
        signers.delete(id);
        return { kind: "closed", reason: whyClosed(webhook) };
      }
      const [credentials, secrets] = await Promise.all([
        directory.credentials(db, webhook),
        directory.signingSecrets(db, webhook),
      ]);
      return { kind: "open", target: { webhook, signer: signerOf(id, secrets), credentials } };
    },
  };

  function signerOf(id: WebhookId, secrets: readonly string[]): Signer {
    const known = signers.get(id);
    if (
      known &&
      known.secrets.length === secrets.length &&
      known.secrets.every((secret, i) => secret === secrets[i])
    ) {
      return known;
    }
    const made = signer(secrets);
    if (signers.size >= most) signers.clear();
    signers.set(id, made);
    return made;
  }
}

function whyClosed(webhook: Webhook | null): SettledReason {
  if (webhook === null || webhook.deletedAt !== null) return "deleted";
  return webhook.disabledAt === null ? "paused" : "disabled";
}
