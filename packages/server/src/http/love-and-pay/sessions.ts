import {
  type CreateKycSession,
  createdKycSessionSchema,
  createKycSessionSchema,
  isPublicId,
  kycSessionId,
  kycSessionListSchema,
  kycSessionQuerySchema,
  kycSessionSchema,
  sessionIdOfKyc,
} from "@countersign/wire";
import { inTransaction } from "../../db/index.ts";
import { jsonValueProblem, metadataLimits } from "../../json/index.ts";
import type { Project } from "../../projects/index.ts";
import {
  countSessions,
  findSession,
  listSessions,
  methodLifetimeMs,
  startMethodSession,
} from "../../verification/index.ts";
import type { HttpDeps } from "../deps.ts";
import { charge, quotaOf } from "../limits/quota.ts";
import type { App } from "../types.ts";
import { kycCallerOf } from "./caller.ts";
import { kycSessionParams } from "./params.ts";
import { refuseKyc } from "./refusal.ts";
import { kycSessionView, kycStates } from "./session-view.ts";

const config = {
  access: "integration.call",
  refusal: "sessions are a project's own, send its API key",
} as const;
const origin = "love-and-pay";

/** KYC sessions: a document and a selfie, which an operator reviews. */
export function registerKycSessionRoutes(app: App, deps: HttpDeps): void {
  app.post(
    "/v2/kyc/sessions",
    {
      config,
      schema: {
        operationId: "createKycSession",
        summary: "Start a KYC session",
        description:
          "Starts a session that checks a document and a selfie, with `level: full` the face from three sides. Send the customer to `verificationUrl` within 30 minutes.",
        body: createKycSessionSchema,
        response: { 201: createdKycSessionSchema },
      },
    },
    async (request, reply) => {
      const { project, actor } = kycCallerOf(request);
      const { body } = request;
      refuseOtherReturn(project, body.callbackUrl);
      const tooMuch = jsonValueProblem(body.metadata, metadataLimits);
      if (tooMuch !== null) throw refuseKyc("validation_error", "metadata", tooMuch);
      charge(deps, "sessions", quotaOf(project, actor.id));
      const started = await inTransaction(deps.db, (tx) =>
        startMethodSession(deps.verification, tx, {
          projectId: project.id,
          origin,
          method: "document",
          customerId: body.customerId,
          data: dataOf(body),
          withPoses: body.level === "full",
          language: body.language,
          lifeMs: methodLifetimeMs,
        }),
      );
      if (started.kind !== "started") throw new Error("a session without a transaction id met another's");
      const { session, pageToken } = started;
      const id = kycSessionId(session.id);
      return reply.code(201).send({
        id,
        sessionId: id,
        status: "NOT_STARTED",
        verificationUrl: `${deps.publicUrl}/s/${session.id}#${pageToken}`,
        expiresAt: session.expiresAt.toISOString(),
      });
    },
  );

  app.get(
    "/v2/kyc/sessions/:id",
    {
      config,
      schema: {
        operationId: "getKycSession",
        summary: "Read a KYC session",
        description: "Returns the session with its result, once it is decided.",
        params: kycSessionParams,
        response: { 200: kycSessionSchema },
      },
    },
    async (request) => {
      const { project } = kycCallerOf(request);
      const id = sessionIdOfKyc(request.params.id) ?? "";
      const session = isPublicId(id) ? await findSession(deps, deps.db, project.id, id) : null;
      if (session?.origin !== origin) throw refuseKyc("not_found");
      return kycSessionView(deps, session);
    },
  );

  app.get(
    "/v2/kyc/sessions",
    {
      config,
      schema: {
        operationId: "listKycSessions",
        summary: "List KYC sessions",
        description: "Returns the project's sessions of this API, newest first.",
        querystring: kycSessionQuerySchema,
        response: { 200: kycSessionListSchema },
      },
    },
    async (request) => {
      const { project } = kycCallerOf(request);
      const { status, limit, offset } = request.query;
      const state = status && kycStates[status];
      const filter = { projectId: project.id, origin, state } as const;
      const [sessions, total] = await Promise.all([
        listSessions(deps, deps.db, { ...filter, limit, offset }),
        countSessions(deps, deps.db, filter),
      ]);
      const data = await Promise.all(sessions.map((session) => kycSessionView(deps, session)));
      return { data, total, limit, offset };
    },
  );
}

/**
 * The address to return to is a setting of the project: a request may repeat it, but not name another
 * one.
 */
function refuseOtherReturn(project: Project, callbackUrl: string | undefined): void {
  if (callbackUrl === undefined || callbackUrl === project.successRedirectUrl) return;
  const fix = "leave it out; an operator sets the project's SUCCESS_REDIRECT_URL and ERROR_REDIRECT_URL";
  throw refuseKyc("callback_url_not_allowed", "callbackUrl", fix);
}

function dataOf({ customerId, customerEmail, customerPhone, level, metadata }: CreateKycSession) {
  const customer = {
    ...(customerId !== undefined && { id: customerId }),
    ...(customerEmail !== undefined && { email: customerEmail }),
    ...(customerPhone !== undefined && { phone: customerPhone }),
  };
  return { metadata, level, customer };
}
