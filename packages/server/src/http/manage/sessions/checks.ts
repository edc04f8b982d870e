import { sessionChecksSchema } from "@countersign/wire";
import * as z from "zod";
import { audit, may } from "../../../access/index.ts";
import { evidencePicture } from "../../../checks/index.ts";
import { hidesChecks, reviewOfSession, type Session } from "../../../verification/index.ts";
import { actorOf, type Caller } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { binarySchema } from "../../openapi/route-schema.ts";
import { refuse } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { idParams } from "../fields.ts";
import { sessionChecks } from "./checks-view.ts";
import { visibleSession } from "./visible-session.ts";

const pictureParams = z.object({
  id: idParams.shape.id,
  checkId: z.string().describe("Id of the check."),
  name: z
    .string()
    .describe("What the picture shows.")
    .meta({ examples: ["zone"] }),
});

/** The automatic checks of sessions, with what they saw for those who review. */
export function registerCheckRoutes(app: App, deps: HttpDeps): void {
  app.get(
    "/sessions/:id/checks",
    {
      // For those who may see it, the evidence is in it.
      config: { access: "sessions.read", uncompressed: true },
      schema: {
        tags: ["sessions"],
        operationId: "getSessionChecks",
        summary: "Read a session's checks",
        description:
          "Returns the automatic checks of the latest submission. Those who may decide reviews get the evidence with them, which leaves an audit record; in a project with `hideScores` only once they have judged the open review.",
        params: idParams,
        response: { 200: sessionChecksSchema },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const session = await visibleSession(deps, actor, request.params.id);
      const withEvidence = may(actor, "reviews.decide", session.projectId);
      if (withEvidence) {
        // Written before anything personal is read: no look goes unrecorded.
        const { projectId, id: target } = session;
        await audit(deps, deps.db, { actor, action: "session.checks", projectId, target });
      }
      const found = await sessionChecks(deps, session, { withEvidence });
      if (!(await isHidden(deps, actor, session))) return found;
      return { ...found, outcome: null, cause: null, proposed: null, open: [], data: [] };
    },
  );

  app.get(
    "/sessions/:id/checks/:checkId/pictures/:name",
    {
      config: { access: "reviews.decide" },
      schema: {
        tags: ["sessions"],
        operationId: "getCheckPicture",
        summary: "Read a picture of a check's evidence",
        description: "Returns a part of a picture that a verdict rests on; leaves an audit record.",
        params: pictureParams,
        sends: {
          200: {
            description: "The picture.",
            content: { "image/png": binarySchema, "image/jpeg": binarySchema },
          },
        },
      },
    },
    async (request, reply) => {
      const { id, checkId, name } = request.params;
      const actor = actorOf(request);
      const session = await visibleSession(deps, actor, id);
      const { projectId } = session;
      await audit(deps, deps.db, { actor, action: "session.checks", projectId, target: session.id });
      if (await isHidden(deps, actor, session))
        throw refuse("judgement_required", "Judge the review before you look at what its checks found.");
      const picture = await evidencePicture(deps, deps.db, session, { checkId, name });
      if (picture === null) throw refuse("not_found", "There is no such picture, or the person was erased.");
      reply.header("cache-control", "no-store");
      return reply.type(picture.contentType).send(picture.bytes);
    },
  );
}

/** Whether this person has to judge the session's open review first. */
async function isHidden(deps: HttpDeps, actor: Caller, session: Session): Promise<boolean> {
  if (actor.kind === "project") return false;
  const review = await reviewOfSession(deps, deps.db, session.id);
  return review !== null && hidesChecks(deps.db, review, actor);
}
