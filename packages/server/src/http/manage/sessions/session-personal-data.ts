import { type SessionPersonalData, sessionPersonalDataSchema } from "@countersign/wire";
import { audit } from "../../../access/index.ts";
import { inspectImage } from "../../../images/index.ts";
import { type Session, sessionCaptures, sessionData, sessionPerson } from "../../../verification/index.ts";
import { actorOf } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import type { App } from "../../types.ts";
import { idParams } from "../fields.ts";
import { crossingOf } from "./crossing-of.ts";
import { visibleSession } from "./visible-session.ts";

/** The person behind a session, for those who may see personal data. */
export function registerSessionPersonalData(app: App, deps: HttpDeps): void {
  app.get(
    "/sessions/:id/personal-data",
    {
      config: {
        access: "personal_data.read",
        refusal: "Who a session is about is personal data: ask an operator.",
      },
      schema: {
        tags: ["sessions"],
        operationId: "getSessionPersonalData",
        summary: "Read whom a session is about",
        description:
          "Returns the person, what the integrator said of them, and the pictures; leaves an audit record.",
        params: idParams,
        response: { 200: sessionPersonalDataSchema },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const session = await visibleSession(deps, actor, request.params.id);
      // Written before anything personal is read: no look goes unrecorded.
      const { projectId, id: target } = session;
      await audit(deps, deps.db, { actor, action: "session.view", projectId, target });
      reply.header("cache-control", "no-store");
      return personalData(deps, session);
    },
  );
}

async function personalData(deps: HttpDeps, session: Session): Promise<SessionPersonalData> {
  const [data, person, captures] = await Promise.all([
    sessionData(deps, deps.db, session),
    sessionPerson(deps, deps.db, session),
    sessionCaptures(deps, deps.db, session),
  ]);
  const photo = person?.record.photo;
  const pictures = [
    ...captures.map(({ kind, bytes, createdAt }) => ({ name: kind as string, bytes, takenAt: createdAt })),
    ...(photo ? [{ name: "registry", bytes: Buffer.from(photo, "base64"), takenAt: null }] : []),
  ];
  return {
    erased: session.redactedAt !== null,
    pinfl: person?.kind === "resident" ? person.pinfl : null,
    document: person?.kind === "foreign" ? person.document : null,
    registryPerson: person?.kind === "resident" ? person.record.person : null,
    registryCrossing: person?.kind === "foreign" ? crossingOf(person.record) : null,
    customer: data?.customer ?? null,
    expectedIdentity: data?.expectedIdentity ?? null,
    verifiedIdentity: data?.verifiedIdentity ?? null,
    identId: data?.identId ?? null,
    metadata: data?.metadata ?? null,
    // What a browser could not show is left out.
    pictures: pictures.flatMap(({ name, bytes, takenAt }) => {
      const seen = inspectImage(bytes);
      if (!seen.ok) return [];
      const base64 = bytes.toString("base64");
      return [{ name, takenAt: takenAt?.toISOString() ?? null, contentType: seen.type, base64 }];
    }),
  };
}
