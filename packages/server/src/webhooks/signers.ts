import { type Signer, signer, type WebhookId } from "@countersign/wire";

/** Signers by webhook: a secret's key is decoded once. */
export interface Signers {
  /** The webhook's signer with these secrets, newest first. */
  of(webhookId: WebhookId, secrets: readonly string[]): Signer;
  forget(webhookId: WebhookId): void;
}

const maxSigners = 10_000;

export function createSigners(): Signers {
  const signers = new Map<WebhookId, Signer>();
  return {
    of(webhookId, secrets) {
      const known = signers.get(webhookId);
      if (known && isSame(known.secrets, secrets)) return known;
      const made = signer(secrets);
      if (signers.size >= maxSigners) signers.clear();
      signers.set(webhookId, made);
      return made;
    },
    forget: (webhookId) => void signers.delete(webhookId),
  };
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((each, at) => each === others[at]);
}
