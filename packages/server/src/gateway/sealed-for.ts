import type { GatewayOperation, ProjectId } from "@countersign/wire";
import type { Keyring } from "../sealing/index.ts";
import type { Target } from "./mappings.ts";

/**
 * The subject whose key seals what hooks are told of a call, and its trace: the user whom the call is about where it names
 * one, else what stands in its path. Of somebody who is only being registered: one of this call alone, to be linked to
 * the id that the upstream gives them. A calculation is nobody's: the project's key.
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
