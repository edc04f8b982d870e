import { isId } from "@countersign/wire";
import { type DeliveryDetails, findDelivery } from "../../../delivery/index.ts";
import { type Caller, maySee } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { refuse } from "../../refusals/problem.ts";

/** The delivery of this id, if the caller may see it; throws the refusal otherwise. */
export async function visibleDelivery(
  deps: Pick<HttpDeps, "db" | "keyring">,
  actor: Caller,
  id: string,
): Promise<DeliveryDetails> {
  const delivery = isId("delivery", id) ? await findDelivery(deps, id) : null;
  if (delivery === null || !maySee(actor, delivery.projectId)) {
    throw refuse("not_found", "There is no such delivery.");
  }
  return delivery;
}
