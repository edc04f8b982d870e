import {
  changeOperatorSchema,
  createdOperatorSchema,
  createOperatorSchema,
  ifMatchSchema,
  type OperatorView,
  operatorPageSchema,
  operatorSchema,
  type ProjectId,
  type ProjectRole,
  pageQuerySchema,
  renewTokenSchema,
} from "@countersign/wire";
import {
  changeOperator,
  createOperator,
  findOperator,
  type GivenProjectRole,
  listOperators,
  type Operator,
  renewOperatorToken,
  tokenEnds,
  wrongProject,
} from "../../../access/index.ts";
import { type Db, inTransaction } from "../../../db/index.ts";
import { actorOf } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { answerOnce } from "../../idempotency/answer-once.ts";
import { pageAnswer, positionOf } from "../../paging.ts";
import { refuse, refuseFields } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { matchingVersion, versionMismatch, withETag } from "../../versions.ts";
import { idParams } from "../fields.ts";
import { tokenEnd } from "./token-end.ts";

const tags = ["operators"];
const unknown = () => refuse("not_found", "There is no such operator.");

/** People who may sign in. */
export function registerOperatorRoutes(app: App, deps: HttpDeps): void {
  app.post(
    "/operators",
    {
      config: { access: "operators.manage" },
      schema: {
        tags,
        operationId: "createOperator",
        summary: "Add a person",
        description: "Adds somebody who may sign in. Their token is shown in this response only.",
        body: createOperatorSchema,
        response: { 201: createdOperatorSchema },
      },
    },
    async (request, reply) => {
      const { name, role } = request.body;
      const tokenExpiresAt = tokenEnd(deps, "tokenExpiresAt", request.body.tokenExpiresAt);
      const projectRoles = await checkedRoles(deps, request.body.projectRoles);
      const answer = await answerOnce(deps, request, {
        status: 201,
        work: (tx) =>
          createOperator(deps, tx, { name, role, projectRoles, tokenExpiresAt }, actorOf(request)),
        answer: async ({ operator, token }, tx) => ({ ...(await operatorView(deps, tx, operator)), token }),
        repeated: (first) => ({ ...first, token: null }),
      });
      return reply.code(201).send(answer);
    },
  );

  app.get(
    "/operators",
    {
      config: { access: "operators.manage" },
      schema: {
        tags,
        operationId: "listOperators",
        summary: "List people",
        description: "Returns the people who may sign in, newest first.",
        querystring: pageQuerySchema,
        response: { 200: operatorPageSchema },
      },
    },
    async (request) => {
      const { limit, cursor } = request.query;
      const rows = await listOperators(deps.db, { before: positionOf(cursor), limit: limit + 1 });
      const page = pageAnswer(
        rows,
        limit,
        (row) => row.id,
        (row) => row,
      );
      return { ...page, data: await operatorViews(deps, deps.db, page.data) };
    },
  );

  app.get(
    "/operators/:id",
    {
      config: { access: "operators.manage" },
      schema: {
        tags,
        operationId: "getOperator",
        summary: "Read a person",
        description: "Returns a person's name, role and access.",
        params: idParams,
        response: { 200: operatorSchema },
      },
    },
    async (request, reply) => {
      const operator = await findOperator(deps.db, request.params.id);
      if (operator === null) throw unknown();
      return withETag(reply, await operatorView(deps, deps.db, operator));
    },
  );

  app.patch(
    "/operators/:id",
    {
      config: { access: "operators.manage" },
      schema: {
        tags,
        operationId: "changeOperator",
        summary: "Change a person",
        description: "Changes a person's name, role or access. Ending their access revokes their tokens.",
        params: idParams,
        headers: ifMatchSchema,
        body: changeOperatorSchema,
        response: { 200: operatorSchema },
      },
    },
    async (request, reply) => {
      const isMeant = matchingVersion(request);
      const { projectRoles: given, ...rest } = request.body;
      const projectRoles = given && (await checkedRoles(deps, given));
      const change = { ...rest, projectRoles };
      const result = await inTransaction(deps.db, (tx) =>
        changeOperator(deps, tx, request.params.id, change, actorOf(request), isMeant),
      );
      if (result.kind === "unknown") throw unknown();
      if (result.kind === "stale") throw versionMismatch(result.version);
      if (result.kind === "no-role")
        throw refuseFields([{ field: "role", problem: "must be a role where there are no projectRoles" }]);
      return withETag(reply, await operatorView(deps, deps.db, result.operator));
    },
  );

  app.post(
    "/operators/:id/token",
    {
      config: { access: "operators.manage" },
      schema: {
        tags,
        operationId: "renewOperatorToken",
        summary: "Renew a person's token",
        description: "Replaces a person's token. The new one is shown in this response only.",
        params: idParams,
        body: renewTokenSchema,
        response: { 201: createdOperatorSchema },
      },
    },
    async (request, reply) => {
      const tokenExpiresAt = tokenEnd(deps, "tokenExpiresAt", request.body?.tokenExpiresAt);
      const answer = await answerOnce(deps, request, {
        status: 201,
        work: (tx) => renewOperatorToken(deps, tx, request.params.id, actorOf(request), tokenExpiresAt),
        answer: async (result, tx) => {
          if (result.kind === "unknown") throw unknown();
          if (result.kind === "inactive") {
            throw refuse("conflict", "This person's access was ended. Make them active first.");
          }
          return { ...(await operatorView(deps, tx, result.operator)), token: result.token };
        },
        repeated: (first) => ({ ...first, token: null }),
      });
      return reply.code(201).send(answer);
    },
  );
}

/** The roles as given, all in projects that exist. */
async function checkedRoles(
  deps: HttpDeps,
  roles: readonly { projectId: string; role: ProjectRole }[],
): Promise<GivenProjectRole[]> {
  const wrong = await wrongProject(deps.db, roles);
  if (wrong !== null)
    throw refuseFields([{ field: `projectRoles.${wrong.place}.projectId`, problem: wrong.problem }]);
  return roles.map(({ projectId, role }) => ({ projectId: projectId as ProjectId, role }));
}

async function operatorViews(
  deps: HttpDeps,
  db: Db,
  operators: readonly Operator[],
): Promise<OperatorView[]> {
  const ids = operators.map(({ id }) => id);
  const ends = await tokenEnds(deps, db, ids);
  return operators.map(({ id, name, role, projectRoles, active, createdAt, version }) => {
    const tokenExpiresAt = ends.get(id)?.toISOString() ?? null;
    return {
      id,
      name,
      role,
      projectRoles,
      active,
      tokenExpiresAt,
      createdAt: createdAt.toISOString(),
      version,
    };
  });
}

async function operatorView(deps: HttpDeps, db: Db, operator: Operator): Promise<OperatorView> {
  const [view] = await operatorViews(deps, db, [operator]);
  if (view === undefined) throw new Error("an operator was left out");
  return view;
}
