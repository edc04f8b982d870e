import {
  changeUserSchema,
  newOrganizationUserSchema,
  newUserSchema,
  shownUserSchema,
  userListQuerySchema,
  userPageSchema,
  userResponseSchema,
} from "@countersign/wire";
import { inTransaction } from "../../db/index.ts";
import { addUser, changeUser, eraseUser, findUser, listUsers, userView } from "../../operations/index.ts";
import type { HttpDeps } from "../deps.ts";
import { positionOf, toPage } from "../paging.ts";
import { refuse } from "../refusals/problem.ts";
import type { App } from "../types.ts";
import type { Shown } from "./answer.ts";
import { idParams, indexOf, projectOf } from "./call.ts";
import { registerOperation } from "./route.ts";

const config = { access: "integration.call" } as const;

type ShownUser = Shown<Parameters<typeof userView>[0]>;
const show = ({ value, warnings }: ShownUser) => ({ user: userView(value), warnings });

/** Users, as the organization manages them. */
export function registerOrganizationUserRoutes(app: App, deps: HttpDeps): void {
  registerOperation(app, deps, {
    path: "/user/new",
    gateway: "/organization/user/new",
    operationId: "addOrganizationUser",
    summary: "Add a user",
    description: "Adds a user. Asks the hooks of `before_registration` and sends `after_registration`.",
    schema: newOrganizationUserSchema,
    response: userResponseSchema,
    status: 201,
    handle: ({ projectId, input }) => addUser(deps, projectId, "organization", input),
    show,
  });
  registerOperation(app, deps, {
    path: "/user/:id",
    gateway: "/organization/user/{id}",
    operationId: "changeOrganizationUser",
    summary: "Change a user",
    description:
      "Changes the given fields of a user; null clears one. Asks the hooks of `before_user_update`.",
    schema: changeUserSchema,
    response: userResponseSchema,
    handle: ({ projectId, input, id }) => changeUser(deps, projectId, id, input),
    show,
  });
  app.get(
    "/user/:id",
    {
      config,
      schema: {
        operationId: "getOrganizationUser",
        summary: "Read a user",
        description: "Returns one user.",
        params: idParams,
        response: { 200: shownUserSchema },
      },
    },
    async (request) => {
      const user = await findUser(deps, deps.db, projectOf(request), { id: request.params.id });
      if (user === null) throw refuse("not_found", "There is no such user.");
      return { user: userView(user) };
    },
  );
  app.get(
    "/user",
    {
      config,
      schema: {
        operationId: "listOrganizationUsers",
        summary: "List users",
        description: "Returns the project's users, newest first.",
        querystring: userListQuerySchema,
        response: { 200: userPageSchema },
      },
    },
    async (request) => {
      const { limit, cursor, externalId } = request.query;
      const projectId = projectOf(request);
      const by = await indexOf(deps, projectId, "user", externalId);
      const query = { ...by, before: positionOf(cursor), limit: limit + 1 };
      const rows = await listUsers(deps, deps.db, projectId, query);
      return toPage(rows, limit, (row) => row.id, userView);
    },
  );
  app.delete(
    "/user/:id",
    {
      config,
      schema: {
        operationId: "eraseOrganizationUser",
        summary: "Erase a user",
        description: "Erases a user together with what they bought and where it went. It can't be undone.",
        params: idParams,
        sends: { 204: { description: "The user was erased." } },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const projectId = projectOf(request);
      const erased = await inTransaction(deps.db, (tx) => eraseUser(deps, tx, projectId, id));
      if (!erased) throw refuse("not_found", "There is no such user.");
      return reply.code(204).send();
    },
  );
}

/** Users who register by themselves. */
export function registerUserRoutes(app: App, deps: HttpDeps): void {
  registerOperation(app, deps, {
    path: "/new",
    gateway: "/user/new",
    operationId: "registerUser",
    summary: "Register",
    description: "Registers a user by themselves. Asks the hooks of `before_user_new`.",
    schema: newUserSchema,
    response: userResponseSchema,
    status: 201,
    handle: ({ projectId, input }) => addUser(deps, projectId, "user", input),
    show,
  });
}
