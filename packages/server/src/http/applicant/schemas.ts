import {
  abortBodySchema,
  applicantStateSchema,
  captureContentTypes,
  captureQuerySchema,
  chooseDocumentSchema,
  consentBodySchema,
  emptyBodySchema,
  handoffOfferSchema,
  handoffTakenSchema,
  retryStartedSchema,
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
    description: "Records the applicant's consent, and to which text: the first step of every session.",
    params,
    body: consentBodySchema.nullish(),
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

/** How the calls of the hand-off to another device are described and checked. */
export const handoffSchemas = {
  offer: {
    operationId: "offerHandoff",
    summary: "Offer the session to another device",
    description:
      "Returns a code for another device, which works once and for five minutes. A new one replaces the previous.",
    params,
    body: emptyBodySchema.nullish(),
    response: { 200: handoffOfferSchema },
  },
  end: {
    operationId: "endHandoff",
    summary: "Go on at this device",
    description: "The code and the other device's page token work no more.",
    params,
    body: emptyBodySchema.nullish(),
    response,
  },
  take: {
    operationId: "takeHandoff",
    summary: "Take the session to this device",
    description: "Changes the code, sent in the header of the page token, for this device's own page token.",
    params,
    body: emptyBodySchema.nullish(),
    response: { 200: handoffTakenSchema },
  },
} as const;

/** How a new attempt is described and checked. */
export const retrySchema = {
  operationId: "retrySession",
  summary: "Try again",
  description:
    "Starts another session for the applicant of a failed one, where the project allows it, and returns its id and page token. A repetition returns the same.",
  params,
  body: emptyBodySchema.nullish(),
  response: { 200: retryStartedSchema },
} as const;

/** How the organisation's logo is described. */
export const logoSchema = {
  operationId: "getApplicantLogo",
  summary: "Load the organisation's logo",
  description: "The logo of the session's project.",
  params,
  sends: {
    200: { description: "The logo.", content: { "image/png": binarySchema, "image/jpeg": binarySchema } },
  },
} as const;
