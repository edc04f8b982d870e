import { erasedSubjectSchema, eraseSubjectSchema } from "@countersign/wire";
import { audit } from "../../../access/index.ts";
import { eraseNamed } from "../../../delivery/index.ts";
import { findProject } from "../../../projects/index.ts";
import { actorOf, maySee } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { respondOnce } from "../../idempotency/respond-once.ts";
import { refuseFields } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";

/** Subjects as callers name them in events and interceptions. */
export function registerSubjectRoutes(app: App, deps: HttpDeps): void {
  app.post(
    "/subjects/erase",
    {
      config: { access: "subjects.erase" },
      schema: {
        tags: ["subjects"],
        operationId: "eraseSubject",
        summary: "Erase a subject",
        description:
          "Destroys the key that seals what events, interceptions and gateway calls hold of this subject of the project, and cancels its pending deliveries; the log keeps that there were events. Calling it again changes nothing. Sessions and users have erasures of their own.",
        body: eraseSubjectSchema,
        response: { 200: erasedSubjectSchema },
      },
    },
    async (request) => {
      const { projectId, subject } = request.body;
      const actor = actorOf(request);
      const project = maySee(actor, projectId) ? await findProject(deps.db, projectId) : null;
      if (project === null)
        throw refuseFields([{ field: "projectId", problem: "is not one of your projects" }]);
      return respondOnce(deps, request, {
        status: 200,
        work: async (tx) => {
          const erased = await eraseNamed(deps, tx, project.id, subject);
          const { cancelledDeliveries = 0, subjectIds = [] } = erased ?? {};
          const details = { erased: erased !== null, cancelledDeliveries };
          // By the internal id: the name may identify the person.
          const [target] = subjectIds;
          const entry = { actor, action: "subject.erase", projectId, details };
          await audit(deps, tx, target === undefined ? entry : { ...entry, target });
          return details;
        },
        answer: (details) => details,
      });
    },
  );
}
