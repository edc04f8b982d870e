import {
  type AcceptedData,
  acceptedDataSchema,
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
  type DisclosureKind,
  type DisclosureResult,
  requestDisclosure,
} from "../../disclosure/index.ts";
import type { HttpDeps } from "../deps.ts";
import type { App } from "../types.ts";
import type { CheckCall } from "./call.ts";
import { type CheckResponse, refuse } from "./response.ts";
import { registerCall } from "./route.ts";
import { sessionOf } from "./session-of.ts";

/** The five calls that send a person's data to a static address. */
export function registerDataRoutes(app: App, deps: HttpDeps): void {
  const register = <Schema extends DataSchema>(
    kind: DisclosureKind,
    schema: Schema,
    route: { path: string; operationId: string; summary: string; description: string },
  ) =>
    registerCall(app, deps, {
      ...route,
      description: `${route.description} ${whenItIsSent}`,
      schema,
      data: acceptedDataSchema,
      handle: (call, speak) => answer(deps, kind, call, speak),
    });
  register("passport", getPersonSchema, {
    path: "/get_passport",
    operationId: "sendPassport",
    summary: "Send a resident's passport",
    description: "Sends the passport data of the session's resident to the project's `PERSON_WEBHOOK_URL`.",
  });
  register("person", getPersonSchema, {
    path: "/get_person",
    operationId: "sendPerson",
    summary: "Send a resident's full record",
    description: "Sends the full record of the session's resident to the project's `PERSON_WEBHOOK_URL`.",
  });
  register("registration", getRegistrationSchema, {
    path: "/registration",
    operationId: "sendRegistration",
    summary: "Send a resident's address",
    description: "Sends the registered address of the session's resident to `REGISTRATION_WEBHOOK_URL`.",
  });
  register("photo", getPhotoSchema, {
    path: "/get_photo",
    operationId: "sendPhoto",
    summary: "Send the person's photo",
    description: "Sends the photo that the session took to the project's `PHOTO_WEBHOOK_URL`.",
  });
  register("foreign_person", getForeignPersonSchema, {
    path: "/get_foreign_person",
    operationId: "sendForeignPerson",
    summary: "Send a foreigner's border crossing",
    description:
      "Sends the border crossing of the session's foreigner to the project's `FOREIGN_WEBHOOK_URL`.",
  });
}

const whenItIsSent =
  "While the session is open, the call is remembered and the data is sent on success (`deferred`). After a failure it " +
  "is refused with 10301.";

type DataSchema = z.ZodType<AskedPerson & { attemptId: string }>;

async function answer(
  deps: HttpDeps,
  kind: DisclosureKind,
  { project, body, language }: CheckCall<AskedPerson & { attemptId: string }>,
  speak: (language: Language) => void,
): Promise<CheckResponse> {
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

/** The response of a call that sends data. */
export function accepted(result: DisclosureResult): CheckResponse {
  if (result.kind === "refused") return refuse(result.code, result.configKey);
  const data: AcceptedData = { isSuccess: true, ...(result.kind === "deferred" ? { deferred: true } : {}) };
  return { kind: "done", data };
}
