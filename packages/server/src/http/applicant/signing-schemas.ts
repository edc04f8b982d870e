import { agreeBodySchema, applicantStateSchema, emptyBodySchema, signBodySchema } from "@countersign/wire";
import { binarySchema } from "../openapi/route-schema.ts";
import { applicantParams as params } from "./params.ts";

const response = { 200: applicantStateSchema };
const pdf = { 200: { description: "The PDF.", content: { "application/pdf": binarySchema } } };

/** How the calls about the document of a `qes` session are described and checked. */
export const signingSchemas = {
  read: {
    operationId: "getDocumentToSign",
    summary: "Load the document to sign",
    description: "The PDF that the session's applicant signs.",
    params,
    sends: pdf,
  },
  signed: {
    operationId: "getApplicantsSignedDocument",
    summary: "Load the signed document",
    description: "The signed PDF, once the session has succeeded.",
    params,
    sends: pdf,
  },
  agree: {
    operationId: "agreeToDocument",
    summary: "Agree to the document",
    description:
      "Records that the applicant has read the document with this hash and agrees to sign it, and sends a one-time code.",
    params,
    body: agreeBodySchema,
    response,
  },
  code: {
    operationId: "sendSignatureCode",
    summary: "Send another code",
    description: "Sends another one-time code in place of the previous one: after 30 seconds, five in all.",
    params,
    body: emptyBodySchema.nullish(),
    response,
  },
  sign: {
    operationId: "signDocument",
    summary: "Sign the document",
    description:
      "Signs the document with the one-time code. Refused where the document has changed since the applicant agreed to it; the third wrong code fails the session.",
    params,
    body: signBodySchema,
    response,
  },
} as const;
