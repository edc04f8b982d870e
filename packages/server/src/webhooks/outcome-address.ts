import { newId, type ProjectId, type WebhookId } from "@countersign/wire";
import type { Tx } from "../db/index.ts";
import type { WebhooksDeps } from "./deps.ts";
import { isOutcome } from "./find.ts";
import { retryPresets } from "./retry-presets.ts";
import { outcomeEventType } from "./webhook.ts";

/**
 * The webhook of an address from a session's `hooks[]`: one per project and address, found or
 * created. It gets outcomes by name only (`matching` never returns it). The caller checks before
 * the transaction that the address may be called. The transaction locks the row:
 * `removeUnusedOutcomes` waits for it.
 */
export async function outcomeAddress(
  deps: Pick<WebhooksDeps, "clock" | "random">,
  tx: Tx,
  projectId: ProjectId,
  url: string,
): Promise<WebhookId> {
  const known = await find(tx, projectId, url);
  if (known) return known;
  const now = new Date(deps.clock());
  const id = newId("webhook", deps.clock, deps.random);
  const created = await tx
    .insertInto("webhooks")
    .values({
      id,
      projectId,
      kind: "outcome",
      configKey: null,
      name: outcomeEventType,
      url,
      eventTypes: [outcomeEventType],
      dialect: "able-id",
      retry: { preset: "able-id" },
      timeoutMs: retryPresets["able-id"].timeoutMs,
      createdAt: now,
      updatedAt: now,
    })
    // Updates nothing, so that sessions that start together with one address don't wait for each
    // other.
    .onConflict((conflict) => conflict.columns(["projectId", "url"]).where(isOutcome).doNothing())
    .returning("id")
    .executeTakeFirst();
  if (created) return id;
  // Another transaction created it in between; the insert waited until it was committed.
  const winner = await find(tx, projectId, url);
  if (!winner) throw new Error("an outcome address conflicts with one that can't be read");
  return winner;
}

async function find(tx: Tx, projectId: ProjectId, url: string): Promise<WebhookId | null> {
  const row = await tx
    .selectFrom("webhooks")
    .select("id")
    .where("projectId", "=", projectId)
    .where("url", "=", url)
    .where(isOutcome)
    .forKeyShare()
    .executeTakeFirst();
  return row?.id ?? null;
}
