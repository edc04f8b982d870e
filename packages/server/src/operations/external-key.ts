import type { ProjectId } from "@countersign/wire";
import type { Db } from "../db/index.ts";
import type { Keyring } from "../sealing/index.ts";
import { type Refused, refused } from "./outcome.ts";

/** The caller's own key of a new record, with keyed hashes of it and of its request. */
export interface ExternalKey {
  externalId: string | null;
  externalIndex: Buffer | null;
  requestMac: Buffer | null;
  /** Hashes of the request in earlier versions' forms, which stores may still hold. */
  formerMacs: readonly Buffer[];
}

type Kind = "user" | "order" | "delivery-service" | "subscription";

/**
 * The stored forms of a creation's external id. It may be an e-mail address, and requests hold
 * personal data: both are compared by keyed hashes, which can't be guessed. `method` distinguishes
 * the same request to different methods.
 */
export async function externalKey(
  keyring: Pick<Keyring, "secretMac" | "blindIndex" | "former">,
  db: Db,
  projectId: ProjectId,
  kind: Kind,
  input: { externalId?: string | undefined },
  method = "",
): Promise<ExternalKey> {
  const { externalId = null } = input;
  if (externalId === null) return { externalId, externalIndex: null, requestMac: null, formerMacs: [] };
  const request = `${projectId} ${kind} ${method} ${JSON.stringify(input)}`;
  return {
    externalId,
    externalIndex: await externalIndex(keyring, db, projectId, kind, externalId),
    requestMac: keyring.secretMac(request),
    formerMacs: keyring.former.macs(request),
  };
}

/** The keyed hash by which a record is found by its external id. */
export function externalIndex(
  keyring: Pick<Keyring, "blindIndex">,
  db: Db,
  projectId: ProjectId,
  kind: Kind,
  externalId: string,
): Promise<Buffer> {
  return keyring.blindIndex(db, projectId, `operation-${kind}-external`, externalId);
}

/** Whether the record with this external id came from the same request. */
export function isSameRequest(
  key: Pick<ExternalKey, "requestMac" | "formerMacs">,
  { requestMac }: { requestMac: Buffer | null },
): boolean {
  return requestMac !== null && [key.requestMac, ...key.formerMacs].some((mac) => mac?.equals(requestMac));
}

/** The refusal of an external id that belongs to another request's record. */
export function externalIdTaken(): Refused {
  return refused("external_id_taken", { field: "externalId" });
}
