import { captureContentTypes, maxCaptureBytes, testOutcomeHeader } from "@countersign/wire";
import type { FastifyReply, FastifyRequest } from "fastify";
import { inTransaction, type Tx } from "../../db/index.ts";
import { findLogo, findProject } from "../../projects/index.ts";
import {
  abortSession,
  chooseDocument,
  extendSession,
  giveConsent,
  joinCall,
  type Session,
  type SimulatedOutcome,
  type SubmitResult,
  submitCapture,
} from "../../verification/index.ts";
import type { HttpDeps } from "../deps.ts";
import { quotaOf } from "../limits/quota.ts";
import { requireRoom } from "../limits/room.ts";
import { problemHandler, refusalOf, sendNotFound, sendProblem } from "../refusals/errors.ts";
import { handleNotFound } from "../refusals/not-found.ts";
import { type Refusal, refuse, refuseFields } from "../refusals/problem.ts";
import { sessionConflict, sessionRefusal } from "../refusals/session-refusal.ts";
import type { App } from "../types.ts";
import { createCaptureBudget } from "./capture-budget.ts";
import { enter, pageSession } from "./enter.ts";
import { registerHandoff } from "./handoff.ts";
import { registerPage } from "./page.ts";
import { registerRetry } from "./retry.ts";
import { logoSchema, stateSchemas } from "./schemas.ts";
import { registerSigning } from "./signing.ts";
import { applicantState, filesAllowed, projectOfSession } from "./state.ts";
import { registerVideo } from "./video.ts";

/**
 * The applicant's page and its calls, to be registered in a scope of their own under `/s`.
 */
export function registerApplicant(app: App, deps: HttpDeps): void {
  app.decorateRequest("pageSession", null);
  app.setErrorHandler(problemHandler(deps.log));
  handleNotFound(app, sendNotFound);
  registerPage(app, deps);

  const onRequest = (request: FastifyRequest) => enter(deps, request);
  app.get("/:id/state", { onRequest, schema: stateSchemas.read }, (request) =>
    applicantState(deps, pageSession(request)),
  );
  app.post("/:id/consent", { onRequest, schema: stateSchemas.consent }, (request) =>
    step(deps, request, (tx, session) => giveConsent(deps.verification, tx, session.id, request.body?.text)),
  );
  app.post("/:id/join", { onRequest, schema: stateSchemas.join }, (request) => {
    const outcome = chosenOutcome(request.headers[testOutcomeHeader]);
    return step(deps, request, (tx, session) => joinCall(deps.verification, tx, session.id, outcome));
  });
  app.post("/:id/document-type", { onRequest, schema: stateSchemas.chooseDocument }, (request) =>
    step(deps, request, async (tx, session) => {
      const { documentType } = request.body;
      const accepted = (await projectOfSession(tx, session)).applicantPage.documents;
      if (!accepted.includes(documentType))
        throw refuseFields([{ field: "documentType", problem: `must be one of: ${accepted.join(", ")}` }]);
      return chooseDocument(deps.verification, tx, session.id, documentType);
    }),
  );
  app.post("/:id/extend", { onRequest, schema: stateSchemas.extend }, (request) =>
    step(deps, request, (tx, session) => extendSession(deps.verification, tx, session.id)),
  );
  app.post("/:id/abort", { onRequest, schema: stateSchemas.abort }, (request) =>
    step(deps, request, (tx, session) =>
      abortSession(deps.verification, tx, session.id, request.body?.reason),
    ),
  );
  registerHandoff(app, deps);
  registerRetry(app, deps);
  registerSigning(app, deps);
  registerVideo(app, deps);
  app.get("/:id/logo", { onRequest, schema: logoSchema }, async (request, reply) => {
    const logo = await findLogo(deps.db, pageSession(request).projectId);
    if (logo === null) throw refuse("not_found", "The project has no logo.");
    return reply.header("cache-control", "private, max-age=300").type(logo.contentType).send(logo.bytes);
  });
  app.register(async (scope) => registerCapture(scope as App, deps));
}

/** In a scope of its own: all bodies here are pictures. */
function registerCapture(app: App, deps: HttpDeps): void {
  const budget = createCaptureBudget(deps.clock);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    [...captureContentTypes],
    { parseAs: "buffer", bodyLimit: maxCaptureBytes },
    (_request, body, done) => done(null, body),
  );
  app.setErrorHandler((error, request, reply) => captureProblem(deps, error, request, reply));
  app.post(
    "/:id/capture",
    {
      bodyLimit: maxCaptureBytes,
      schema: stateSchemas.capture,
      onRequest: async (request) => {
        await enter(deps, request);
        const { id, projectId } = pageSession(request);
        const project = await findProject(deps.db, projectId);
        if (project !== null) requireRoom(deps, quotaOf(project, projectId));
        if (budget.take(id)) return;
        throw refuse("rate_limited", "The session has sent too many pictures. Start a new one.");
      },
    },
    async (request) => {
      const outcome = chosenOutcome(request.headers[testOutcomeHeader]);
      const { kind, source } = request.query;
      const photo = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      // Before the transaction: it may take seconds.
      const defect = outcome ? null : await deps.glance(pageSession(request), { kind, bytes: photo });
      return step(deps, request, async (tx, session) => {
        if (source === "file" && !filesAllowed(await projectOfSession(tx, session)))
          throw refuseFields([{ field: "source", problem: "must be camera: this project takes no files" }]);
        return submitCapture(deps.verification, tx, session.id, {
          photo,
          kind,
          source,
          defect,
          ...(outcome && { outcome }),
        });
      });
    },
  );
}

function captureProblem(deps: HttpDeps, error: unknown, request: FastifyRequest, reply: FastifyReply) {
  if (refusalOf(error)?.code !== "body_too_large") return problemHandler(deps.log)(error, request, reply);
  return sendProblem(request, reply, refuse("image_too_large", "The picture is larger than 6 MiB."));
}

async function step(
  deps: HttpDeps,
  request: FastifyRequest,
  act: (tx: Tx, session: Session) => Promise<SubmitResult>,
) {
  const result = await inTransaction(deps.db, (tx) => act(tx, pageSession(request)));
  if (result.kind !== "done") throw refusalOfStep(result);
  return applicantState(deps, result.session);
}

function refusalOfStep(result: Exclude<SubmitResult, { kind: "done" }>): Refusal {
  switch (result.kind) {
    case "unknown":
      return refuse("session_unknown", "There is no session of this id.");
    case "refused":
      return sessionRefusal(result.session, result.legal);
    case "conflict":
      return sessionConflict();
    case "test-mode-only":
      return refuse("test_mode_only", "Outcomes can be chosen in test-mode projects only.");
    case "unsigned":
      return refuse("document_unsigned", "Sign the document first: the call with an agent follows.");
    case "unwanted":
      return refuseFields([{ field: "kind", problem: wantedText(result.wanted) }]);
    case "picture":
      return refuse(pictureCodes[result.problem], result.detail);
  }
}

const pictureCodes = {
  "too-large": "image_too_large",
  "too-small": "image_unreadable",
  unreadable: "image_unreadable",
  repeated: "image_repeated",
} as const;

function wantedText(wanted: readonly string[]): string {
  return wanted.length > 0
    ? `must be a picture that this session asks for: ${wanted.join(", ")}`
    : "the session asks for no picture yet: choose the document first";
}

function chosenOutcome(header: string | string[] | undefined): SimulatedOutcome | undefined {
  if (header === undefined) return undefined;
  if (header === "success") return { result: "success" };
  if (header === "failure") return { result: "failure", reason: "simulated" };
  throw refuse("invalid_request", "The header names no outcome.", {
    errors: [{ field: testOutcomeHeader, problem: "must be success or failure" }],
  });
}
