import type { GatewayOperation, ProjectId } from "@countersign/wire";
import type { Keyring } from "../sealing/index.ts";
import type { Target } from "./mappings.ts";

/**
 * The subject whose key seals the hooks' payload and the trace of a call: the call's user if it names one, otherwise the
 * id in its path. For a new registration: a subject of this call alone, linked later to the id that the upstream
 * returns. A calculation has no subject: the project's key.
 */
export async function sealedFor(
  deps: { keyring: Pick<Keyring, "subjectNamed"> } & { db: Parameters<Keyring["subjectNamed"]>[0] },
  projectId: ProjectId,
  call: { operation: GatewayOperation; target: Target; userId: string | undefined; callId: string },
): Promise<string> {
  if (call.operation === "/organization/delivery_service/{id}/calculate") return projectId;
  const name = call.userId ?? call.target.id ?? `registration ${call.callId}`;
  return deps.keyring.subjectNamed(deps.db, projectId, name);
}
