import type { AnyEventType, WebhookId } from "@countersign/wire";
import type { Db } from "../db/index.ts";
import type { PayloadKeys } from "../sealing/index.ts";
import type { Webhook } from "../webhooks/index.ts";
import { bodySecrets } from "./body-secrets.ts";
import type { EventsDeps } from "./deps.ts";
import type { NewEvent } from "./new-event.ts";
import { type Receivers, receivers } from "./receivers.ts";

/**
 * Webhooks without conditions or bodies of their own: what they get depends only on the event's
 * type.
 */
interface PlainReceivers {
  kind: "plain";
  webhooks: readonly Webhook[];
  secrets: ReadonlyMap<WebhookId, readonly string[]>;
}

type Asked = PlainReceivers | ({ kind: "each" } & Receivers);

/** What the events of one call have in common. */
export interface AskedOnce {
  /** The keys, if a previous event requested them. */
  keys(keyId: string): PayloadKeys | undefined;
  /** Null: the key is erased or unknown. */
  askKeys(keyId: string): Promise<PayloadKeys | null>;
  /**
   * The receivers of events of this type, if a previous event requested them and they depend on
   * nothing else.
   */
  plainReceivers(event: NewEvent<AnyEventType>): PlainReceivers | undefined;
  askReceivers(event: NewEvent<AnyEventType>): Promise<Asked>;
}

/**
 * Looks up keys and receivers once for all events of a call. They are usually in memory, but took
 * seven awaits for each of a thousand events.
 */
export function askOnce(deps: Pick<EventsDeps, "clock" | "keyring" | "webhooks">, db: Db): AskedOnce {
  const keys = new Map<string, PayloadKeys>();
  const plain = new Map<AnyEventType, PlainReceivers>();
  return {
    keys: (keyId) => keys.get(keyId),
    async askKeys(keyId) {
      const found = await deps.keyring.payloadKeys(db, keyId);
      if (found) keys.set(keyId, found);
      return found;
    },
    plainReceivers: (event) => (isAddressed(event) ? undefined : plain.get(event.type)),
    async askReceivers(event) {
      const found = await receivers(deps, db, event);
      const all = [...found.wanting, ...found.addressed];
      if (all.some(({ condition, body }) => condition !== null || body !== null))
        return { kind: "each", ...found };
      const secrets = await bodySecrets(deps, db, event.type, all);
      const asked = { kind: "plain", webhooks: all, secrets } as const;
      if (!isAddressed(event)) plain.set(event.type, asked);
      return asked;
    },
  };
}

function isAddressed({ to, onlyTo }: NewEvent<AnyEventType>): boolean {
  return to !== undefined || onlyTo !== undefined;
}
