import {
  type ApplicantMethod,
  type OpenedIdentification,
  openedIdentificationSchema,
  openIdentificationSchema,
  type SessionLanguage,
  sessionLanguages,
  treezorIdentificationSchema,
  treezorIdentificationsSchema,
} from "@countersign/wire";
import * as z from "zod";
import type { Tx } from "../../db/index.ts";
import type { Project } from "../../projects/index.ts";
import { expectedIdentity, findUser, holdUser, isActive, type User } from "../../users/index.ts";
import { methodLifetimeMs, sessionData, startMethodSession } from "../../verification/index.ts";
import { actorOf } from "../caller.ts";
import type { HttpDeps } from "../deps.ts";
import { charge, quotaOf } from "../limits/quota.ts";
import type { App } from "../types.ts";
import { callingProject } from "./guard.ts";
import { identificationId, identificationState, identificationsOf } from "./identification-state.ts";
import { onceByTag } from "./once-by-tag.ts";
import { refuse } from "./refusal.ts";
import { userParams } from "./users.ts";

interface Method {
  path: string;
  method: ApplicantMethod;
  /** The suffix of its operations' ids. */
  of: string;
  noun: string;
}

const methods: readonly Method[] = [
  { path: "kycliveness", method: "liveness", of: "Liveness", noun: "liveness check" },
  { path: "qes", method: "qes", of: "Qes", noun: "qualified e-signature" },
  { path: "videoconference", method: "video-conference", of: "VideoConference", noun: "video conference" },
];
const identificationParams = userParams.extend({
  identificationId: z
    .string()
    .describe("The identification, as the call that opened it returned it.")
    .meta({ examples: ["1b4e28ba-2fa1-4d2a-883f-0016d3cca427"] }),
});

const access = "integration.use";

/**
 * `/v1/users/{userId}/kycliveness`, `/qes` and `/videoconference`: sessions of a user, and their
 * status.
 */
export function registerIdentificationRoutes(app: App, deps: HttpDeps): void {
  for (const { path, method, of, noun } of methods) {
    app.post(
      `/users/:userId/${path}`,
      {
        config: { access, audited: "identification.open" },
        schema: {
          operationId: `open${of}`,
          summary: `Open a ${noun}`,
          description:
            `Opens a ${noun} of a user. Send the user to \`identificationUrl\` within 30 minutes. A repetition with the same ` +
            "`accessTag` returns the first response for a day.",
          params: userParams,
          body: openIdentificationSchema,
          response: { 201: openedIdentificationSchema },
        },
      },
      async (request, reply) => {
        const project = callingProject(request);
        const user = await knownUser(deps, project, request.params.userId);
        const tagged = {
          project,
          tag: request.body.accessTag,
          call: `${path} of ${user.id}`,
          first: () => charge(deps, "sessions", quotaOf(project, actorOf(request).id)),
        };
        return reply
          .code(201)
          .send(
            await onceByTag(deps, tagged, (tx) => open(deps, tx, project, user, method, request.body.type)),
          );
      },
    );

    app.get(
      `/users/:userId/${path}`,
      {
        config: { access, audited: "identification.list" },
        schema: {
          operationId: `list${of}Identifications`,
          summary: `List a user's ${noun}s`,
          description: `Returns every ${noun} of a user, newest first.`,
          params: userParams,
          response: { 200: treezorIdentificationsSchema },
        },
      },
      async (request) => {
        const { id: projectId } = callingProject(request);
        const { userId } = request.params;
        await knownUser(deps, callingProject(request), userId);
        const found = await identificationsOf(deps, deps.db, { projectId, userId, method });
        return { identifications: found.map(identificationState) };
      },
    );

    app.get(
      `/users/:userId/${path}/:identificationId`,
      {
        config: { access, audited: "identification.view" },
        schema: {
          operationId: `get${of}Identification`,
          summary: `Read a ${noun}`,
          description: `Returns the state of one ${noun} of a user.`,
          params: identificationParams,
          response: { 200: treezorIdentificationSchema },
        },
      },
      async (request) => {
        const { id: projectId } = callingProject(request);
        const { userId, identificationId: id } = request.params;
        const all = await identificationsOf(deps, deps.db, { projectId, userId, method });
        const found = all.find((one) => identificationId(one) === id);
        if (found === undefined) throw refuse(40401);
        return { identification: identificationState(found) };
      },
    );
  }
}

async function knownUser(deps: HttpDeps, project: Project, userId: string): Promise<User> {
  const user = await findUser(deps, deps.db, project.id, userId);
  if (user === null) throw refuse(40402);
  return user;
}

async function open(
  deps: HttpDeps,
  tx: Tx,
  project: Project,
  user: User,
  method: ApplicantMethod,
  device: "APP" | "WEB",
): Promise<OpenedIdentification> {
  // A user who was erased in between gets no session: it would create a new subject for them.
  const held = await holdUser(deps, tx, project.id, String(user.id));
  if (held === null) throw refuse(40402);
  if (!isActive(held)) throw refuse(40907);
  const started = await startMethodSession(deps.verification, tx, {
    projectId: project.id,
    origin: "treezor",
    method,
    userId: String(user.id),
    language: languageOf(user) ?? project.language,
    lifeMs: methodLifetimeMs,
    data: { expectedIdentity: expectedIdentity(user), device },
  });
  if (started.kind !== "started")
    throw new Error("a session without a transaction id had one that was taken");
  const { session, pageToken } = started;
  const data = await sessionData(deps, tx, session);
  if (data === null) throw new Error(`session ${session.id} lost its data in the transaction that made it`);
  return {
    identification: {
      identificationId: identificationId({ session, data }),
      userId: String(user.id),
      identificationUrl: `${deps.publicUrl}/s/${session.id}#${pageToken}`,
      expiresAt: session.expiresAt.toISOString(),
    },
  };
}

function languageOf({ fields }: User): SessionLanguage | undefined {
  return sessionLanguages.find((language) => language === fields.language?.toLowerCase());
}
