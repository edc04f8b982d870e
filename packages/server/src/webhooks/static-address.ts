import { newId, type ProjectId, type WebhookConfigKey } from "@countersign/wire";
import { sql } from "kysely";
import type { Tx } from "../db/index.ts";
import { announceChange } from "./change-notice.ts";
import type { WebhooksDeps } from "./deps.ts";
import { enabled } from "./disabling.ts";
import { isStatic } from "./find.ts";
import { retryPresets } from "./retry-presets.ts";
import { staticEventTypes } from "./webhook.ts";

/**
 * Sets, changes or (with null) clears a static address. The webhook always keeps its id, so that
 * what is pending goes to the new address; a cleared one is inactive. Setting one enables it again.
 * The caller checks before the transaction that the address may be called.
 */
export async function setStaticAddress(
  deps: Pick<WebhooksDeps, "clock" | "random">,
  tx: Tx,
  projectId: ProjectId,
  key: WebhookConfigKey,
  url: string | null,
): Promise<void> {
  const changed =
    url === null ? await clear(deps, tx, projectId, key) : await set(deps, tx, projectId, key, url);
  if (changed) await announceChange(tx, projectId);
}

async function set(
  deps: Pick<WebhooksDeps, "clock" | "random">,
  tx: Tx,
  projectId: ProjectId,
  key: WebhookConfigKey,
  url: string,
): Promise<boolean> {
  const now = new Date(deps.clock());
  const row = await tx
    .insertInto("webhooks")
    .values({
      id: newId("webhook", deps.clock, deps.random),
      projectId,
      kind: "static",
      configKey: key,
      name: key,
      url,
      eventTypes: [...staticEventTypes[key]],
      dialect: "able-id",
      retry: { preset: "able-id" },
      timeoutMs: retryPresets["able-id"].timeoutMs,
      createdAt: now,
      updatedAt: now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(["projectId", "configKey"])
        .where(isStatic)
        .doUpdateSet({
          url,
          active: true,
          ...enabled,
          version: sql<number>`webhooks.version + 1`,
          updatedAt: now,
        })
        .where((eb) =>
          eb.or([
            eb("webhooks.url", "<>", url),
            eb("webhooks.active", "=", false),
            eb("webhooks.disabledAt", "is not", null),
          ]),
        ),
    )
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

async function clear(
  deps: Pick<WebhooksDeps, "clock">,
  tx: Tx,
  projectId: ProjectId,
  key: WebhookConfigKey,
): Promise<boolean> {
  const row = await tx
    .updateTable("webhooks")
    .set((eb) => ({ active: false, version: eb("version", "+", 1), updatedAt: new Date(deps.clock()) }))
    .where("projectId", "=", projectId)
    .where("configKey", "=", key)
    .where(isStatic)
    .where("active", "=", true)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}
