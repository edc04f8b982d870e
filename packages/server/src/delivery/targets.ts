import type { Signer, WebhookId } from "@countersign/wire";
import { signer } from "@countersign/wire";
import type { Db } from "../db/index.ts";
import {
  type CallCredentials,
  takesDeliveries,
  type Webhook,
  type WebhookDirectory,
} from "../webhooks/index.ts";

/** A webhook as it is set now, ready to sign. */
export interface Target {
  webhook: Webhook;
  signer: Signer;
  credentials: CallCredentials;
}

export interface Targets {
  /** Null when there is no such webhook, or it is switched off or disabled. */
  get(id: WebhookId): Promise<Target | null>;
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
        return null;
      }
      const credentials = await directory.credentials(db, webhook);
      return { webhook, signer: signerOf(id, await directory.signingSecrets(db, webhook)), credentials };
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
