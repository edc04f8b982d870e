import {
  abortBodySchema,
  applicantStateSchema,
  captureContentTypes,
  captureQuerySchema,
  chooseDocumentSchema,
  emptyBodySchema,
} from "@countersign/wire";
import { binarySchema } from "../openapi/route-schema.ts";
import { applicantParams as params } from "./params.ts";

const response = { 200: applicantStateSchema };

/**
 * How the page's calls are described and checked. Each responds with the session's state after it.
 */
export const stateSchemas = {
  read: {
    operationId: "getApplicantState",
    summary: "Read the session's state",
    description: "Returns what the page shows. Expires the session where its time is over.",
    params,
    response,
  },
  consent: {
    operationId: "giveConsent",
    summary: "Agree to the processing",
    description: "Records the applicant's consent: the first step of every session.",
    params,
    body: emptyBodySchema.nullish(),
    response,
  },
  join: {
    operationId: "joinCall",
    summary: "Join the agent's call",
    description: "Puts the applicant into the queue of agents, in methods that an agent leads.",
    params,
    body: emptyBodySchema.nullish(),
    response,
  },
  chooseDocument: {
    operationId: "chooseDocument",
    summary: "Choose a document",
    description: "Chooses the document that the applicant is going to show, in the method `document`.",
    params,
    body: chooseDocumentSchema,
    response,
  },
  extend: {
    operationId: "extendSession",
    summary: "Ask for more time",
    description: "Gives the applicant ten more minutes, once. A second call changes nothing.",
    params,
    body: emptyBodySchema.nullish(),
    response,
  },
  abort: {
    operationId: "abortSession",
    summary: "Give up",
    description: "Ends the session at the applicant's wish.",
    params,
    body: abortBodySchema.nullish(),
    response,
  },
  capture: {
    operationId: "submitCapture",
    summary: "Send a picture",
    description:
      "Sends one of the session's pictures, at most 6 MiB. The last one that the session asks for ends the step.",
    params,
    querystring: captureQuerySchema,
    reads: { body: Object.fromEntries(captureContentTypes.map((type) => [type, binarySchema])) },
    response,
  },
} as const;
