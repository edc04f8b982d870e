import {
  type AcceptedData,
  getForeignPersonSchema,
  getPersonSchema,
  getPhotoSchema,
  getRegistrationSchema,
  type Language,
  serviceLanguage,
  validatePinfl,
} from "@countersign/wire";
import type * as z from "zod";
import {
  type AskedPerson,
  type DisclosureAnswer,
  type DisclosureKind,
  requestDisclosure,
} from "../../disclosure/index.ts";
import type { HttpDeps } from "../deps.ts";
import type { App } from "../types.ts";
import { type CheckAnswer, refuse } from "./answer.ts";
import type { CheckCall } from "./call.ts";
import { addRoute } from "./route.ts";
import { sessionOf } from "./session-of.ts";

/** The five calls that send a person's data to a static address. */
export function addDataRoutes(app: App, deps: HttpDeps): void {
  const add = <Schema extends DataSchema>(
    path: string,
    kind: DisclosureKind,
    summary: string,
    schema: Schema,
  ) =>
    addRoute(app, deps, { path, summary, schema, handle: (call, speak) => answer(deps, kind, call, speak) });
  add("/get_passport", "passport", "Send a resident's passport to PERSON_WEBHOOK_URL", getPersonSchema);
  add("/get_person", "person", "Send a resident's full record to PERSON_WEBHOOK_URL", getPersonSchema);
  add(
    "/registration",
    "registration",
    "Send a resident's address to REGISTRATION_WEBHOOK_URL",
    getRegistrationSchema,
  );
  add("/get_photo", "photo", "Send the person's photo to PHOTO_WEBHOOK_URL", getPhotoSchema);
  add(
    "/get_foreign_person",
    "foreign_person",
    "Send a foreigner's border crossing to FOREIGN_WEBHOOK_URL",
    getForeignPersonSchema,
  );
}

type DataSchema = z.ZodType<AskedPerson & { attemptId: string }>;

async function answer(
  deps: HttpDeps,
  kind: DisclosureKind,
  { project, body, language }: CheckCall<AskedPerson & { attemptId: string }>,
  speak: (language: Language) => void,
): Promise<CheckAnswer> {
  const session = await sessionOf(deps, project, body.attemptId);
  if (session === null) return refuse(10302);
  speak(serviceLanguage(session.language));
  const { pinfl, birthDate, document } = body;
  if (pinfl !== undefined && validatePinfl(pinfl, project.mode) !== null) return refuse(10103, "pinfl");
  const asked: AskedPerson = {
    ...(pinfl === undefined ? {} : { pinfl }),
    ...(birthDate === undefined ? {} : { birthDate }),
    ...(document === undefined ? {} : { document }),
  };
  return accepted(await requestDisclosure(deps, { project, sessionId: session.id, kind, asked, language }));
}

/** The answer of a call that sends data. */
export function accepted(result: DisclosureAnswer): CheckAnswer {
  if (result.kind === "refused") return refuse(result.code, result.configKey);
  const data: AcceptedData = { isSuccess: true, ...(result.kind === "deferred" ? { deferred: true } : {}) };
  return { kind: "done", data };
}
