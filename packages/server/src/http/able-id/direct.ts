import {
  getForeignDirectSchema,
  getPersonDirectSchema,
  isBase64,
  type Language,
  type StartedDirectData,
  serviceLanguage,
  startDirectSchema,
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
import { type CheckAnswer, refuse } from "./answer.ts";
import type { CheckCall } from "./call.ts";
import { accepted } from "./data-calls.ts";
import { directSignature } from "./direct-signature.ts";
import { pinflRefusal } from "./pinfl-refusal.ts";
import { addRoute } from "./route.ts";
import { sessionOf } from "./session-of.ts";
import { transactionIdRefusal } from "./transaction-id.ts";

/** Bytes: a picture of 6 MiB in base64, and the other fields. */
const directBodyLimit = 9 * 1024 * 1024;

/** The direct flow: the integrator takes the picture itself and sends it. */
export function addDirectRoutes(app: App, deps: HttpDeps): void {
  addRoute(app, deps, {
    path: "/start_direct",
    summary: "Start a session of the direct flow",
    schema: startDirectSchema,
    quota: "sessions",
    handle: (call) => startDirect(deps, call),
  });
  addRoute(app, deps, {
    path: "/get_person_direct",
    summary: "Submit a resident and a picture of their face; the data goes to PERSON_WEBHOOK_URL",
    schema: getPersonDirectSchema,
    bodyLimit: directBodyLimit,
    handle: async (call, speak) => {
      const { pinfl, birthDate } = call.body;
      const refusal = pinflRefusal(pinfl, birthDate, call.project);
      if (refusal !== null) return refusal;
      const lookup = () => findResident(deps, { pinfl, birthDate });
      return submit(deps, call, speak, { kind: "person", asked: { pinfl, birthDate }, lookup });
    },
  });
  addRoute(app, deps, {
    path: "/get_foreign_direct",
    summary: "Submit a foreigner and a picture of their face; the data goes to FOREIGN_WEBHOOK_URL",
    schema: getForeignDirectSchema,
    bodyLimit: directBodyLimit,
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
): Promise<CheckAnswer> {
  // The secret that the call brought: during a rotation it is the one that the caller knows.
  const { transactionId, secret } = body;
  const refusal = transactionIdRefusal(transactionId);
  if (refusal !== null) return refusal;
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
 * The first submission takes the person and the picture; one after it is a data call like the others. Cheap
 * refusals come first, the registry is asked last, and before the transaction.
 */
async function submit(
  deps: HttpDeps,
  { project, body, language }: CheckCall<{ attemptId: string; photo: string }>,
  speak: (language: Language) => void,
  { kind, asked, lookup }: Submitted,
): Promise<CheckAnswer> {
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
