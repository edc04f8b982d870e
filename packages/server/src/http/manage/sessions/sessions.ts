import {
  type ApplicantMethod,
  methodOfManage,
  redactedSessionSchema,
  type Simulate,
  sessionDetailSchema,
  sessionPageSchema,
  sessionQuerySchema,
  sessionSchema,
  simulateSchema,
  startedSessionSchema,
  startMethodSchema,
} from "@countersign/wire";
import { sessionSignature, supplyDocument } from "../../../e-signing/index.ts";
import { findProject } from "../../../projects/index.ts";
import {
  methodLifetimeMs,
  pageOfSessions,
  redactSession,
  type SimulatedOutcome,
  sessionConsent,
  simulateOutcome,
  startMethodSession,
  timeline,
} from "../../../verification/index.ts";
import { actorOf, maySee, narrowTo } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { respondOnce } from "../../idempotency/respond-once.ts";
import { charge, quotaOf } from "../../limits/quota.ts";
import { createdAtRange, encodeCursor, timePlaceOf, timePosition } from "../../paging.ts";
import { refuse, refuseFields } from "../../refusals/problem.ts";
import { sessionConflict, sessionRefusal } from "../../refusals/session-refusal.ts";
import type { App } from "../../types.ts";
import { erasingWith } from "../events/erasing.ts";
import { idParams } from "../fields.ts";
import { documentBodyLimit, readyToSign } from "./ready-to-sign.ts";
import { retryView } from "./retry-view.ts";
import { registerSessionActions } from "./session-actions.ts";
import { registerSessionDocuments } from "./session-documents.ts";
import { registerSessionPersonalData } from "./session-personal-data.ts";
import { linksOf, pageAddress, sessionView } from "./session-view.ts";
import { unknownSession, visibleSession } from "./visible-session.ts";

/** Sessions for operators and integrators: start, list, timeline, simulation, redaction. None of the responses contains personal data. */
export function registerSessionRoutes(app: App, deps: HttpDeps): void {
  registerSessionActions(app, deps);
  registerSessionPersonalData(app, deps);
  registerSessionDocuments(app, deps);

  app.post(
    "/sessions",
    {
      bodyLimit: documentBodyLimit(deps),
      config: { access: "sessions.start", quota: "sessions", audited: "session.create" },
      schema: {
        tags: ["sessions"],
        operationId: "startSession",
        summary: "Start a session",
        description:
          "The applicant goes through it at `url` within 30 minutes, an operator decides. `url` is shown by this answer alone.",
        body: startMethodSchema,
        response: { 201: startedSessionSchema },
      },
    },
    async (request, reply) => {
      const { expectedIdentity, metadata, language, projectId, method, document, ...input } = request.body;
      const actor = actorOf(request);
      const project = maySee(actor, projectId) ? await findProject(deps.db, projectId) : null;
      if (project === null)
        throw refuseFields([{ field: "projectId", problem: "is not one of your projects" }]);
      charge(deps, "sessions", quotaOf(project, actor.id));
      const supplied = document && (await readyToSign(deps, project, document, "document."));
      const answer = await respondOnce(deps, request, {
        status: 201,
        work: async (tx) => {
          const started = await startMethodSession(deps.verification, tx, {
            ...input,
            method: methodOfManage(method) as ApplicantMethod,
            projectId: project.id,
            origin: "manage",
            language: language ?? project.language,
            lifeMs: methodLifetimeMs,
            data: { ...(expectedIdentity && { expectedIdentity }), ...(metadata && { metadata }) },
          });
          if (started.kind === "started" && supplied)
            await supplyDocument(deps.eSigning, tx, started.session.id, supplied);
          return started;
        },
        // A repetition gets the URL as well, which is stored sealed: without it the started session would be lost.
        answer: (result) => {
          if (result.kind === "duplicate")
            throw refuse("conflict", "The project has a session of this `transactionId`.");
          return {
            ...sessionView(result.session),
            url: pageAddress(deps, result.session, result.pageToken),
          };
        },
      });
      return reply.code(201).send(answer);
    },
  );

  app.get(
    "/sessions",
    {
      config: { access: "sessions.read" },
      schema: {
        tags: ["sessions"],
        operationId: "listSessions",
        summary: "List sessions",
        description:
          "Returns sessions, newest first, without personal data. A page that looks for something rare may be short, or empty, though there are more.",
        querystring: sessionQuerySchema,
        response: { 200: sessionPageSchema },
      },
    },
    async (request) => {
      const {
        limit,
        cursor,
        projectId: asked,
        status,
        method,
        transactionId,
        origin,
        userId,
        failureReason,
      } = request.query;
      const projectId = narrowTo(actorOf(request), asked);
      if (projectId === "none") return { data: [], nextCursor: null };
      const query = {
        projectId,
        state: status,
        method: method?.map(methodOfManage),
        transactionId,
        origin,
        userId,
        failureReason,
        ...createdAtRange(request.query),
        after: timePlaceOf(cursor),
        limit,
      };
      const { sessions, next } = await pageOfSessions(deps, deps.db, query);
      return {
        data: sessions.map(sessionView),
        nextCursor: next === null ? null : encodeCursor(timePosition(next)),
      };
    },
  );

  app.get(
    "/sessions/:id",
    {
      config: { access: "sessions.read" },
      schema: {
        tags: ["sessions"],
        operationId: "getSession",
        summary: "Read a session",
        description: "Returns a session with its timeline, without personal data.",
        params: idParams,
        response: { 200: sessionDetailSchema },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const session = await visibleSession(deps, actor, request.params.id);
      const steps = await timeline(deps.db, session.id);
      const consent = await sessionConsent(deps.db, session.id);
      const signature = await sessionSignature(deps, deps.db, session);
      return {
        ...sessionView(session),
        attempt: session.attempt,
        retryOf: session.retryOf,
        retry: await retryView(deps, actor, session),
        consent: consent && {
          version: consent.version,
          language: consent.language,
          givenAt: consent.at.toISOString(),
        },
        signature,
        timeline: steps.map(({ fromState: from, toState: to, at, version, trigger, actor }) => ({
          version,
          occurredAt: at.toISOString(),
          trigger,
          from,
          to,
          actor,
        })),
        links: linksOf(session, signature),
      };
    },
  );

  app.post(
    "/sessions/:id/simulate",
    {
      config: { access: "sessions.start", audited: "session.simulate" },
      schema: {
        tags: ["sessions"],
        operationId: "simulateSession",
        summary: "Choose a session's outcome",
        description: "Ends an open session with the chosen outcome. In test-mode projects only.",
        params: idParams,
        body: simulateSchema,
        response: { 200: sessionSchema },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const target = await visibleSession(deps, actor, request.params.id);
      const outcome = outcomeOf(request.body);
      return respondOnce(deps, request, {
        status: 200,
        work: (tx) => simulateOutcome(deps.verification, tx, target, outcome, actor),
        answer: simulatedView,
      });
    },
  );

  app.post(
    "/sessions/:id/redact",
    {
      config: { access: "people.erase" },
      schema: {
        tags: ["sessions"],
        operationId: "redactSession",
        summary: "Erase the person behind a session",
        description:
          "Destroys the key that seals everything about the person in the project: their sessions' data, pictures and events. Open sessions of theirs are aborted, pending deliveries cancelled.",
        params: idParams,
        response: { 200: redactedSessionSchema },
      },
    },
    async (request) => {
      const target = await visibleSession(deps, actorOf(request), request.params.id);
      return respondOnce(deps, request, {
        status: 200,
        work: (tx) => redactSession(erasingWith(deps), tx, target, actorOf(request)),
        answer: (result) => {
          if (result.kind === "unknown") throw unknownSession();
          const { sessions, cancelledDeliveries } = result;
          return { ...sessionView(result.session), sessions, cancelledDeliveries };
        },
      });
    },
  );
}

/** The session that was decided. Throws the refusal otherwise. */
function simulatedView(result: Awaited<ReturnType<typeof simulateOutcome>>) {
  switch (result.kind) {
    case "done":
      return sessionView(result.session);
    case "unknown":
      throw unknownSession();
    case "test-mode-only":
      throw refuse("test_mode_only", "The session's project is live: its outcomes are decided, not chosen.");
    case "refused":
      throw sessionRefusal(result.session, result.legal);
    case "conflict":
      throw sessionConflict();
  }
}

function outcomeOf(body: Simulate): SimulatedOutcome {
  if (body.outcome === "succeeded") return { result: "success" };
  return { result: "failure", reason: body.reason ?? "simulated" };
}
