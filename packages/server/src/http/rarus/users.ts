import {
  changeUserSchema,
  newOrganizationUserSchema,
  newUserSchema,
  userListQuerySchema,
} from "@countersign/wire";
import { inTransaction } from "../../db/index.ts";
import { addUser, changeUser, eraseUser, findUser, listUsers, userView } from "../../operations/index.ts";
import type { HttpDeps } from "../deps.ts";
import { pageAnswer, positionOf } from "../paging.ts";
import { refuse } from "../refusals/problem.ts";
import type { App } from "../types.ts";
import type { Shown } from "./answer.ts";
import { idParams, indexOf, projectOf } from "./call.ts";
import { addOperation } from "./route.ts";

const config = { access: ["project"] } as const;
const tags = ["operations"];

type ShownUser = Shown<Parameters<typeof userView>[0]>;
const show = ({ value, warnings }: ShownUser) => ({ user: userView(value), warnings });

/** Users, as the organization keeps them. */
export function addOrganizationUserRoutes(app: App, deps: HttpDeps): void {
  addOperation(app, deps, {
    path: "/user/new",
    gateway: "/organization/user/new",
    summary: "Add a user: before_registration, after_registration",
    schema: newOrganizationUserSchema,
    status: 201,
    handle: ({ projectId, input }) => addUser(deps, projectId, "organization", input),
    show,
  });
  addOperation(app, deps, {
    path: "/user/:id",
    gateway: "/organization/user/{id}",
    summary: "Change a user: before_user_update",
    schema: changeUserSchema,
    handle: ({ projectId, input, id }) => changeUser(deps, projectId, id, input),
    show,
  });
  app.get(
    "/user/:id",
    { config, schema: { tags, summary: "Read a user", params: idParams } },
    async (request) => {
      const user = await findUser(deps, deps.db, projectOf(request), { id: request.params.id });
      if (user === null) throw refuse("not_found", "There is no such user.");
      return { user: userView(user) };
    },
  );
  app.get(
    "/user",
    { config, schema: { tags, summary: "List users, newest first", querystring: userListQuerySchema } },
    async (request) => {
      const { limit, cursor, externalId } = request.query;
      const projectId = projectOf(request);
      const by = await indexOf(deps, projectId, "user", externalId);
      const query = { ...by, before: positionOf(cursor), limit: limit + 1 };
      const rows = await listUsers(deps, deps.db, projectId, query);
      return pageAnswer(rows, limit, (row) => row.id, userView);
    },
  );
  app.delete(
    "/user/:id",
    { config, schema: { tags, summary: "Erase a user and all that is theirs", params: idParams } },
    async (request, reply) => {
      const { id } = request.params;
      const projectId = projectOf(request);
      const erased = await inTransaction(deps.db, (tx) => eraseUser(deps, tx, projectId, id));
      if (!erased) throw refuse("not_found", "There is no such user.");
      return reply.code(204).send();
    },
  );
}

/** Users, as they register by themselves. */
export function addUserRoutes(app: App, deps: HttpDeps): void {
  addOperation(app, deps, {
    path: "/new",
    gateway: "/user/new",
    summary: "Register: before_user_new",
    schema: newUserSchema,
    status: 201,
    handle: ({ projectId, input }) => addUser(deps, projectId, "user", input),
    show,
  });
}
