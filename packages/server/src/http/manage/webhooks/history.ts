import {
  type ChangeWebhook,
  ifMatchSchema,
  type JsonValue,
  pageOf,
  pageQuerySchema,
  versionParamsSchema,
  webhookSchema,
  webhookVersionSchema,
} from "@countersign/wire";
import { audit } from "../../../access/index.ts";
import { inTransaction } from "../../../db/index.ts";
import {
  addressToCheck,
  changeWebhook,
  findVersion,
  keepVersion,
  listVersions,
  type WebhookVersion,
} from "../../../webhooks/index.ts";
import { actorOf } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { positionOf, refuseCursor, toPage } from "../../paging.ts";
import { refuse, refuseFields } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { matchingVersion, versionMismatch, withETag } from "../../versions.ts";
import { idParams } from "../fields.ts";
import { checkHookTexts } from "../interception/hook-texts.ts";
import { checkWebhookAddress } from "./check-address.ts";
import { webhookView } from "./view.ts";
import { visibleWebhook, webhookUnknown } from "./visible-webhook.ts";

const tags = ["webhooks"];

/** What a webhook's settings were, and getting back to them. */
export function registerWebhookHistoryRoutes(app: App, deps: HttpDeps): void {
  app.get(
    "/webhooks/:id/history",
    {
      config: { access: "webhooks.read" },
      schema: {
        tags,
        operationId: "listWebhookVersions",
        summary: "List a webhook's versions",
        description: "Returns how the settings changed, newest first. The last 100 versions are kept.",
        params: idParams,
        querystring: pageQuerySchema,
        response: { 200: pageOf(webhookVersionSchema) },
      },
    },
    async (request) => {
      const { id } = await visibleWebhook(deps, actorOf(request), request.params.id);
      const { limit, cursor } = request.query;
      const position = positionOf(cursor);
      if (position !== undefined && !/^\d{1,9}$/.test(position)) throw refuseCursor();
      const before = position === undefined ? undefined : Number(position);
      const rows = await listVersions(deps.db, id, { before, limit: limit + 1 });
      return toPage(rows, limit, ({ version }) => String(version), versionView);
    },
  );

  app.post(
    "/webhooks/:id/history/:version/restore",
    {
      config: {
        access: "webhooks.change",
        refusal: "Webhooks are set up by an operator: ask yours.",
      },
      schema: {
        tags,
        operationId: "restoreWebhook",
        summary: "Restore a version of a webhook",
        description:
          "Saves the settings of an earlier version again. Credentials and secrets stay as they are now.",
        params: versionParamsSchema,
        headers: ifMatchSchema,
        response: { 200: webhookSchema },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const isMeant = matchingVersion(request);
      const current = await visibleWebhook(deps, actor, request.params.id);
      const { id, projectId } = current;
      const found = await findVersion(deps.db, id, request.params.version);
      if (found === null) throw refuse("not_found", "There is no such version of the webhook.");
      const change = changeTo(found);
      await checkWebhookAddress(deps, projectId, addressToCheck(current, change));
      await checkHookTexts(deps, projectId, current, change);
      const webhook = await inTransaction(deps.db, async (tx) => {
        const result = await changeWebhook(deps, tx, id, change, isMeant);
        if (result.kind === "unknown") throw webhookUnknown();
        if (result.kind === "stale") throw versionMismatch(result.version);
        if (result.kind === "refused") throw refuseFields(result.problems);
        if (result.changed.length > 0) {
          await keepVersion(deps, tx, result.webhook, actor);
          const details = { version: found.version, fields: result.changed };
          await audit(deps, tx, { actor, action: "webhook.restore", projectId, target: id, details });
        }
        return result.webhook;
      });
      return withETag(reply, await webhookView(deps, webhook));
    },
  );
}

/**
 * The changes that restore a version of a webhook; a built-in gate's missing address is not a
 * change.
 */
function changeTo({ settings: { id: _id, secrets: _secrets, ...settings } }: WebhookVersion): ChangeWebhook {
  return settings;
}

function versionView({ version, at, actor, settings, changes }: WebhookVersion) {
  return {
    version,
    createdAt: at.toISOString(),
    actor,
    settings: settings as Record<string, JsonValue>,
    changes: changes.map(({ field, before, after }) => ({
      field,
      before: before as JsonValue,
      after: after as JsonValue,
    })),
  };
}
