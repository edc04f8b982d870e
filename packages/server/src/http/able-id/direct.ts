import {
  acceptedDataSchema,
  getForeignDirectSchema,
  getPersonDirectSchema,
  isBase64,
  type Language,
  type StartedDirectData,
  serviceLanguage,
  startDirectSchema,
  startedDirectDataSchema,
} from "@countersign/wire";
import { inTransaction } from "../../db/index.ts";
import {
  type AskedPerson,
  type DisclosureKind,
  findForeigner,
  findResident,
  requestDisclosure,
  type SubjectLookup,
  submitDirectly,
} from "../../disclosure/index.ts";
import { inspectImage } from "../../images/index.ts";
import { startDirectSession } from "../../verification/index.ts";
import type { HttpDeps } from "../deps.ts";
import type { App } from "../types.ts";
import type { CheckCall } from "./call.ts";
import { accepted } from "./data-calls.ts";
import { directSignature } from "./direct-signature.ts";
import { missingAddress } from "./missing-address.ts";
import { pinflRefusal } from "./pinfl-refusal.ts";
import { type CheckResponse, refuse } from "./response.ts";
import { registerCall } from "./route.ts";
import { sessionOf } from "./session-of.ts";
import { transactionIdRefusal } from "./transaction-id.ts";

/** A picture of 6 MiB in base64, and the other fields. */
const maxBodyBytes = 9 * 1024 * 1024;

/** The direct flow: the integrator takes the picture itself and sends it. */
export function registerDirectRoutes(app: App, deps: HttpDeps): void {
  registerCall(app, deps, {
    path: "/start_direct",
    operationId: "startDirect",
    summary: "Start a session of the direct flow",
    description:
      "Starts a session whose picture the integrator takes and sends itself, within an hour. The same `transactionId` gets " +
      "the same session for an hour.",
    schema: startDirectSchema,
    data: startedDirectDataSchema,
    quota: "sessions",
    handle: (call) => startDirect(deps, call),
  });
  registerCall(app, deps, {
    path: "/get_person_direct",
    operationId: "submitPerson",
    summary: "Submit a resident's picture",
    description:
      "Submits a resident and a picture of their face to a direct session. On success their full record is sent to the " +
      "project's `PERSON_WEBHOOK_URL`.",
    schema: getPersonDirectSchema,
    data: acceptedDataSchema,
    maxBodyBytes,
    handle: async (call, speak) => {
      const { pinfl, birthDate } = call.body;
      const refusal = pinflRefusal(pinfl, birthDate, call.project);
      if (refusal !== null) return refusal;
      const lookup = () => findResident(deps, { pinfl, birthDate });
      return submit(deps, call, speak, { kind: "person", asked: { pinfl, birthDate }, lookup });
    },
  });
  registerCall(app, deps, {
    path: "/get_foreign_direct",
    operationId: "submitForeignPerson",
    summary: "Submit a foreigner's picture",
    description:
      "Submits a foreigner and a picture of their face to a direct session. On success their border crossing is sent to " +
      "the project's `FOREIGN_WEBHOOK_URL`.",
    schema: getForeignDirectSchema,
    data: acceptedDataSchema,
    maxBodyBytes,
    handle: (call, speak) => {
      const { document } = call.body;
      const lookup = () => findForeigner(deps, document);
      return submit(deps, call, speak, { kind: "foreign_person", asked: { document }, lookup });
    },
  });
}

async function startDirect(
  deps: HttpDeps,
  { project, body, language = project.language }: CheckCall<{ transactionId: string; secret: string }>,
): Promise<CheckResponse> {
  // The secret in the call: during a rotation it is the one that the caller knows.
  const { transactionId, secret } = body;
  const refusal = transactionIdRefusal(transactionId);
  if (refusal !== null) return refusal;
  const missing = await missingAddress(deps.db, project, "direct", [
    "PERSON_WEBHOOK_URL",
    "FOREIGN_WEBHOOK_URL",
  ]);
  if (missing !== null) return missing;
  const result = await inTransaction(deps.db, (tx) =>
    startDirectSession(deps.verification, tx, { project, transactionId, language }),
  );
  if (result.kind === "duplicate") return refuse(20202, "transactionId", "was used before in this project");
  const attemptId = result.session.id;
  const signature = directSignature(secret, attemptId, transactionId);
  const data: StartedDirectData = { attemptId, signature, transactionId };
  return { kind: "done", data };
}

interface Submitted {
  kind: DisclosureKind;
  asked: AskedPerson;
  lookup: () => Promise<SubjectLookup>;
}

/**
 * The first submission takes the person and the picture; a later one is an ordinary data call. Cheap
 * checks come first; the registry is queried last, before the transaction.
 */
async function submit(
  deps: HttpDeps,
  { project, body, language }: CheckCall<{ attemptId: string; photo: string }>,
  speak: (language: Language) => void,
  { kind, asked, lookup }: Submitted,
): Promise<CheckResponse> {
  const session = await sessionOf(deps, project, body.attemptId);
  if (session === null || session.flow !== "direct") return refuse(10302);
  speak(serviceLanguage(session.language));
  const sessionId = session.id;
  if (session.state !== "created") {
    return accepted(await requestDisclosure(deps, { project, sessionId, kind, asked, language }));
  }
  const photo = Buffer.from(isBase64(body.photo) ? body.photo : "", "base64");
  if (!inspectImage(photo).ok) return refuse(10203, "photo", "must be a JPEG or PNG picture in base64");
  const subject = await lookup();
  if (!subject.ok) return refuse(subject.code);
  return accepted(
    await submitDirectly(deps, { project, sessionId, person: subject.person, photo, language }),
  );
}
