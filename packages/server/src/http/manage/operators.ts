import {
  changeOperatorSchema,
  createdOperatorSchema,
  createOperatorSchema,
  type OperatorView,
  operatorPageSchema,
  operatorSchema,
  pageQuerySchema,
} from "@countersign/wire";
import {
  changeOperator,
  createOperator,
  findOperator,
  listOperators,
  type Operator,
  renewOperatorToken,
} from "../../access/index.ts";
import { inTransaction } from "../../db/index.ts";
import { answerOnce } from "../answer-once.ts";
import { actorOf } from "../caller.ts";
import type { HttpDeps } from "../deps.ts";
import { pageAnswer, positionOf } from "../paging.ts";
import { refuse } from "../problem.ts";
import type { App } from "../types.ts";
import { idParams } from "./fields.ts";

const tags = ["operators"];
const unknown = () => refuse("not_found", "There is no such operator.");

/** People who may sign in. */
export function registerOperatorRoutes(app: App, deps: HttpDeps): void {
  app.post(
    "/operators",
    {
      config: { access: ["operator"] },
      schema: {
        tags,
        summary: "Add a person; their token is shown by this answer alone",
        body: createOperatorSchema,
        response: { 201: createdOperatorSchema },
      },
    },
    async (request, reply) => {
      const answer = await answerOnce(deps, request, {
        status: 201,
        work: (tx) => createOperator(deps, tx, request.body, actorOf(request)),
        answer: ({ operator, token }) => ({ ...operatorView(operator), token }),
        repeated: (first) => ({ ...first, token: null }),
      });
      return reply.code(201).send(answer);
    },
  );

  app.get(
    "/operators",
    {
      config: { access: ["operator"] },
      schema: {
        tags,
        summary: "List the people who may sign in, newest first",
        querystring: pageQuerySchema,
        response: { 200: operatorPageSchema },
      },
    },
    async (request) => {
      const { limit, cursor } = request.query;
      const rows = await listOperators(deps.db, { before: positionOf(cursor), limit: limit + 1 });
      return pageAnswer(rows, limit, (row) => row.id, operatorView);
    },
  );

  app.get(
    "/operators/:id",
    {
      config: { access: ["operator"] },
      schema: { tags, summary: "Read a person", params: idParams, response: { 200: operatorSchema } },
    },
    async (request) => {
      const operator = await findOperator(deps.db, request.params.id);
      if (operator === null) throw unknown();
      return operatorView(operator);
    },
  );

  app.patch(
    "/operators/:id",
    {
      config: { access: ["operator"] },
      schema: {
        tags,
        summary: "Change a person's name, role or access; ending their access revokes their tokens",
        params: idParams,
        body: changeOperatorSchema,
        response: { 200: operatorSchema },
      },
    },
    async (request) => {
      const operator = await inTransaction(deps.db, (tx) =>
        changeOperator(deps, tx, request.params.id, request.body, actorOf(request)),
      );
      if (operator === null) throw unknown();
      return operatorView(operator);
    },
  );

  app.post(
    "/operators/:id/token",
    {
      config: { access: ["operator"] },
      schema: {
        tags,
        summary: "Give a person a new token in place of theirs; it is shown by this answer alone",
        params: idParams,
        response: { 201: createdOperatorSchema },
      },
    },
    async (request, reply) => {
      const answer = await answerOnce(deps, request, {
        status: 201,
        work: (tx) => renewOperatorToken(deps, tx, request.params.id, actorOf(request)),
        answer: (result) => {
          if (result.kind === "unknown") throw unknown();
          if (result.kind === "inactive") {
            throw refuse("conflict", "This person's access was ended. Make them active first.");
          }
          return { ...operatorView(result.operator), token: result.token };
        },
        repeated: (first) => ({ ...first, token: null }),
      });
      return reply.code(201).send(answer);
    },
  );
}

function operatorView({ id, name, role, active, createdAt }: Operator): OperatorView {
  return { id, name, role, active, createdAt: createdAt.toISOString() };
}
