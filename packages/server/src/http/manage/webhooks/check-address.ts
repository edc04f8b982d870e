import type { ProjectId } from "@countersign/wire";
import type { addressToCheck } from "../../../webhooks/index.ts";
import type { HttpDeps } from "../../deps.ts";
import { refuse } from "../../refusals/problem.ts";

/** Throws the refusal of an address that may not be called. */
export async function checkWebhookAddress(
  deps: Pick<HttpDeps, "outbound">,
  projectId: ProjectId,
  address: ReturnType<typeof addressToCheck>,
): Promise<void> {
  if (address === null) return;
  const { url, purpose } = address;
  const problem = await deps.outbound.checkAddress(url, { purpose, projectId });
  if (problem === null) return;
  throw refuse("address_refused", "The webhook's address may not be called.", {
    errors: [{ field: "url", problem: problem.detail }],
  });
}
