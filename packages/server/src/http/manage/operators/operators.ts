import {
  changeOperatorSchema,
  createdOperatorSchema,
  createOperatorSchema,
  ifMatchSchema,
  invitationSchema,
  inviteSchema,
  type OperatorView,
  operatorPageSchema,
  operatorQuerySchema,
  operatorSchema,
  type ProjectId,
  type ProjectRole,
  renewedOperatorSchema,
  renewTokenSchema,
} from "@countersign/wire";
import {
  type Actor,
  addOperator,
  changeOperator,
  createOperator,
  findOperator,
  type GivenProjectRole,
  isEmailTaken,
  listOperators,
  type NewOperator,
  type Operator,
  renewOperatorToken,
  tokenEnds,
  wrongProject,
} from "../../../access/index.ts";
import { type Db, inTransaction, type Tx } from "../../../db/index.ts";
import { createInvitation, type OneTimeLink, signInMethodsOf } from "../../../sign-in/index.ts";
import { actorOf } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { respondOnce } from "../../idempotency/respond-once.ts";
import { createdAtRange, positionOf, toPage } from "../../paging.ts";
import { refuse, refuseFields } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { matchingVersion, versionMismatch, withETag } from "../../versions.ts";
import { idParams } from "../fields.ts";
import { tokenEnd } from "./token-end.ts";

const tags = ["operators"];
const unknown = () => refuse("not_found", "There is no such operator.");

/** People who may sign in. */
export function registerOperatorRoutes(app: App, deps: HttpDeps): void {
  const add = async (tx: Tx, input: NewOperator, actor: Actor) => {
    if (input.email == null) return { ...(await createOperator(deps, tx, input, actor)), invitation: null };
    const taken = await isEmailTaken(tx, input.email, null);
    if (taken) throw emailTaken();
    const operator = await addOperator(deps, tx, input, actor);
    return { operator, token: null, invitation: await createInvitation(deps, tx, operator.id, {}, actor) };
  };

  app.post(
    "/operators",
    {
      config: { access: "operators.manage" },
      schema: {
        tags,
        operationId: "createOperator",
        summary: "Add a person",
        description:
          "Adds somebody who may sign in. With an e-mail address they are invited by a one-time link, without one they get a token; either is shown in this response only.",
        body: createOperatorSchema,
        response: { 201: createdOperatorSchema },
      },
    },
    async (request, reply) => {
      const { name, role, email } = request.body;
      const tokenExpiresAt = tokenEnd(deps, "tokenExpiresAt", request.body.tokenExpiresAt);
      const projectRoles = await checkedRoles(deps, request.body.projectRoles);
      const answer = await respondOnce(deps, request, {
        status: 201,
        work: (tx) => add(tx, { name, role, projectRoles, email, tokenExpiresAt }, actorOf(request)),
        answer: async ({ operator, token, invitation }, tx) => ({
          ...(await operatorView(deps, tx, operator)),
          token,
          invitation: invitation && linkView(invitation),
        }),
        repeated: (first) => ({
          ...first,
          token: null,
          invitation: first.invitation && { ...first.invitation, url: null },
        }),
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
        querystring: operatorQuerySchema,
        response: { 200: operatorPageSchema },
      },
    },
    async (request) => {
      const { limit, cursor, status, role, projectId } = request.query;
      const filter = { status, role, projectId, ...createdAtRange(request.query) };
      const rows = await listOperators(deps.db, { ...filter, before: positionOf(cursor), limit: limit + 1 });
      const page = toPage(
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
        description:
          "Changes a person's name, e-mail address, roles or access. Ending their access revokes their tokens and ends their sessions.",
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
      const { id } = request.params;
      const result = await inTransaction(deps.db, async (tx) => {
        const { email } = change;
        if (typeof email === "string" && (await isEmailTaken(tx, email, id))) throw emailTaken();
        return changeOperator(deps, tx, id, change, actorOf(request), isMeant);
      });
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
        response: { 201: renewedOperatorSchema },
      },
    },
    async (request, reply) => {
      const tokenExpiresAt = tokenEnd(deps, "tokenExpiresAt", request.body?.tokenExpiresAt);
      const answer = await respondOnce(deps, request, {
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

  app.post(
    "/operators/:id/invitation",
    {
      config: { access: "operators.manage" },
      schema: {
        tags,
        operationId: "inviteOperator",
        summary: "Invite a person to set a password",
        description:
          "Makes a one-time link, good for a week, for a new person or one who has forgotten their password; previous links are void. It is shown in this response only.",
        params: idParams,
        body: inviteSchema,
        response: { 201: invitationSchema },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const resetsSecondFactor = request.body?.resetSecondFactor ?? false;
      const answer = await respondOnce(deps, request, {
        status: 201,
        work: async (tx) => {
          const operator = await findOperator(tx, id);
          if (operator === null) throw unknown();
          if (!operator.active)
            throw refuse("conflict", "This person's access was ended. Make them active first.");
          if (operator.email === null)
            throw refuse("conflict", "This person has no e-mail address to sign in with: set it first.");
          return createInvitation(deps, tx, id, { resetsSecondFactor }, actorOf(request));
        },
        answer: linkView,
        repeated: (first) => ({ ...first, url: null }),
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
  // `wrongProject` found a project for each of them.
  return roles.map(({ projectId, role }) => ({ projectId: projectId as ProjectId, role }));
}

function emailTaken() {
  return refuseFields([{ field: "email", problem: "belongs to another operator" }]);
}

function linkView({ url, expiresAt }: OneTimeLink) {
  return { url, expiresAt: expiresAt.toISOString() };
}

async function operatorViews(
  deps: HttpDeps,
  db: Db,
  operators: readonly Operator[],
): Promise<OperatorView[]> {
  const ids = operators.map(({ id }) => id);
  const ends = await tokenEnds(deps, db, ids);
  const methods = await signInMethodsOf(db, ids);
  return operators.map(({ createdAt, lastSeenAt, ...operator }) => ({
    ...operator,
    signInMethods: methods.get(operator.id) ?? [],
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
    tokenExpiresAt: ends.get(operator.id)?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  }));
}

async function operatorView(deps: HttpDeps, db: Db, operator: Operator): Promise<OperatorView> {
  const [view] = await operatorViews(deps, db, [operator]);
  if (view === undefined) throw new Error("an operator was left out");
  return view;
}
