import { audit } from "../../access/index.ts";
import { inTransaction } from "../../db/index.ts";
import { carryOverDocument } from "../../e-signing/index.ts";
import { retryOffer, retrySession } from "../../verification/index.ts";
import type { HttpDeps } from "../deps.ts";
import { charge, quotaOf } from "../limits/quota.ts";
import { refuse } from "../refusals/problem.ts";
import type { App } from "../types.ts";
import { enter, pageSession } from "./enter.ts";
import { retrySchema } from "./schemas.ts";
import { projectOfSession } from "./state.ts";

/** The way from a failed session to another one. */
export function registerRetry(app: App, deps: HttpDeps): void {
  app.post(
    "/:id/retry",
    { onRequest: (request) => enter(deps, request), schema: retrySchema },
    async (request, reply) => {
      const failed = pageSession(request);
      const offer = await retryOffer(deps, deps.db, failed);
      if (offer?.kind === "open") {
        const project = await projectOfSession(deps.db, failed);
        charge(deps, "sessions", quotaOf(project, project.id));
      }
      const result = await inTransaction(deps.db, async (tx) => {
        const retried = await retrySession(deps.verification, tx, failed.id);
        if (retried.kind === "started") {
          const { id: target, projectId } = retried.session;
          const actor = { kind: "applicant", id: failed.id } as const;
          await audit(deps, tx, { actor, action: "session.retry", projectId, target });
          await carryOverDocument(deps.eSigning, tx, failed, retried.session);
        }
        return retried;
      });
      switch (result.kind) {
        case "started":
        case "begun":
          reply.header("cache-control", "no-store");
          return { attemptId: result.session.id, pageToken: result.pageToken };
        case "replaced":
          throw refuse("conflict", "The session that was begun has another link now: open that one.");
        case "refused":
          // Says no more: why not may be what gave somebody away.
          throw refuse("conflict", "This session can't be tried again.");
      }
    },
  );
}
