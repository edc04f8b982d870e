import { redactedUserSchema } from "@countersign/wire";
import { redactUser } from "../../../documents/index.ts";
import { actorOf, maySee } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { answerOnce } from "../../idempotency/answer-once.ts";
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
      return answerOnce(deps, request, {
        status: 200,
        work: (tx) => redactUser(erasingWith(deps), tx, id, actor, (projectId) => maySee(actor, projectId)),
        answer: (redacted) => {
          if (redacted === null) throw refuse("not_found", "There is no such user.");
          return { id, ...redacted };
        },
      });
    },
  );
}
