import { type Signer, signer } from "@countersign/wire";
import type { Db } from "../db/index.ts";
import type { Webhook, WebhookDirectory } from "../webhooks/index.ts";

/** Signers by webhook: a secret's key is decoded once. */
export interface Signers {
  of(webhook: Webhook): Promise<Signer>;
}

const most = 10_000;

export function createSigners(db: Db, directory: Pick<WebhookDirectory, "signingSecrets">): Signers {
  const known = new Map<string, Signer>();
  return {
    async of(webhook) {
      const secrets = await directory.signingSecrets(db, webhook);
      const held = known.get(webhook.id);
      if (held?.secrets.length === secrets.length && held.secrets.every((each, at) => each === secrets[at]))
        return held;
      const made = signer(secrets);
      if (known.size >= most) known.clear();
      known.set(webhook.id, made);
      return made;
    },
  };
}
