import {
  type ApiKeyView,
  apiKeyPageSchema,
  apiKeySchema,
  changeApiKeySchema,
  createApiKeySchema,
  createdApiKeySchema,
  ifMatchSchema,
  pageQuerySchema,
  rotateApiKeySchema,
  rotatedApiKeySchema,
} from "@countersign/wire";
import { z } from "zod";
import {
  changeToken,
  createToken,
  findToken,
  listTokens,
  type NamedToken,
  revokeToken,
  rotateToken,
  type TokenChange,
} from "../../../access/index.ts";
import { inTransaction } from "../../../db/index.ts";
import { actorOf } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { respondOnce } from "../../idempotency/respond-once.ts";
import { positionOf, toPage } from "../../paging.ts";
import { refuse } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { matchingVersion, versionMismatch, withETag } from "../../versions.ts";
import { idParams } from "../fields.ts";
import { tokenEnd } from "../operators/token-end.ts";
import { visibleProject } from "./visible-project.ts";

const tags = ["projects"];
const config = { access: "api_keys.manage" } as const;
const keyParams = z.object({ id: idParams.shape.id, keyId: idParams.shape.id });
/** How long the previous key is accepted by default. */
const overlapSecondsByDefault = 24 * 60 * 60;

/** A project's API keys: one for each calling system, replaced and revoked separately. */
export function registerApiKeyRoutes(app: App, deps: HttpDeps): void {
  const keyView = (key: NamedToken) => apiKeyView(key, deps.clock());

  app.post(
    "/projects/:id/api-keys",
    {
      config,
      schema: {
        tags,
        operationId: "createApiKey",
        summary: "Create an API key",
        description: "`key` is shown by this response alone.",
        params: idParams,
        body: createApiKeySchema,
        response: { 201: createdApiKeySchema },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const { name } = request.body;
      const expiresAt = tokenEnd(deps, "expiresAt", request.body.expiresAt);
      const { id } = await visibleProject(deps.db, actor, request.params.id);
      const answer = await respondOnce(deps, request, {
        status: 201,
        work: (tx) => createToken(deps, tx, { projectId: id }, { name, expiresAt }, actor),
        answer: ({ key, token }) => ({ ...keyView(key), key: token }),
        repeated: (first) => ({ ...first, key: null }),
      });
      return reply.code(201).send(withETag(reply, answer));
    },
  );

  app.get(
    "/projects/:id/api-keys",
    {
      config,
      schema: {
        tags,
        operationId: "listApiKeys",
        summary: "List API keys",
        description: "Returns a project's keys by name and prefix, newest first. Their values are not kept.",
        params: idParams,
        querystring: pageQuerySchema,
        response: { 200: apiKeyPageSchema },
      },
    },
    async (request) => {
      const { id: projectId } = await visibleProject(deps.db, actorOf(request), request.params.id);
      const { limit, cursor } = request.query;
      const rows = await listTokens(deps.db, {
        owner: { projectId },
        before: positionOf(cursor),
        limit: limit + 1,
      });
      return toPage(rows, limit, (row) => row.id, keyView);
    },
  );

  app.get(
    "/projects/:id/api-keys/:keyId",
    {
      config,
      schema: {
        tags,
        operationId: "getApiKey",
        summary: "Read an API key",
        description: "Returns a key's name, prefix, last use and end.",
        params: keyParams,
        response: { 200: apiKeySchema },
      },
    },
    async (request, reply) => {
      const key = await findToken(deps.db, placeOf(request.params));
      if (key === null) throw unknownKey();
      return withETag(reply, keyView(key));
    },
  );

  app.patch(
    "/projects/:id/api-keys/:keyId",
    {
      config,
      schema: {
        tags,
        operationId: "changeApiKey",
        summary: "Change an API key",
        description: "Changes the key's name or end; absent members stay.",
        params: keyParams,
        headers: ifMatchSchema,
        body: changeApiKeySchema,
        response: { 200: apiKeySchema },
      },
    },
    async (request, reply) => {
      const { name, expiresAt: end } = request.body;
      const expiresAt = end === null ? null : tokenEnd(deps, "expiresAt", end);
      const isMeant = matchingVersion(request);
      const result = await inTransaction(deps.db, (tx) =>
        changeToken(deps, tx, placeOf(request.params), { name, expiresAt }, actorOf(request), isMeant),
      );
      return withETag(reply, keyView(changed(result).key));
    },
  );

  app.post(
    "/projects/:id/api-keys/:keyId/rotate",
    {
      config,
      schema: {
        tags,
        operationId: "rotateApiKey",
        summary: "Replace an API key",
        description:
          "Makes a key of the same name; `key` is shown by this response alone. The previous one is accepted for `overlapSeconds` more; the project's other keys are left alone.",
        params: keyParams,
        body: rotateApiKeySchema,
        response: { 201: rotatedApiKeySchema },
      },
    },
    async (request, reply) => {
      const { overlapSeconds = overlapSecondsByDefault, expiresAt: end } = request.body ?? {};
      const options = { overlapMs: overlapSeconds * 1000, expiresAt: tokenEnd(deps, "expiresAt", end) };
      const answer = await respondOnce(deps, request, {
        status: 201,
        work: (tx) => rotateToken(deps, tx, placeOf(request.params), options, actorOf(request)),
        answer: (result) => {
          const { key, token, previous } = changed(result);
          const validUntil = previous.revokedAt === null ? (previous.expiresAt?.toISOString() ?? null) : null;
          return { ...keyView(key), key: token, replaces: { id: previous.id, validUntil } };
        },
        repeated: (first) => ({ ...first, key: null }),
      });
      return reply.code(201).send(withETag(reply, answer));
    },
  );

  app.post(
    "/projects/:id/api-keys/:keyId/revoke",
    {
      config,
      schema: {
        tags,
        operationId: "revokeApiKey",
        summary: "Revoke an API key",
        description: "Every process permanently refuses it, from the next request on.",
        params: keyParams,
        response: { 200: apiKeySchema },
      },
    },
    async (request, reply) =>
      withETag(
        reply,
        await respondOnce(deps, request, {
          status: 200,
          work: (tx) => revokeToken(deps, tx, placeOf(request.params), actorOf(request)),
          answer: (result) => keyView(changed(result).key),
        }),
      ),
  );
}

function placeOf({ id, keyId }: z.output<typeof keyParams>) {
  return { owner: { projectId: id }, id: keyId };
}

/** The result of a successful change. Throws the refusal otherwise. */
function changed<Done>(result: TokenChange<Done>): { kind: "done" } & Done {
  switch (result.kind) {
    case "done":
      return result;
    case "unknown":
      throw unknownKey();
    case "stale":
      throw versionMismatch(result.version);
    case "ended":
      throw refuse("conflict", "This key is revoked or has expired. Create another one.");
  }
}

function unknownKey() {
  return refuse("not_found", "There is no such API key.");
}

/** A token as both projects and people see theirs. */
export function apiKeyView(key: NamedToken, now: number): ApiKeyView {
  const { id, name, prefix, replacedBy, version } = key;
  return {
    id,
    name,
    prefix,
    status: statusOf(key, now),
    createdAt: key.createdAt.toISOString(),
    expiresAt: key.expiresAt?.toISOString() ?? null,
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    revokedAt: key.revokedAt?.toISOString() ?? null,
    replacedBy,
    version,
  };
}

function statusOf({ revokedAt, expiresAt }: NamedToken, now: number): ApiKeyView["status"] {
  if (revokedAt !== null) return "revoked";
  return expiresAt !== null && expiresAt.getTime() <= now ? "expired" : "active";
}
