import {
  createApiKeySchema,
  createdOperatorTokenSchema,
  operatorTokenPageSchema,
  operatorTokenSchema,
  pageQuerySchema,
} from "@countersign/wire";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { createToken, findOperator, listTokens, revokeToken } from "../../../access/index.ts";
import { actorOf } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { respondOnce } from "../../idempotency/respond-once.ts";
import { positionOf, toPage } from "../../paging.ts";
import { refuse } from "../../refusals/problem.ts";
import { confirmedSessionOf } from "../../signed-in.ts";
import type { App } from "../../types.ts";
import { withETag } from "../../versions.ts";
import { idParams } from "../fields.ts";
import { tokenEnd } from "../operators/token-end.ts";
import { apiKeyView } from "../projects/api-keys.ts";
import { accountOf } from "./account.ts";

const tokenParams = z.object({ id: idParams.shape.id, tokenId: idParams.shape.id });

interface TokenBody {
  name: string;
  expiresAt?: string | undefined;
}

/** Tokens of people, each with a name: one's own, and for admins everybody's. */
export function registerOperatorTokenRoutes(app: App, deps: HttpDeps): void {
  const list = async (operatorId: string, { limit, cursor }: z.output<typeof pageQuerySchema>) => {
    const page = { owner: { operatorId }, before: positionOf(cursor), limit: limit + 1 };
    const rows = await listTokens(deps.db, page);
    return toPage(
      rows,
      limit,
      (row) => row.id,
      (row) => apiKeyView(row, deps.clock()),
    );
  };
  const create = async (
    request: FastifyRequest,
    reply: FastifyReply,
    operatorId: string,
    body: TokenBody,
  ) => {
    const { name } = body;
    const expiresAt = tokenEnd(deps, "expiresAt", body.expiresAt);
    const answer = await respondOnce(deps, request, {
      status: 201,
      work: (tx) => createToken(deps, tx, { operatorId }, { name, expiresAt }, actorOf(request)),
      answer: ({ key, token }) => ({ ...apiKeyView(key, deps.clock()), token }),
      repeated: (first) => ({ ...first, token: null }),
    });
    return reply.code(201).send(withETag(reply, answer));
  };
  const revoke = async (request: FastifyRequest, reply: FastifyReply, operatorId: string, id: string) => {
    const answer = await respondOnce(deps, request, {
      status: 200,
      work: (tx) => revokeToken(deps, tx, { owner: { operatorId }, id }, actorOf(request)),
      answer: (result) => {
        if (result.kind === "done") return apiKeyView(result.key, deps.clock());
        if (result.kind === "ended")
          throw refuse("conflict", "This token is revoked or has expired already.");
        throw refuse("not_found", "There is no such token.");
      },
    });
    return withETag(reply, answer);
  };

  app.get(
    "/me/tokens",
    {
      config: { access: "own_account.use" },
      schema: {
        tags: ["account"],
        operationId: "listOwnTokens",
        summary: "List one's own tokens",
        description: "Returns tokens by name and prefix, newest first. Their values are not kept.",
        querystring: pageQuerySchema,
        response: { 200: operatorTokenPageSchema },
      },
    },
    async (request) => list(actorOf(request).id, request.query),
  );

  app.post(
    "/me/tokens",
    {
      config: { access: "own_account.use" },
      schema: {
        tags: ["account"],
        operationId: "createOwnToken",
        summary: "Create a token for oneself",
        description:
          "It may do what one's roles allow. `token` is shown in this response only. It needs a sign-in or proof of the last 15 minutes.",
        body: createApiKeySchema,
        response: { 201: createdOperatorTokenSchema },
      },
    },
    async (request, reply) => {
      confirmedSessionOf(request, deps.clock());
      const { id } = await accountOf(deps, request);
      return create(request, reply, id, request.body);
    },
  );

  app.post(
    "/me/tokens/:id/revoke",
    {
      config: { access: "own_account.use" },
      schema: {
        tags: ["account"],
        operationId: "revokeOwnToken",
        summary: "Revoke one of one's tokens",
        description: "Every process permanently refuses it, from the next request on.",
        params: idParams,
        response: { 200: operatorTokenSchema },
      },
    },
    async (request, reply) => revoke(request, reply, actorOf(request).id, request.params.id),
  );

  app.get(
    "/operators/:id/tokens",
    {
      config: { access: "operators.manage" },
      schema: {
        tags: ["operators"],
        operationId: "listOperatorTokens",
        summary: "List a person's tokens",
        description: "Returns tokens by name and prefix, newest first. Their values are not kept.",
        params: idParams,
        querystring: pageQuerySchema,
        response: { 200: operatorTokenPageSchema },
      },
    },
    async (request) => list(request.params.id, request.query),
  );

  app.post(
    "/operators/:id/tokens",
    {
      config: { access: "operators.manage" },
      schema: {
        tags: ["operators"],
        operationId: "createOperatorToken",
        summary: "Create a token for a person",
        description: "It may do what the person's roles allow. `token` is shown in this response only.",
        params: idParams,
        body: createApiKeySchema,
        response: { 201: createdOperatorTokenSchema },
      },
    },
    async (request, reply) => {
      const operator = await findOperator(deps.db, request.params.id);
      if (operator === null) throw refuse("not_found", "There is no such operator.");
      if (!operator.active)
        throw refuse("conflict", "This person's access was ended. Make them active first.");
      return create(request, reply, operator.id, request.body);
    },
  );

  app.post(
    "/operators/:id/tokens/:tokenId/revoke",
    {
      config: { access: "operators.manage" },
      schema: {
        tags: ["operators"],
        operationId: "revokeOperatorToken",
        summary: "Revoke one of a person's tokens",
        description: "Every process permanently refuses it, from the next request on.",
        params: tokenParams,
        response: { 200: operatorTokenSchema },
      },
    },
    async (request, reply) => revoke(request, reply, request.params.id, request.params.tokenId),
  );
}
