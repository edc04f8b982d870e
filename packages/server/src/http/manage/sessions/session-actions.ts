import { pageLinkSchema, sessionSchema } from "@countersign/wire";
import { audit } from "../../../access/index.ts";
import type { Tx } from "../../../db/index.ts";
import { abortSession, renewPage, type Session } from "../../../verification/index.ts";
import { actorOf, type Caller } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { respondOnce } from "../../idempotency/respond-once.ts";
import { refuse } from "../../refusals/problem.ts";
import { sessionConflict, sessionRefusal } from "../../refusals/session-refusal.ts";
import type { App } from "../../types.ts";
import { idParams } from "../fields.ts";
import { pageAddress, sessionView } from "./session-view.ts";
import { unknownSession, visibleSession } from "./visible-session.ts";

const tags = ["sessions"];
const config = { access: "sessions.start" } as const;

/** What an operator or an integrator does to an open session: end it, and give its applicant another link. */
export function registerSessionActions(app: App, deps: HttpDeps): void {
  app.post(
    "/sessions/:id/abort",
    {
      config,
      schema: {
        tags,
        operationId: "abortSessionForApplicant",
        summary: "Abort a session",
        description:
          "Ends an open session as `aborted`, as if the applicant had given up; an open review is withdrawn. Aborting it again changes nothing.",
        params: idParams,
        response: { 200: sessionSchema },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const { id } = await visibleSession(deps, actor, request.params.id);
      return respondOnce(deps, request, {
        status: 200,
        work: async (tx) => {
          const result = await abortSession(deps.verification, tx, id, undefined, actor);
          if (result.kind === "done") await note(deps, tx, actor, "session.abort", result.session);
          return result;
        },
        answer: (result) => {
          switch (result.kind) {
            case "done":
              return sessionView(result.session);
            case "unknown":
              throw unknownSession();
            case "refused":
              throw sessionRefusal(result.session, result.legal);
            case "conflict":
              throw sessionConflict();
          }
        },
      });
    },
  );

  app.post(
    "/sessions/:id/page-link",
    {
      config,
      schema: {
        tags,
        operationId: "renewSessionPage",
        summary: "Make a new page link",
        description:
          "Returns another address of the applicant's page. The one before no longer works, also where it is open; the time that the applicant has stays the same.",
        params: idParams,
        response: { 200: pageLinkSchema },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const { id } = await visibleSession(deps, actor, request.params.id);
      return respondOnce(deps, request, {
        status: 200,
        work: async (tx) => {
          const result = await renewPage(deps.verification, tx, id);
          if (result.kind === "renewed") await note(deps, tx, actor, "session.page_link", result.session);
          return result;
        },
        // A repetition gets the URL as well, which is stored sealed: the one before has just stopped working.
        answer: (result) => {
          switch (result.kind) {
            case "renewed": {
              const { session, pageToken } = result;
              return {
                url: pageAddress(deps, session, pageToken),
                expiresAt: session.expiresAt.toISOString(),
              };
            }
            case "unknown":
              throw unknownSession();
            case "no-page":
              throw refuse("conflict", "A direct session has no page: the integrator sends the picture.");
            case "ended":
              throw sessionRefusal(result.session, []);
          }
        },
      });
    },
  );
}

/** Only what people do is audited: a project's own key acts on its own sessions. */
async function note(
  deps: HttpDeps,
  tx: Tx,
  actor: Caller,
  action: string,
  { projectId, id: target }: Session,
): Promise<void> {
  if (actor.kind === "operator") await audit(deps, tx, { actor, action, projectId, target });
}
