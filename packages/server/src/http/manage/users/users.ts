import { redactedUserSchema, userStandingSchema, userStandingViewSchema } from "@countersign/wire";
import { audit, may } from "../../../access/index.ts";
import { redactUser } from "../../../documents/index.ts";
import { projectOfUser, setStanding } from "../../../users/index.ts";
import { actorOf, maySee } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { respondOnce } from "../../idempotency/respond-once.ts";
import { refuse } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { erasingWith } from "../events/erasing.ts";
import { idParams } from "../fields.ts";

/** Actions on the users of `/v1/users` that are reserved for operators. */
export function registerUserRoutes(app: App, deps: HttpDeps): void {
  app.post(
    "/users/:id/redact",
    {
      config: { access: "people.erase" },
      schema: {
        tags: ["users"],
        operationId: "redactUser",
        summary: "Erase a Treezor user",
        description:
          "Destroys the key that seals everything about the user: fields, documents and their files, sessions, events. Open sessions are aborted, pending deliveries cancelled.",
        params: idParams,
        response: { 200: redactedUserSchema },
      },
    },
    async (request) => {
      const { id } = request.params;
      const actor = actorOf(request);
      return respondOnce(deps, request, {
        status: 200,
        work: (tx) => redactUser(erasingWith(deps), tx, id, actor, (projectId) => maySee(actor, projectId)),
        answer: (redacted) => {
          if (redacted === null) throw refuse("not_found", "There is no such user.");
          return { id, ...redacted };
        },
      });
    },
  );

  app.put(
    "/users/:id/standing",
    {
      config: { access: "users.change" },
      schema: {
        tags: ["users"],
        operationId: "setUserStanding",
        summary: "Freeze or cancel a Treezor user",
        description:
          "Sets `isFreezed` and `userStatus` of a user. No new identifications, documents and reviews are taken of a frozen or cancelled user; what runs goes on.",
        params: idParams,
        body: userStandingSchema,
        response: { 200: userStandingViewSchema },
      },
    },
    async (request) => {
      const { id } = request.params;
      const actor = actorOf(request);
      const projectId = await projectOfUser(deps.db, id);
      if (projectId === null || !may(actor, "users.change", projectId))
        throw refuse("not_found", "There is no such user.");
      return respondOnce(deps, request, {
        status: 200,
        work: async (tx) => {
          const user = await setStanding(deps, tx, projectId, id, request.body);
          if (user !== null) {
            const { frozen, cancelled } = request.body;
            const details = { ...(frozen !== undefined && { frozen }), ...(cancelled && { cancelled }) };
            await audit(deps, tx, { actor, action: "user.standing", projectId, target: id, details });
          }
          return user;
        },
        answer: (user) => {
          if (user === null) throw refuse("not_found", "There is no such user.");
          const { frozenAt, canceledAt } = user;
          return { id, projectId, frozen: frozenAt !== null, cancelled: canceledAt !== null };
        },
      });
    },
  );
}
