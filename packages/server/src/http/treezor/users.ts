import {
  changeTreezorUserSchema,
  createTreezorUserSchema,
  requestKycReviewSchema,
  treezorUserQuerySchema,
  treezorUsersSchema,
} from "@countersign/wire";
import * as z from "zod";
import { inTransaction } from "../../db/index.ts";
import { rowBytes } from "../../storage/index.ts";
import {
  changeUser,
  createUser,
  findUser,
  listUsers,
  requestKycReview,
  treezorUser,
  type User,
} from "../../users/index.ts";
import type { HttpDeps } from "../deps.ts";
import type { App } from "../types.ts";
import { callingProject } from "./guard.ts";
import { refuse, refuseFields } from "./refusal.ts";

/** A user in a path. */
export const userParams = z.object({
  userId: z
    .string()
    .describe("The user.")
    .meta({ examples: ["100042"] }),
});
const access = "integration.use";

/** `/v1/users`: users, and requests for a review by an operator. */
export function registerUserRoutes(app: App, deps: HttpDeps): void {
  app.post(
    "/users",
    {
      config: { access, audited: "user.create" },
      schema: {
        operationId: "createUser",
        summary: "Create a user",
        description:
          "Creates a user to be verified. A repetition with the same `accessTag` returns the first user.",
        body: createTreezorUserSchema,
        response: { 200: treezorUsersSchema },
      },
    },
    async (request) => {
      const { id } = callingProject(request);
      const result = await inTransaction(deps.db, (tx) => createUser(deps, tx, id, request.body));
      if (!result.ok) throw refuseFields(result.problems);
      deps.storage.countRecord(id, rowBytes.record);
      return one(result.user);
    },
  );

  app.get(
    "/users",
    {
      config: { access, audited: "user.list" },
      schema: {
        operationId: "listUsers",
        summary: "List users",
        description: "Returns the project's users, newest first, page by page.",
        querystring: treezorUserQuerySchema,
        response: { 200: treezorUsersSchema },
      },
    },
    async (request) => {
      const { pageNumber: page, pageCount: pageSize, ...filter } = request.query;
      const query = { ...filter, projectId: callingProject(request).id, page, pageSize };
      const { users, total } = await listUsers(deps, deps.db, query);
      return { users: users.map((user) => treezorUser(user, total)) };
    },
  );

  app.get(
    "/users/:userId",
    {
      config: { access, audited: "user.view" },
      schema: {
        operationId: "getUser",
        summary: "Read a user",
        description: "Returns a list of the one user.",
        params: userParams,
        response: { 200: treezorUsersSchema },
      },
    },
    async (request) => {
      const user = await findUser(deps, deps.db, callingProject(request).id, request.params.userId);
      if (user === null) throw refuse(40402);
      return one(user);
    },
  );

  app.put(
    "/users/:userId",
    {
      config: { access, audited: "user.change" },
      schema: {
        operationId: "changeUser",
        summary: "Change a user",
        description: "Changes the given members of a user; absent ones stay as they are.",
        params: userParams,
        body: changeTreezorUserSchema,
        response: { 200: treezorUsersSchema },
      },
    },
    async (request) => {
      const { id } = callingProject(request);
      // A tag makes no difference here: the same change twice is one.
      const { accessTag: _, ...given } = request.body;
      const result = await inTransaction(deps.db, (tx) =>
        changeUser(deps, tx, id, request.params.userId, given),
      );
      if (result.kind === "unknown") throw refuse(40402);
      if (result.kind === "fields") throw refuseFields(result.problems);
      return one(result.user);
    },
  );

  app.put(
    "/users/:userId/Kycreview",
    {
      config: { access, audited: "user.request_review" },
      schema: {
        operationId: "requestKycReview",
        summary: "Request a KYC review",
        description:
          "Asks operators to decide about a user and sends `user.kycrequest` and `kycreview.request`. A repetition with the " +
          "same `accessTag` sends nothing again.",
        params: userParams,
        body: requestKycReviewSchema,
        response: { 200: treezorUsersSchema },
      },
    },
    async (request) => {
      const { id } = callingProject(request);
      const result = await inTransaction(deps.db, (tx) =>
        requestKycReview(deps, tx, id, request.params.userId, request.body.accessTag),
      );
      if (result.kind === "unknown") throw refuse(40402);
      if (result.kind === "inactive") throw refuse(40907);
      if (result.kind === "pending") throw refuse(40901);
      return one(result.user);
    },
  );
}

function one(user: User) {
  return { users: [treezorUser(user)] };
}
