import * as z from "zod";
import { keysOf } from "../keys-of.ts";

/** One error of the calls under `/organization` and `/user`. */
export interface OperationErrorDefinition {
  status: number;
  message: string;
  /** for the docs: when it is answered and what the caller can do */
  meaning: string;
}

/**
 * Every error code of the calls under `/organization` and `/user`; codes never change their
 * meaning.
 */
export const operationErrors = {
  unauthenticated: {
    status: 401,
    message: "Authentication is required.",
    meaning: "The bearer token is missing, unknown, revoked or expired.",
  },
  forbidden: {
    status: 403,
    message: "Only a project's key may call this.",
    meaning:
      "The token belongs to a person. These calls take the key of the project whose records they change.",
  },
  not_found: {
    status: 404,
    message: "The record was not found.",
    meaning: "Nothing has this path or id, or it belongs to another project or to another user.",
  },
  method_not_allowed: {
    status: 405,
    message: "This call exists with another method.",
    meaning: "The path exists, but not with this HTTP method; `Allow` names those that it has.",
  },
  invalid_json: {
    status: 400,
    message: "The body is not a JSON object.",
    meaning:
      "The body is not well-formed JSON in UTF-8 without a byte order mark, or it can be read in two ways: `field` names what occurs twice, or the number that a 64-bit float can't hold.",
  },
  ambiguous_request: {
    status: 400,
    message: "The request can be read in two ways.",
    meaning:
      "The method is mapped to an upstream, and a query parameter occurs twice, or a name can be taken for a field of the method: `field` names it. Hooks and the upstream might see different values, so neither sees any.",
  },
  invalid_request: {
    status: 422,
    message: "Fields of the request are missing, unknown or wrong.",
    meaning: "`field` names the first field and `message` says what is wrong; `errors` has all of them.",
  },
  body_too_large: {
    status: 413,
    message: "The body is too large for this call.",
    meaning: "A body may have 10 MiB.",
  },
  unsupported_media_type: {
    status: 415,
    message: "The body must be plain application/json.",
    meaning: "The content type is not application/json, or the body has a content encoding.",
  },
  conflict: {
    status: 409,
    message: "Somebody else changed the record in the meantime.",
    meaning:
      "The record changed between reading and writing, or `version` is not the one that it has. Read it again and repeat.",
  },
  project_archived: {
    status: 409,
    message: "The project is archived.",
    meaning:
      "An archived project takes no new orders and changes none; what it has can be read. An operator can restore it.",
  },
  external_id_taken: {
    status: 409,
    message: "Another record has this externalId.",
    meaning: "The project has a record of this `externalId` that came from another request. Use a new one.",
  },
  identifier_taken: {
    status: 409,
    message: "Another user has this phone, email or card.",
    meaning:
      "`field` names which of `phone`, `email` and `cardNumber` belongs to another user of the project.",
  },
  order_closed: {
    status: 409,
    message: "The order's status does not allow this.",
    meaning:
      "A delivered or cancelled order does not change; the sums of a paid one do not either: `field` names the field.",
  },
  subscription_ended: {
    status: 409,
    message: "The subscription has ended.",
    meaning: "Its term ran out, or it was cancelled before.",
  },
  payment_missing: {
    status: 409,
    message: "The order has no payment at the bank.",
    meaning: "The order has no `bankOrderId`: set it once the bank has registered the payment.",
  },
  payment_not_configured: {
    status: 409,
    message: "The project has no acquiring settings.",
    meaning: "An operator sets them with `PUT /manage/v1/projects/{id}/payments`.",
  },
  payment_failed: {
    status: 502,
    message: "The bank did not report the payment's status.",
    meaning:
      "The bank could not be reached, or answered with an error: `bank` has its `errorCode`, where it sent one. Nothing was changed.",
  },
  denied: {
    status: 422,
    message: "A hook denied it.",
    meaning:
      "The hook named by `hook` denied the operation: `message`, `field` and `reason` are its own words. The status is the hook's too, where it chose another of 400 to 499.",
  },
  hook_bad_answer: {
    status: 502,
    message: "A hook's response can't be used.",
    meaning:
      "The hook named by `hook` returned a response that can't be used, or changed what it must not: `field` names it. Nothing was changed; `traceId` leads to the run.",
  },
  hook_unavailable: {
    status: 503,
    message: "A hook can't be reached.",
    meaning:
      "The hook named by `hook` refuses connections, or failed so often that it is left alone for a while.",
  },
  hook_timeout: {
    status: 504,
    message: "A hook took too long.",
    meaning: "The hook named by `hook` did not answer within its timeout, or no time was left for it.",
  },
  upstream_failed: {
    status: 502,
    message: "The upstream can't be reached.",
    meaning: "The operation is mapped to an upstream, and that refused the connection or broke it off.",
  },
  upstream_timeout: {
    status: 504,
    message: "The upstream took too long.",
    meaning: "The operation is mapped to an upstream, and that did not answer within the mapping's timeout.",
  },
  wrong_cell: {
    status: 421,
    message: "The request belongs to another cell.",
    meaning:
      "The token, or an id of the request, was made in another cell, another installation: the header `countersign-cell` names it. Nothing was done. Use that cell's address.",
  },
  rate_limited: {
    status: 429,
    message: "Too many requests.",
    meaning: "Repeat after the seconds in `Retry-After`.",
  },
  not_ready: {
    status: 503,
    message: "The service is not ready.",
    meaning: "The service is starting, stopping, or its store does not answer. Repeat later.",
  },
  internal: {
    status: 500,
    message: "Something failed here.",
    meaning: "A fault of the service. The log knows it by the request's id, in the header `x-request-id`.",
  },
} as const satisfies Record<string, OperationErrorDefinition>;

export type OperationErrorCode = keyof typeof operationErrors;

/**
 * The details of an error in addition to its code. They contain no value of the request, except in
 * a hook's own messages.
 */
export interface OperationErrorDetails {
  /** Replaces the code's own sentence. */
  message?: string;
  /** in a language other than English: what exactly is wrong, in English */
  detail?: string;
  /** the field to blame, as a dotted path */
  field?: string;
  /** every wrong field, where there are several */
  errors?: { field: string; problem: string }[];
  /** name of the webhook that denied or failed */
  hook?: string;
  /** the hook's own code */
  reason?: string;
  /** of the interception that led to it */
  traceId?: string;
  /** what the bank answered */
  bank?: { errorCode: string | null };
}

/** The one shape of errors under `/organization` and `/user`. */
export interface OperationErrorBody {
  error: OperationErrorDetails & { code: OperationErrorCode; message: string };
}

/** The body of an error response. */
export function operationErrorBody(
  code: OperationErrorCode,
  details: OperationErrorDetails = {},
): OperationErrorBody {
  return { error: { code, message: operationErrors[code].message, ...details } };
}

const errorCodes = keysOf(operationErrors);

/** Every error response under `/organization` and `/user`. */
export const operationErrorSchema = z.strictObject({
  error: z
    .strictObject({
      code: z.enum(errorCodes).describe("What went wrong; codes never change their meaning."),
      message: z.string().describe("For people, in the project's language; a denying hook's own words."),
      detail: z.string().optional().describe("What exactly is wrong, in English, where `message` is not."),
      field: z.string().optional().describe("The first field at fault, as a dotted path."),
      errors: z
        .array(
          z.strictObject({
            field: z.string().describe("The field, as a dotted path; empty for the whole body."),
            problem: z.string().describe("What is wrong with it."),
          }),
        )
        .optional()
        .describe("Every field at fault."),
      hook: z.string().optional().describe("The name of the webhook that denied or failed."),
      reason: z.string().optional().describe("The denying hook's own code."),
      traceId: z.string().optional().describe("The interception, for `/manage/v1/interceptions/{id}`."),
      bank: z
        .strictObject({
          errorCode: z.string().nullable().describe("The bank's code; null without a response."),
        })
        .optional()
        .describe("What the bank reported."),
    })
    .describe("The error."),
});
