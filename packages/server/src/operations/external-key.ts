import type { ProjectId } from "@countersign/wire";
import type { Keyring } from "../sealing/index.ts";
import { type Refused, refused } from "./outcome.ts";

/** The caller's own key of a new record, with a keyed hash of the request that it came with. */
export interface ExternalKey {
  externalId: string | null;
  requestMac: Buffer | null;
}

/** Requests are compared by hash, keyed: they hold personal data that a plain hash would let be guessed. */
export function externalKey(
  keyring: Pick<Keyring, "secretMac">,
  projectId: ProjectId,
  kind: string,
  input: { externalId?: string | undefined },
): ExternalKey {
  const { externalId } = input;
  if (externalId === undefined) return { externalId: null, requestMac: null };
  return { externalId, requestMac: keyring.secretMac(`${projectId} ${kind} ${JSON.stringify(input)}`) };
}

/** Whether the record that has this external id came from the same request. */
export function isSameRequest(key: ExternalKey, existing: { requestMac: Buffer | null }): boolean {
  return (
    key.requestMac !== null && existing.requestMac !== null && key.requestMac.equals(existing.requestMac)
  );
}

/** The refusal of an external id that another request's record has. */
export function externalIdTaken(): Refused {
  return refused("external_id_taken", { field: "externalId" });
}
